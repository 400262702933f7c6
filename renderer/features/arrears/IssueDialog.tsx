import { Alert, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../electron/contract/dates.ts'
import { noticeFields } from '../../../electron/contract/dunning.ts'
import type { ListFilter } from '../../../electron/contract/lists.ts'
import { client, orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { DateField } from '../../ui/DateField.tsx'
import { Loaded, LoadingRows } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { formatCount, formatMoney } from '../../ui/format.ts'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'

interface IssueProps {
  readonly filter: ListFilter<'arrears'>
  /** Ticked units; none: all that the filter finds. */
  readonly unitIds: readonly number[]
  readonly onClose: () => void
  readonly onIssued: (batchId: number) => void
}

/** So many days to pay, unless the clerk says otherwise. */
const daysToPay = 15

/** Issues payment notices: first how many and how much, then the title and the day to pay by. */
export function IssueDialog(props: IssueProps & { readonly opened: boolean }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened={props.opened} onClose={props.onClose} title={t('arrears:issue.title')}>
      {props.opened && <IssueForm {...props} />}
    </FormDialog>
  )
}

function IssueForm({ filter, unitIds, onClose, onIssued }: IssueProps) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { asOf: _, ...rest } = filter
  const chosen = { filter: rest, ...(unitIds.length > 0 && { unitIds: [...unitIds] }) }
  const preview = useQuery(orpc.dunning.previewNotices.queryOptions({ input: chosen, gcTime: 0 }))
  const record = useRecordForm({
    schema: noticeFields,
    record: { version: 0, values: { title: t('arrears:issue.usualTitle'), payBy: addDays(today, daysToPay) } },
    save: ({ values }) => client.dunning.issueNotices({ ...chosen, fields: values }),
    onSaved: ({ batchId, notices }) => {
      sayDone(t('arrears:issue.done', { notices: formatCount(notices) }))
      onIssued(batchId)
    },
  })
  const none = preview.data?.notices === 0
  return (
    <DialogForm record={record} action={t('arrears:issue.action')} onCancel={onClose}>
      <Loaded query={preview} loading={<LoadingRows rows={3} />}>
        {(found) => (
          <>
            <FactTable
              columns={2}
              facts={[
                { label: t('arrears:issue.notices'), value: formatCount(found.notices), figure: true },
                { label: t('arrears:issue.units'), value: formatCount(found.units), figure: true },
                {
                  label: t('arrears:issue.sum'),
                  value: `${formatMoney(found.amount)} ${t('common:yuan')}`,
                  figure: true,
                },
                { label: t('arrears:issue.from'), value: found.notices > 0 ? found.firstNo : null, figure: true },
              ]}
            />
            {found.already > 0 && (
              <Alert color={none ? 'orange' : 'gray'} py={6}>
                {t('arrears:issue.already', { units: formatCount(found.already) })}
              </Alert>
            )}
          </>
        )}
      </Loaded>
      <TextInput
        label={t('arrears:issue.heading')}
        required
        maxLength={40}
        data-autofocus
        {...record.form.getInputProps('title')}
        data-testid="notice-title"
      />
      <DateField
        label={t('arrears:issue.payBy')}
        required
        {...record.form.getInputProps('payBy')}
        data-testid="pay-by"
      />
    </DialogForm>
  )
}
