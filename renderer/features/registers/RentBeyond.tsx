import { Alert } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RecordDetail } from '../../../electron/contract/registers.ts'
import { formatMoney } from '../../ui/format.ts'

/** The rent that is charged already for days after a let: it stays in the books until somebody reverses it. */
export function RentBeyond(props: { readonly record: RecordDetail; readonly lastDay: string }) {
  const { t } = useTranslation()
  const beyond = props.record.rentBeyond.filter((charge) => charge.toOn > props.lastDay)
  const last = beyond.at(-1)
  if (!last) return null
  const amount = formatMoney(beyond.reduce((sum, charge) => sum + charge.amount, 0))
  return (
    <Alert color="orange" role="status" p={8} data-testid="rent-beyond">
      {t('registers:rentBeyond', { lastDay: props.lastDay, until: last.toOn, amount })}
    </Alert>
  )
}
