import { Button, Paper, Stack, Table, Text } from '@mantine/core'
import { IconBan, IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { InspectionDetail } from '../../../electron/contract/inspections.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { Attachments } from '../../ui/Attachments.tsx'
import { askReason } from '../../ui/ConfirmReason.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { formatArea } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import { useWrite } from '../../ui/write.ts'
import { ProblemList } from './Problems.tsx'

export function InspectionPage() {
  const { id } = useParams({ from: '/inspections/$id' })
  return /^[1-9]\d{0,14}$/.test(id) ? <Inspection key={id} id={Number(id)} /> : <NotFoundFace />
}

/** One check: its scores, and what was found. */
function Inspection({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const query = useQuery(orpc.inspections.detail.queryOptions({ input: { id } }))
  const mayCancel = useMay('inspections.cancel')
  const cancel = useWrite(orpc.inspections.cancel, { done: t('inspections:cancelled') })
  const { data } = query
  const askCancel = async () => {
    const reason = await askReason({ title: t('inspections:cancel'), action: t('inspections:cancel'), danger: true })
    if (reason !== null && data) cancel.mutate({ id, version: data.version, reason })
  }
  useCommands([{ key: 'p', label: t('common:print'), run: printPage }])
  return (
    <Page
      title={
        data
          ? t('inspections:of', {
              place: data.place || data.area,
              level: t(`vocabulary:inspectionLevel.${data.level}`),
            })
          : ''
      }
      subtitle={data?.onDate}
      crumbs={[{ label: t('inspections:title'), link: { to: '/inspections' } }]}
      actions={
        <>
          {mayCancel && data?.cancelledOn === null && (
            <Button
              variant="default"
              leftSection={<IconBan size={16} />}
              onClick={() => void askCancel()}
              data-testid="cancel-inspection"
            >
              {t('inspections:cancel')}
            </Button>
          )}
          <Button leftSection={<IconPrinter size={16} />} rightSection={<Keys of="p" />} onClick={printPage}>
            {t('common:print')}
          </Button>
        </>
      }
    >
      <Loaded query={query}>{(inspection) => <Card inspection={inspection} />}</Loaded>
    </Page>
  )
}

function Card({ inspection }: { readonly inspection: InspectionDetail }) {
  const { t } = useTranslation()
  const { scores } = inspection
  return (
    <Stack gap="sm" maw={980} data-testid="inspection">
      {inspection.cancelledOn !== null && (
        <Text c="red" size="sm">
          {t('inspections:cancelledOn', { date: inspection.cancelledOn, reason: inspection.cancelReason })}
        </Text>
      )}
      <Paper p="md">
        <FactTable
          columns={2}
          facts={[
            { label: t('lists:inspections.columns.area'), value: inspection.area },
            { label: t('lists:inspections.columns.place'), value: inspection.place },
            { label: t('lists:inspections.columns.inspector'), value: inspection.inspector },
            { label: t('inspections:total'), value: formatArea(inspection.total), figure: true },
            { label: t('lists:inspections.columns.note'), value: inspection.note },
          ]}
        />
      </Paper>
      {scores.length > 0 && (
        <Paper p="md">
          <Table verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('inspections:item')}</Table.Th>
                <Table.Th ta="right">{t('inspections:full')}</Table.Th>
                <Table.Th ta="right">{t('lists:inspections.columns.total')}</Table.Th>
                <Table.Th>{t('lists:inspections.columns.note')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {scores.map((score) => (
                <Table.Tr key={score.words}>
                  <Table.Td>{score.words}</Table.Td>
                  <Table.Td ta="right" className="figure">
                    {formatArea(score.fullCenti)}
                  </Table.Td>
                  <Table.Td ta="right" className="figure">
                    {formatArea(score.valueCenti)}
                  </Table.Td>
                  <Table.Td>{score.note}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Paper>
      )}
      <ProblemList problems={inspection.problems} />
      <Attachments
        ownerKind="inspection"
        ownerId={inspection.id}
        title={t('inspections:photos')}
        slots={[{ slot: '' }]}
      />
    </Stack>
  )
}
