import { Button, Group, Text } from '@mantine/core'
import { IconReceipt } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DueView } from '../../../electron/contract/counter.ts'
import { orpc } from '../../api/client.ts'
import { useCommands } from '../../app/commands.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { LinkAnchor, LinkButton } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { type Payable, payablesOf } from './collect.ts'
import classes from './counter.module.css'
import { DueTable } from './DueTable.tsx'
import { PickPayer } from './PickPayer.tsx'
import { Till } from './Till.tsx'

/** The counter: who is paying, what is owed, money in, receipt out. */
export function CounterPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { unit, person } = useSearch({ from: '/counter' })
  const chosen = unit !== undefined || person !== undefined
  const input = person === undefined ? { unitId: unit ?? 0 } : { personId: person }
  const query = useQuery({ ...orpc.counter.due.queryOptions({ input }), enabled: chosen })
  const pick = (next: { unit?: number; person?: number }) => void navigate({ to: '/counter', search: next })
  return (
    <Page
      title={t('common:nav.counter')}
      actions={
        <LinkButton
          to="/counter/receipts"
          variant="default"
          leftSection={<IconReceipt size={16} />}
          data-testid="receipts"
        >
          {t('counter:receipts')}
        </LinkButton>
      }
    >
      <PickPayer onPick={pick} autoFocus={!chosen} />
      {chosen ? (
        <Loaded query={query}>
          {(due) => <Collect key={JSON.stringify(input)} due={due} onNext={() => pick({})} />}
        </Loaded>
      ) : (
        <EmptyFace title={t('counter:pickFirst')}>
          <Text size="sm" c="dimmed" ta="center">
            {t('counter:pickHint')}
          </Text>
        </EmptyFace>
      )}
    </Page>
  )
}

/** What a household owes beside the till. */
function Collect({ due, onNext }: { readonly due: DueView; readonly onNext: () => void }) {
  const { t } = useTranslation()
  const payables = payablesOf(due)
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => usual(payables))
  // What a colleague has taken meanwhile is not on the list any more.
  const standing = new Set([...chosen].filter((id) => payables.some((one) => one.chargeId === id)))
  useCommands([{ key: 'n', label: t('counter:next'), run: onNext }])
  if (due.units.length === 0) return <EmptyFace title={t('counter:noUnits', { name: due.payer })} />
  return (
    <div className={classes.counter}>
      <div className={classes.owed}>
        <Group gap="md" mb={6} align="baseline">
          {due.units.map((unit) => (
            <Text key={unit.unitId} size="sm">
              <LinkAnchor to="/estate/unit/$id" params={{ id: String(unit.unitId) }} fw={600}>
                {unit.unit}
              </LinkAnchor>{' '}
              <Text span c="dimmed" size="xs">
                {unit.area} {unit.owner ?? t('counter:noOwner')}
              </Text>
            </Text>
          ))}
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => setChosen(usual(payables))}
            data-testid="choose-due"
          >
            {t('counter:chooseDue')}
          </Button>
        </Group>
        <DueTable payables={payables} chosen={standing} onChoose={setChosen} severalUnits={due.units.length > 1} />
      </div>
      <Till due={due} payables={payables} chosen={standing} />
    </div>
  )
}

/** What is proposed: everything due that the payer owes. */
function usual(payables: readonly Payable[]): ReadonlySet<number> {
  return new Set(payables.filter((one) => one.isDue && one.isPayers).map((one) => one.chargeId))
}
