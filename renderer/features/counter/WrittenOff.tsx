import { Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { WriteOffWish } from '../../../electron/contract/dunning.ts'
import { orpc } from '../../api/client.ts'
import { Loaded } from '../../ui/Faces.tsx'
import { formatMoney } from '../../ui/format.ts'
import classes from './counter.module.css'
import { periodText } from './periods.ts'

/** The charges of one request to write off, as whoever decides has to see them. */
export function WrittenOff({ unitId, of }: { readonly unitId: number; readonly of: readonly WriteOffWish[] }) {
  const { t } = useTranslation()
  const query = useQuery(orpc.dunning.unit.queryOptions({ input: { unitId } }))
  return (
    <Loaded query={query}>
      {({ account }) => (
        <div className={classes.writtenOff}>
          <Table fz="sm" verticalSpacing={2} stickyHeader data-testid="written-off">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('arrears:item')}</Table.Th>
                <Table.Th>{t('arrears:period')}</Table.Th>
                <Table.Th>{t('arrears:dueOn')}</Table.Th>
                <Table.Th ta="right">{t('arrears:writeOff.amount')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {of.map(({ chargeId, amount }) => {
                const charge = account.charges.find((one) => one.id === chargeId)
                return (
                  <Table.Tr key={chargeId}>
                    <Table.Td>{charge?.item}</Table.Td>
                    <Table.Td className="figure">{charge && periodText(charge)}</Table.Td>
                    <Table.Td className="figure">{charge?.dueOn}</Table.Td>
                    <Table.Td ta="right" className="figure">
                      {formatMoney(amount)}
                    </Table.Td>
                  </Table.Tr>
                )
              })}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Loaded>
  )
}
