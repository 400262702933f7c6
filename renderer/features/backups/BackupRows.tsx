import { Badge, Button, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BackupRow } from '../../../electron/contract/backups.ts'
import { formatMegabytes } from '../../ui/format.ts'
import { useMoment } from './moment.ts'

/** Backups with the moment they were made at, why, how large they are and where they lie; newest first. */
export function BackupRows(props: {
  readonly backups: readonly BackupRow[]
  readonly onRestore?: ((backup: BackupRow) => void) | undefined
  readonly busy?: boolean
}) {
  const { t } = useTranslation()
  const moment = useMoment()
  if (props.backups.length === 0) {
    return (
      <Text size="sm" c="dimmed" data-testid="no-backups">
        {t('backups:none')}
      </Text>
    )
  }
  return (
    <Table verticalSpacing={4} data-testid="backups">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('backups:at')}</Table.Th>
          <Table.Th>{t('backups:reason')}</Table.Th>
          <Table.Th ta="right">{t('backups:size')}</Table.Th>
          <Table.Th>{t('backups:where')}</Table.Th>
          {props.onRestore && <Table.Th />}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.backups.map((backup) => (
          <Table.Tr key={backup.name} data-testid="backup">
            <Table.Td className="figure">{moment(backup.at)}</Table.Td>
            <Table.Td>{t(`backups:reasons.${backup.reason}`)}</Table.Td>
            <Table.Td ta="right" className="figure">
              {formatMegabytes(backup.bytes)} MB
            </Table.Td>
            <Table.Td>
              {backup.onShelf && <Badge variant="light">{t('backups:here')}</Badge>}{' '}
              {backup.onSecond && (
                <Badge variant="light" color="teal">
                  {t('backups:second')}
                </Badge>
              )}
            </Table.Td>
            {props.onRestore && (
              <Table.Td ta="right">
                <Button
                  size="compact-sm"
                  variant="subtle"
                  disabled={props.busy ?? false}
                  onClick={() => props.onRestore?.(backup)}
                  data-testid="restore"
                >
                  {t('backups:restore.button')}
                </Button>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
