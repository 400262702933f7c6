import {
  Button,
  Checkbox,
  Group,
  MultiSelect,
  NumberInput,
  Paper,
  Select,
  Stack,
  Table,
  Text,
  Title,
} from '@mantine/core'
import { IconPrinter, IconWand } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PlannedLine, type Proposal, type VisitReason, visitReasons } from '../../../electron/contract/visits.ts'
import { orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { formatCount, formatMoney } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { useWrite } from '../../ui/write.ts'
import { VisitDialog } from './VisitDialog.tsx'
import { VisitResultBadge } from './VisitResultBadge.tsx'
import classes from './visits.module.css'

/** Whom to visit on a day and why; what came of it is recorded in the same rows. */
export function PlanPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { today } = useOffice()
  const { day = today } = useSearch({ from: '/visits/plan' })
  const query = useQuery(orpc.visits.day.queryOptions({ input: { onDate: day } }))
  const mayPropose = useMay('visits.propose')
  const [planning, setPlanning] = useState(false)
  const print = () => void navigate({ to: '/visits/paper', search: { day } })
  const lines = query.data ?? []
  const canPropose = mayPropose && day >= today
  useCommands([
    ...(canPropose ? [{ key: 'a', label: t('visits:plan.propose'), run: () => setPlanning(true) }] : []),
    ...(lines.length > 0 ? [{ key: 'p', label: t('visits:plan.print'), run: print }] : []),
  ])
  return (
    <Page
      title={t('visits:tabs.plan')}
      crumbs={[{ label: t('common:nav.visits'), link: { to: '/visits' } }]}
      actions={
        <>
          <DateField
            w={150}
            aria-label={t('visits:plan.day')}
            value={day}
            onlyValid
            clearable={false}
            onChange={(next) =>
              next && void navigate({ to: '/visits/plan', search: next === today ? {} : { day: next } })
            }
            data-testid="plan-day"
          />
          {canPropose && (
            <Button
              variant="default"
              leftSection={<IconWand size={16} />}
              rightSection={<Keys of="a" />}
              onClick={() => setPlanning(true)}
              data-testid="propose"
            >
              {t('visits:plan.propose')}
            </Button>
          )}
          <Button
            leftSection={<IconPrinter size={16} />}
            rightSection={<Keys of="p" />}
            disabled={lines.length === 0}
            onClick={print}
            data-testid="print-day"
          >
            {t('visits:plan.print')}
          </Button>
        </>
      }
    >
      <Stack gap="sm">
        {planning && canPropose && <Planner key={day} onDate={day} onDone={() => setPlanning(false)} />}
        <Loaded query={query}>{(loaded) => <Day lines={loaded} />}</Loaded>
      </Stack>
    </Page>
  )
}

/** Asks for households by reason and steward, shows why each is proposed, and puts the chosen ones on the plan. */
function Planner({ onDate, onDone }: { readonly onDate: string; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const stewards = useQuery(orpc.visits.stewards.queryOptions()).data ?? []
  const areas = useQuery(orpc.estate.tree.queryOptions({ staleTime: 60_000 })).data?.flatMap((one) => one.areas) ?? []
  const [months, setMonths] = useState(12)
  const [perSteward, setPerSteward] = useState(8)
  const [reasons, setReasons] = useState<VisitReason[]>([...visitReasons])
  const [chosen, setChosen] = useState<string[] | null>(null)
  const [area, setArea] = useState<string | null>(null)
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const stewardIds = (chosen ?? stewards.map((one) => String(one.id))).map(Number)
  const query = useQuery({
    ...orpc.visits.propose.queryOptions({
      input: { onDate, months, reasons, stewardIds, perSteward, ...(area !== null && { area: Number(area) }) },
    }),
    enabled: reasons.length > 0,
  })
  const plan = useWrite(orpc.visits.plan, {
    done: ({ added }) => t('visits:plan.taken', { count: added }),
    onDone,
  })
  const taken = (query.data ?? []).filter((one) => !left.has(one.unitId))
  return (
    <Paper p="md" component="section" aria-label={t('visits:plan.propose')} data-testid="planner">
      <Group align="flex-end" gap="sm" mb="sm">
        <MultiSelect
          label={t('visits:plan.reasons')}
          miw={320}
          maw={520}
          data={visitReasons.map((value) => ({ value, label: t(`vocabulary:visitReason.${value}`) }))}
          value={reasons}
          onChange={(next) => setReasons(next as VisitReason[])}
        />
        <NumberInput
          label={t('visits:plan.months')}
          w={130}
          min={1}
          max={60}
          clampBehavior="strict"
          allowDecimal={false}
          value={months}
          onChange={(next) => setMonths(Number(next) || 1)}
        />
        <MultiSelect
          label={t('visits:plan.stewards')}
          miw={220}
          data={stewards.map((one) => ({
            value: String(one.id),
            label: t('visits:plan.planned', { name: one.name, count: one.planned }),
          }))}
          value={stewardIds.map(String)}
          onChange={setChosen}
        />
        <NumberInput
          label={t('visits:plan.perSteward')}
          w={130}
          min={1}
          max={60}
          clampBehavior="strict"
          allowDecimal={false}
          value={perSteward}
          onChange={(next) => setPerSteward(Number(next) || 1)}
        />
        <Select
          label={t('visits:plan.area')}
          w={120}
          clearable
          placeholder={t('visits:plan.allAreas')}
          data={areas.map((one) => ({ value: String(one.id), label: one.name }))}
          value={area}
          onChange={setArea}
        />
      </Group>
      <Loaded query={query}>
        {(proposals) =>
          proposals.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('visits:plan.nobody')}
            </Text>
          ) : (
            <>
              <Proposals
                of={proposals}
                left={left}
                onToggle={(unitId) =>
                  setLeft(
                    (before) =>
                      new Set(before.has(unitId) ? [...before].filter((one) => one !== unitId) : [...before, unitId]),
                  )
                }
              />
              <Group justify="flex-end" mt="sm" gap={8}>
                <Button variant="default" onClick={onDone}>
                  {t('common:cancel')}
                </Button>
                <Button
                  loading={plan.isPending}
                  disabled={taken.length === 0}
                  onClick={() =>
                    plan.mutate({
                      onDate,
                      households: taken.map(({ unitId, stewardId, reasons: why }) => ({
                        unitId,
                        stewardId,
                        reasons: why,
                      })),
                    })
                  }
                  data-testid="take-plan"
                >
                  {t('visits:plan.take', { count: taken.length })}
                </Button>
              </Group>
            </>
          )
        }
      </Loaded>
    </Paper>
  )
}

function Proposals(props: {
  readonly of: readonly Proposal[]
  readonly left: ReadonlySet<number>
  readonly onToggle: (unitId: number) => void
}) {
  const { t } = useTranslation()
  return (
    <Table verticalSpacing={2} stickyHeader>
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={36} aria-label={t('visits:plan.proposed', { count: props.of.length })} />
          <Table.Th>{t('lists:visits.columns.area')}</Table.Th>
          <Table.Th>{t('visits:unit')}</Table.Th>
          <Table.Th>{t('visits:col.people')}</Table.Th>
          <Table.Th>{t('visits:col.reason')}</Table.Th>
          <Table.Th>{t('visits:col.last')}</Table.Th>
          <Table.Th ta="right">{t('visits:col.owed')}</Table.Th>
          <Table.Th>{t('visits:col.steward')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.of.map((one) => (
          <Table.Tr key={one.unitId} data-testid="proposal">
            <Table.Td>
              <Checkbox
                size="xs"
                aria-label={one.unit}
                checked={!props.left.has(one.unitId)}
                onChange={() => props.onToggle(one.unitId)}
              />
            </Table.Td>
            <Table.Td>{one.area}</Table.Td>
            <Table.Td>
              <LinkAnchor to="/estate/unit/$id" params={{ id: String(one.unitId) }}>
                {one.unit}
              </LinkAnchor>
            </Table.Td>
            <Table.Td>{one.owner}</Table.Td>
            <Table.Td>
              <Reasons of={one.reasons} />
            </Table.Td>
            <Table.Td className="figure">{one.lastVisitOn ?? '—'}</Table.Td>
            <Table.Td ta="right" className="figure">
              {one.owed > 0 && formatMoney(one.owed)}
            </Table.Td>
            <Table.Td>{one.steward || t('visits:plan.unassigned')}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function Reasons({ of }: { readonly of: readonly VisitReason[] }) {
  const { t } = useTranslation()
  return <>{of.map((reason) => t(`vocabulary:visitReason.${reason}`)).join(t('common:listSeparator'))}</>
}

/** The day's list; each row is recorded in place. */
function Day({ lines }: { readonly lines: readonly PlannedLine[] }) {
  const { t } = useTranslation()
  const mayRecord = useMay('visits.record')
  const [recording, setRecording] = useState<PlannedLine | null>(null)
  const unplan = useWrite(orpc.visits.unplan, { done: t('visits:plan.removed') })
  if (lines.length === 0) return <EmptyFace title={t('visits:plan.empty')} />
  const done = lines.filter((line) => line.visitId !== null).length
  return (
    <Paper p="md" style={{ overflowX: 'auto' }} data-testid="day">
      <Title order={2} mb="xs">
        {t('visits:plan.done', { done: formatCount(done), all: formatCount(lines.length) })}
      </Title>
      <Table verticalSpacing={3} horizontalSpacing={6} className={classes.plan}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('visits:col.steward')}</Table.Th>
            <Table.Th>{t('lists:visits.columns.area')}</Table.Th>
            <Table.Th>{t('visits:unit')}</Table.Th>
            <Table.Th>{t('visits:col.people')}</Table.Th>
            <Table.Th>{t('visits:col.phone')}</Table.Th>
            <Table.Th>{t('visits:col.reason')}</Table.Th>
            <Table.Th>{t('visits:col.last')}</Table.Th>
            <Table.Th>{t('visits:col.result')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.id} data-testid="planned">
              <Table.Td>{line.steward || t('visits:plan.unassigned')}</Table.Td>
              <Table.Td>{line.area}</Table.Td>
              <Table.Td>
                <LinkAnchor to="/estate/unit/$id" params={{ id: String(line.unitId) }}>
                  {line.unit}
                </LinkAnchor>
              </Table.Td>
              <Table.Td>{line.people}</Table.Td>
              <Table.Td className="figure">{line.phone}</Table.Td>
              <Table.Td>
                <Reasons of={line.reasons} />
              </Table.Td>
              <Table.Td className="figure">{line.lastVisitOn ?? '—'}</Table.Td>
              <Table.Td>
                {line.visitId !== null && line.result !== null ? (
                  <LinkAnchor to="/visits/$id" params={{ id: String(line.visitId) }}>
                    <VisitResultBadge result={line.result} />
                  </LinkAnchor>
                ) : (
                  mayRecord && (
                    <Group gap={4} wrap="nowrap">
                      <Button
                        size="compact-sm"
                        onClick={() => setRecording(line)}
                        data-focus-next
                        data-testid="do-visit"
                      >
                        {t('visits:plan.do')}
                      </Button>
                      <Button
                        size="compact-sm"
                        variant="subtle"
                        color="gray"
                        onClick={() => unplan.mutate({ id: line.id, version: line.version })}
                      >
                        {t('visits:plan.remove')}
                      </Button>
                    </Group>
                  )
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {recording && <VisitDialog planned={recording} onClose={() => setRecording(null)} />}
    </Paper>
  )
}
