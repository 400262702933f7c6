import { Paper, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { registerIds, registerShown } from '../../../electron/contract/registerKinds.ts'
import { orpc } from '../../api/client.ts'
import { Loaded } from '../../ui/Faces.tsx'
import { formatCount } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { pathOf } from './places.ts'
import { registerName } from './words.ts'

/** All registers, with what is open in each, near its end or past it; every number opens its records. */
export function OverviewPage() {
  const { t } = useTranslation()
  const query = useQuery(orpc.registers.due.queryOptions())
  return (
    <Page title={t('common:nav.registers')}>
      <Loaded query={query}>
        {(due) => (
          <Paper p="md" maw={860}>
            <Table verticalSpacing={5} highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('registers:register')}</Table.Th>
                  {registerShown.map((show) => (
                    <Table.Th key={show} ta="right">
                      {t(`vocabulary:recordShown.${show}`)}
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {registerIds.map((register) => {
                  const own = due.find((one) => one.register === register)
                  return (
                    <Table.Tr key={register} data-testid={`overview-${register}`}>
                      <Table.Td>
                        <LinkAnchor {...pathOf(register)}>{registerName(t, register)}</LinkAnchor>
                      </Table.Td>
                      {registerShown.map((show) => (
                        <Table.Td key={show} ta="right" className="figure">
                          {own && own.counts[show] > 0 ? (
                            <LinkAnchor
                              {...pathOf(register)}
                              search={{ show }}
                              c={show === 'overdue' || show === 'within1' ? 'red' : undefined}
                            >
                              {formatCount(own.counts[show])}
                            </LinkAnchor>
                          ) : (
                            <Text span c="dimmed" size="sm">
                              —
                            </Text>
                          )}
                        </Table.Td>
                      ))}
                    </Table.Tr>
                  )
                })}
              </Table.Tbody>
            </Table>
          </Paper>
        )}
      </Loaded>
    </Page>
  )
}
