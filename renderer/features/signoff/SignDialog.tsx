import { Alert, List, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type SignoffProspect, signFields } from '../../../electron/contract/signoffs.ts'
import type { ReportPeriod } from '../../../electron/contract/summary.ts'
import { client, orpc } from '../../api/client.ts'
import { problemText } from '../../api/errors.ts'
import { Loaded } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { formatCount } from '../../ui/format.ts'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'

interface SignDialogProps {
  readonly period: ReportPeriod
  /** The period in words. */
  readonly name: string
  readonly opened: boolean
  readonly onClose: () => void
  readonly onSigned: (id: number) => void
}

/** What a signature keeps, what speaks against it, and the signature. */
export function SignDialog(props: SignDialogProps) {
  const { t } = useTranslation()
  const prospect = useQuery({
    ...orpc.signoffs.prospect.queryOptions({ input: props.period }),
    enabled: props.opened,
  })
  return (
    <FormDialog
      opened={props.opened}
      onClose={props.onClose}
      title={t('signoff:sign.title', { name: props.name })}
      size="lg"
    >
      <Loaded query={prospect}>{(data) => <SignForm {...props} prospect={data} />}</Loaded>
    </FormDialog>
  )
}

function SignForm(props: SignDialogProps & { readonly prospect: SignoffProspect }) {
  const { prospect, onClose, onSigned } = props
  const { t } = useTranslation()
  const record = useRecordForm({
    schema: signFields.pick({ note: true }),
    record: { version: 0, values: { note: '' } },
    save: ({ values }) => client.signoffs.sign({ ...props.period, asOf: prospect.asOf, note: values.note }),
    onSaved: ({ id }) => {
      onClose()
      sayDone(t('signoff:sign.done', { edition: prospect.edition }))
      onSigned(id)
    },
  })
  const { standing } = prospect
  return (
    <DialogForm record={record} action={t('signoff:sign.action')} onCancel={onClose} mayGoAhead={standing === null}>
      {standing && (
        <Alert color="red">
          {t('errors:signoff-standing', {
            edition: standing.edition,
            by: standing.signedBy,
            at: standing.signedAt,
          })}
        </Alert>
      )}
      <FactTable
        facts={[
          ...(prospect.estateName === null
            ? []
            : [{ label: t('vocabulary:entity.estate'), value: prospect.estateName }]),
          { label: t('summary:asOf'), value: prospect.asOf, figure: true },
          { label: t('signoff:edition'), value: t('signoff:editionNumber', { edition: prospect.edition }) },
          { label: t('signoff:sign.figures'), value: formatCount(prospect.figures), figure: true },
          { label: t('signoff:sign.records'), value: formatCount(prospect.records), figure: true },
          { label: t('signoff:sign.targets'), value: formatCount(prospect.targets), figure: true },
        ]}
      />
      <Warnings prospect={prospect} />
      <Text size="sm" c="dimmed">
        {t('signoff:closesNothing')}
      </Text>
      <Textarea
        label={t('signoff:note')}
        placeholder={t('signoff:sign.notePlaceholder')}
        maxLength={500}
        data-autofocus
        {...record.form.getInputProps('note')}
        data-testid="note"
      />
    </DialogForm>
  )
}

/** To go through the books takes some seconds: their answer comes after the others. */
function Warnings({ prospect }: { readonly prospect: SignoffProspect }) {
  const { t } = useTranslation()
  const doubts = useQuery(orpc.signoffs.doubts.queryOptions())
  const warnings = [...prospect.warnings, ...(doubts.data ?? [])]
  return (
    <>
      {warnings.length > 0 && (
        <Alert color="orange" title={t('signoff:sign.warnings')} data-testid="warnings">
          <List size="sm">
            {warnings.map((one) => (
              <List.Item key={one.code}>{problemText(one)}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Text size="sm" role="status" data-testid="books-state">
        {doubts.error
          ? t('signoff:sign.notChecked')
          : doubts.data
            ? doubts.data.length === 0 && t('signoff:sign.booksClean')
            : t('signoff:sign.checking')}
      </Text>
    </>
  )
}
