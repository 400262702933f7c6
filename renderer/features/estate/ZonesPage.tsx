import { Alert, Badge, Button, Group, Paper, Stack, Table, Text } from '@mantine/core'
import { IconAlertTriangle, IconPencil, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { formatCount } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { type Place, placesOf, usePlaces } from './places.ts'
import { type Zone, ZoneDialog } from './ZoneDialog.tsx'

/** Butler zones: which areas belong together, and who is their steward. */
export function ZonesPage() {
  const { t } = useTranslation()
  const zones = useQuery(orpc.estate.zones.queryOptions())
  const areas = placesOf(usePlaces().data ?? []).filter((place) => place.level === 'area')
  const [editing, setEditing] = useState<Zone | 'new'>()
  const maySave = useMay('estate.saveZone')
  const add = () => setEditing('new')
  useCommands(maySave ? [{ key: 'n', label: t('estate:zones.new'), run: add }] : [])
  return (
    <Page
      title={t('estate:zones.title')}
      subtitle={t('estate:zones.subtitle')}
      crumbs={[{ label: t('common:nav.estate'), link: { to: '/estate' } }]}
      actions={
        maySave && (
          <Button
            leftSection={<IconPlus size={16} />}
            rightSection={<Keys of="n" />}
            onClick={add}
            data-testid="new-zone"
          >
            {t('estate:zones.new')}
          </Button>
        )
      }
    >
      <Loaded query={zones}>
        {(loaded) => (
          <Stack gap="sm">
            {loaded.length > 0 && <Unassigned areas={areas} zones={loaded} />}
            {loaded.length === 0 ? (
              <Paper>
                <EmptyFace title={t('estate:zones.empty')}>
                  <Text size="sm" c="dimmed" ta="center">
                    {t('estate:zones.emptyHint')}
                  </Text>
                </EmptyFace>
              </Paper>
            ) : (
              <ZoneTable zones={loaded} areas={areas} onEdit={maySave ? setEditing : undefined} />
            )}
          </Stack>
        )}
      </Loaded>
      {editing && (
        <ZoneDialog
          zone={editing === 'new' ? null : editing}
          zones={zones.data ?? []}
          areas={areas}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Page>
  )
}

function ZoneTable(props: {
  readonly zones: readonly Zone[]
  readonly areas: readonly Place[]
  readonly onEdit: ((zone: Zone) => void) | undefined
}) {
  const { t } = useTranslation()
  return (
    <Paper p={0}>
      <Table fz="sm" verticalSpacing={7} data-testid="zones">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('estate:zones.name')}</Table.Th>
            <Table.Th>{t('estate:zones.steward')}</Table.Th>
            <Table.Th>{t('estate:zones.areas')}</Table.Th>
            <Table.Th ta="right">{t('estate:zones.units')}</Table.Th>
            {props.onEdit && <Table.Th w={90} className="no-print" aria-label={t('common:edit')} />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.zones.map((zone) => {
            const own = props.areas.filter((area) => zone.areaIds.includes(area.id))
            return (
              <Table.Tr key={zone.id}>
                <Table.Td fw={600}>{zone.name}</Table.Td>
                <Table.Td>
                  {zone.steward ?? (
                    <Text span size="sm" c="dimmed">
                      {t('estate:zones.nobody')}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>
                  <Group gap={4}>
                    {own.map((area) => (
                      <Badge key={area.id} color="gray">
                        {area.name}
                      </Badge>
                    ))}
                    {own.length === 0 && (
                      <Text span size="sm" c="dimmed">
                        {t('common:none')}
                      </Text>
                    )}
                  </Group>
                </Table.Td>
                <Table.Td ta="right">{formatCount(unitsOf(own))}</Table.Td>
                {props.onEdit && (
                  <Table.Td className="no-print" ta="right">
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      leftSection={<IconPencil size={15} />}
                      onClick={() => props.onEdit?.(zone)}
                      aria-label={t('estate:zones.editThis', { zone: zone.name })}
                      data-testid="edit-zone"
                    >
                      {t('common:edit')}
                    </Button>
                  </Table.Td>
                )}
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </Paper>
  )
}

/** Areas that nobody looks after. */
function Unassigned({ areas, zones }: { readonly areas: readonly Place[]; readonly zones: readonly Zone[] }) {
  const { t } = useTranslation()
  const taken = new Set(zones.flatMap((zone) => zone.areaIds))
  const free = areas.filter((area) => !taken.has(area.id))
  if (free.length === 0) return null
  return (
    <Alert color="orange" icon={<IconAlertTriangle size={18} />}>
      {t('estate:zones.unassigned', { areas: free.map((area) => area.name).join(t('common:listSeparator')) })}
    </Alert>
  )
}

function unitsOf(areas: readonly Place[]): number {
  return areas.reduce((sum, area) => sum + area.units, 0)
}
