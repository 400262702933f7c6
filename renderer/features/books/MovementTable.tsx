import { Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MovementTotalView } from '../../../electron/contract/books.ts'
import { paymentMethods } from '../../../electron/contract/vocabulary.ts'
import { formatCount, formatMoney } from '../../ui/format.ts'
import classes from './books.module.css'

export const movementMethods = Object.keys(paymentMethods) as (keyof typeof paymentMethods)[]

/** Net of each method, in fen. */
export function netByMethod(movements: readonly MovementTotalView[]): Record<keyof typeof paymentMethods, number> {
  const net = { cash: 0, transfer: 0, wechat: 0, alipay: 0, pos: 0 }
  for (const one of movements) net[one.method] += one.taken - one.given
  return net
}

/** What money was for, by method: what came in less what went out, with a total each way. */
export function MovementTable({ movements }: { readonly movements: readonly MovementTotalView[] }) {
  const { t } = useTranslation()
  if (movements.length === 0) {
    return (
      <Text size="sm" c="dimmed" py="sm">
        {t('books:movements.none')}
      </Text>
    )
  }
  const kinds = [...new Set(movements.map((one) => one.kind))]
  const net = netByMethod(movements)
  const sum = (some: readonly MovementTotalView[]) => some.reduce((total, one) => total + one.taken - one.given, 0)
  const entries = (some: readonly MovementTotalView[]) => some.reduce((total, one) => total + one.entries, 0)
  return (
    <Table className={classes.movements} withRowBorders>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('books:movements.what')}</Table.Th>
          <Table.Th ta="right">{t('books:movements.entries')}</Table.Th>
          {movementMethods.map((method) => (
            <Table.Th key={method} ta="right">
              {t(`vocabulary:paymentMethod.${method}`)}
            </Table.Th>
          ))}
          <Table.Th ta="right">{t('books:movements.total')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {kinds.map((kind) => {
          const own = movements.filter((one) => one.kind === kind)
          return (
            <Table.Tr key={kind}>
              <Table.Td>{t(`vocabulary:movementKind.${kind}`)}</Table.Td>
              <Table.Td ta="right">{formatCount(entries(own))}</Table.Td>
              {movementMethods.map((method) => {
                const some = own.filter((one) => one.method === method)
                return (
                  <Table.Td key={method} ta="right">
                    {some.length > 0 ? formatMoney(sum(some)) : ''}
                  </Table.Td>
                )
              })}
              <Table.Td ta="right">{formatMoney(sum(own))}</Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
      <Table.Tfoot>
        <Table.Tr>
          <Table.Th>{t('books:movements.total')}</Table.Th>
          <Table.Th ta="right" className="figure">
            {formatCount(entries(movements))}
          </Table.Th>
          {movementMethods.map((method) => (
            <Table.Th key={method} ta="right" className="figure">
              {formatMoney(net[method])}
            </Table.Th>
          ))}
          <Table.Th ta="right" className="figure">
            {formatMoney(sum(movements))}
          </Table.Th>
        </Table.Tr>
      </Table.Tfoot>
    </Table>
  )
}
