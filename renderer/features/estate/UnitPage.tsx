import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconBuilding, IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitDetail } from '../../../electron/contract/estate.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { fieldLabel, fieldValue } from '../../ui/fields.ts'
import { formatArea } from '../../ui/format.ts'
import { History } from '../../ui/History.tsx'
import { LinkButton } from '../../ui/links.tsx'
import { OccupancyBadge } from '../../ui/occupancy.tsx'
import { Page } from '../../ui/Page.tsx'
import { UnitTariffs } from '../billing/UnitTariffs.tsx'
import { ComplaintsSection } from '../complaints/ComplaintsSection.tsx'
import { BalanceSection } from '../counter/BalanceSection.tsx'
import { UnitActions } from '../handover/UnitActions.tsx'
import { JobsSection } from '../jobs/JobsSection.tsx'
import { RecordsOfUnit } from '../registers/RecordsOfUnit.tsx'
import { LastVisits } from '../visits/LastVisits.tsx'
import { EditUnit } from './EditUnit.tsx'
import classes from './UnitPage.module.css'
import { UnitPeople } from './UnitPeople.tsx'
import { UnitTimeline } from './UnitTimeline.tsx'

export function UnitPage() {
  const { id } = useParams({ from: '/estate/unit/$id' })
  return /^[1-9]\d{0,14}$/.test(id) ? <Unit key={id} id={Number(id)} /> : <NotFoundFace />
}

/** One unit: what it is, its dated facts, who belongs to it, and what was changed. */
function Unit({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const unit = useQuery(orpc.estate.unit.queryOptions({ input: { id } }))
  return (
    <Page
      title={unit.data?.display ?? ''}
      subtitle={unit.data && <Summary of={unit.data} />}
      crumbs={[{ label: t('common:nav.estate'), link: { to: '/estate' } }, ...(unit.data ? crumbsOf(unit.data) : [])]}
      actions={unit.data && <Actions unit={unit.data} />}
    >
      <Loaded query={unit}>
        {(loaded) => (
          <Stack gap="sm">
            <div className={classes.columns}>
              <Stack gap="sm" miw={0}>
                <Facts unit={loaded} />
                <BalanceSection of={{ unit: loaded.id }} />
                <JobsSection of={{ unit: loaded.id }} title={loaded.display} />
                <ComplaintsSection of={{ unit: loaded.id }} />
                <LastVisits units={[{ id: loaded.id, name: loaded.display }]} />
                <RecordsOfUnit units={[{ id: loaded.id, name: loaded.display }]} />
                <UnitPeople residents={loaded.residents} />
                <UnitTariffs unitId={loaded.id} />
              </Stack>
              <UnitTimeline unit={loaded} />
            </div>
            <UnitHistory lines={loaded.history} />
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

function crumbsOf({ area, building }: UnitDetail) {
  return [
    { label: area.name, link: { to: '/estate', search: { area: area.id } } as const },
    {
      label: building.name,
      link: { to: '/estate', search: { area: area.id, building: building.id } } as const,
    },
  ]
}

function Summary({ of }: { readonly of: UnitDetail }) {
  const { t } = useTranslation()
  return (
    <Group gap={12} wrap="nowrap" component="span">
      <OccupancyBadge category={of.occupancy} />
      <span>{t(`vocabulary:unitKind.${of.fields.kind}`)}</span>
      <span className="figure">{formatArea(of.fields.areaCenti)} m²</span>
      {of.steward && <span>{t('estate:unit.steward', { name: of.steward })}</span>}
    </Group>
  )
}

function Actions({ unit }: { readonly unit: UnitDetail }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [editing, setEditing] = useState(false)
  const mayEdit = useMay('estate.updateUnit')
  const map = { to: '/estate/building/$id', params: { id: String(unit.building.id) }, search: { at: unit.id } } as const
  useCommands([
    ...(mayEdit ? [{ key: 'e', label: t('estate:unit.edit'), run: () => setEditing(true) }] : []),
    { key: 'm', label: t('estate:unit.map'), run: () => void navigate(map) },
  ])
  return (
    <>
      <UnitActions unit={unit} />
      <LinkButton variant="default" leftSection={<IconBuilding size={16} />} rightSection={<Keys of="m" />} {...map}>
        {t('estate:unit.map')}
      </LinkButton>
      {mayEdit && (
        <Button
          variant="default"
          leftSection={<IconPencil size={16} />}
          rightSection={<Keys of="e" />}
          onClick={() => setEditing(true)}
          data-testid="edit-unit"
        >
          {t('estate:unit.edit')}
        </Button>
      )}
      {editing && <EditUnit unit={unit} onClose={() => setEditing(false)} />}
    </>
  )
}

function Facts({ unit }: { readonly unit: UnitDetail }) {
  const { t } = useTranslation()
  const { fields } = unit
  return (
    <Paper component="section" aria-label={t('estate:unit.facts')}>
      <Title order={2} mb={2}>
        {t('estate:unit.facts')}
      </Title>
      <FactTable
        facts={[
          { label: fieldLabel('room'), value: fields.room },
          { label: fieldLabel('floor'), value: unit.floor, figure: true },
          { label: fieldLabel('kind'), value: fieldValue('kind', fields.kind) },
          { label: fieldLabel('areaCenti'), value: `${formatArea(fields.areaCenti)} m²`, figure: true },
          { label: fieldLabel('readyOn'), value: fields.readyOn, figure: true },
          { label: fieldLabel('dueOn'), value: fields.dueOn, figure: true },
          { label: fieldLabel('soldOn'), value: fields.soldOn, figure: true },
          { label: fieldLabel('handedOverOn'), value: fields.handedOverOn, figure: true },
          { label: fieldLabel('steward'), value: unit.steward },
          { label: fieldLabel('aliases'), value: fields.aliases },
        ]}
      />
      {fields.note && (
        <Text size="sm" mt={8} style={{ whiteSpace: 'pre-wrap' }}>
          {fields.note}
        </Text>
      )}
    </Paper>
  )
}

const linesAtFirst = 8

function UnitHistory({ lines }: { readonly lines: UnitDetail['history'] }) {
  const { t } = useTranslation()
  const [whole, setWhole] = useState(false)
  const rest = lines.length - linesAtFirst
  return (
    <Paper component="section" aria-label={t('common:history.title')} className="no-print">
      <Title order={2} mb={2}>
        {t('common:history.title')}
      </Title>
      <History lines={whole ? lines : lines.slice(0, linesAtFirst)} />
      {rest > 0 && (
        <Button size="xs" variant="subtle" mt={6} onClick={() => setWhole(!whole)} aria-expanded={whole}>
          {whole ? t('estate:history.less') : t('estate:history.more', { lines: rest })}
        </Button>
      )}
    </Paper>
  )
}
