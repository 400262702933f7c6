import { Group, Paper, Table, Text, Title } from '@mantine/core'
import { IconCash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { Loaded } from '../../ui/Faces.tsx'
import { formatMoney } from '../../ui/format.ts'
import { LinkAnchor, LinkButton } from '../../ui/links.tsx'
import { periodText } from './periods.ts'
import { partedDebt } from './whoseDebt.ts'

/** What a unit, or all units of a person, owe today, and the way to the counter (C). */
export function BalanceSection(props: { readonly of: { readonly unit: number } | { readonly person: number } }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { of } = props
  const query = useQuery(
    orpc.counter.due.queryOptions({ input: 'unit' in of ? { unitId: of.unit } : { personId: of.person } }),
  )
  const mayTake = useMay('counter.take')
  useCommands(
    mayTake
      ? [{ key: 'c', label: t('counter:toCounter'), run: () => void navigate({ to: '/counter', search: of }) }]
      : [],
  )
  return (
    <Paper component="section" p="sm" aria-label={t('counter:balance')} data-testid="balance">
      <Group justify="space-between" wrap="nowrap" mb={4} mih={28}>
        <Title order={2}>{t('counter:balance')}</Title>
        {mayTake && (
          <LinkButton
            to="/counter"
            search={of}
            size="compact-sm"
            leftSection={<IconCash size={15} />}
            rightSection={<Keys of="c" />}
            className="no-print"
            data-testid="to-counter"
          >
            {t('counter:take')}
          </LinkButton>
        )}
      </Group>
      <Loaded query={query}>
        {(due) =>
          due.units.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('counter:nothingOwed')}
            </Text>
          ) : (
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('counter:unit')}</Table.Th>
                  <Table.Th ta="right">{t('counter:owed')}</Table.Th>
                  <Table.Th>{t('counter:since')}</Table.Th>
                  <Table.Th ta="right">{t('counter:heldInAdvance')}</Table.Th>
                  <Table.Th className="no-print" aria-label={t('counter:certificate.title')} />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {due.units.map((unit) => {
                  const { owed, oldest, others } = partedDebt(unit, 'person' in of ? of.person : null)
                  return (
                    <Table.Tr key={unit.unitId}>
                      <Table.Td>
                        <LinkAnchor to="/counter" search={{ unit: unit.unitId }}>
                          {unit.unit}
                        </LinkAnchor>
                      </Table.Td>
                      <Table.Td ta="right" fw={owed > 0 ? 600 : 400} data-testid="owed">
                        {formatMoney(owed)}
                        {others.map((other) => (
                          <Text key={other.name} size="xs" fw={400} c="dimmed" data-testid="owed-by-other">
                            {t('person' in of ? 'counter:othersOwe' : 'counter:ofWhichOwes', {
                              name: other.name ?? t('vocabulary:debtorKind.developer'),
                              amount: formatMoney(other.owed),
                            })}
                          </Text>
                        ))}
                      </Table.Td>
                      <Table.Td>{oldest ? periodText(oldest) : '—'}</Table.Td>
                      <Table.Td ta="right">{formatMoney(unit.account.prepaid)}</Table.Td>
                      <Table.Td ta="right" className="no-print">
                        <LinkAnchor to="/counter/certificate" search={{ ...of, unit: unit.unitId }} size="xs">
                          {t('counter:certificate.title')}
                        </LinkAnchor>
                      </Table.Td>
                    </Table.Tr>
                  )
                })}
              </Table.Tbody>
            </Table>
          )
        }
      </Loaded>
    </Paper>
  )
}
