import { Button, Group, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ListRow } from '../../../electron/contract/lists.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { askReason } from '../../ui/ConfirmReason.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { formatMoney } from '../../ui/format.ts'
import { useWrite } from '../../ui/write.ts'

type Entry = ListRow<'serviceEntries'>

/** One entry, and the way to take it back. */
export function ServiceEntryDialog({ entry, onClose }: { readonly entry: Entry | null; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const mayReverse = useMay('books.reverseService')
  const reverse = useWrite(orpc.books.reverseService, { done: t('books:service.reversed'), onDone: onClose })

  async function ask(id: number): Promise<void> {
    const reason = await askReason({
      title: t('books:service.reverse'),
      message: t('books:service.reverseHint'),
      action: t('books:service.reverse'),
      danger: true,
    })
    if (reason !== null) reverse.mutate({ id, reason })
  }
  return (
    <Modal
      opened={entry !== null}
      onClose={onClose}
      title={entry ? t(`vocabulary:serviceCategory.${entry.category}`) : ''}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {entry && (
        <>
          <FactTable
            columns={1}
            facts={[
              { label: fieldLabel('onDate'), value: entry.onDate, figure: true },
              { label: fieldLabel('unit'), value: entry.unit },
              { label: fieldLabel('income'), value: formatMoney(entry.income), figure: true },
              { label: fieldLabel('expense'), value: formatMoney(entry.expense), figure: true },
              {
                label: fieldLabel('method'),
                value: entry.method ? t(`vocabulary:paymentMethod.${entry.method}`) : t('books:service.noMoney'),
              },
              { label: fieldLabel('receiptNo'), value: entry.receiptNo },
              { label: fieldLabel('note'), value: entry.note },
              { label: t('books:by'), value: entry.actor },
              ...(entry.reversedOn
                ? [
                    { label: t('lists:serviceEntries.columns.reversedOn'), value: entry.reversedOn, figure: true },
                    { label: t('lists:serviceEntries.columns.reverseReason'), value: entry.reverseReason },
                  ]
                : []),
            ]}
          />
          <Group justify="flex-end" mt="md" gap={8}>
            <Button variant="default" onClick={onClose} data-autofocus>
              {t('common:close')}
            </Button>
            {mayReverse && entry.reversedOn === null && (
              <Button
                color="red"
                variant="light"
                loading={reverse.isPending}
                onClick={() => void ask(entry.id)}
                data-testid="reverse"
              >
                {t('books:service.reverse')}
              </Button>
            )}
          </Group>
        </>
      )}
    </Modal>
  )
}
