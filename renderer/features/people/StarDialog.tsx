import { Text, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { AppraisalMonth } from '../../../electron/contract/appraisal.ts'
import { client } from '../../api/client.ts'
import { useActor } from '../../api/session.ts'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { PersonSelect } from './PersonSelect.tsx'

const schema = z.object({ staffId: z.number().int(), reason: z.string().trim().min(1).max(300) })

/** The star of the month: whoever has the highest score is proposed, a manager decides and says why. */
export function StarDialog({ of, onClose }: { readonly of: AppraisalMonth; readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={onClose} title={t('people:appraisal.chooseStar')}>
      <StarForm of={of} onClose={onClose} />
    </FormDialog>
  )
}

function StarForm({ of, onClose }: { readonly of: AppraisalMonth; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const actor = useActor()
  const proposed = of.proposed.find((one) => one.staffId !== actor?.id)
  const record = useRecordForm<{ staffId: number | null; reason: string }>({
    schema,
    record: {
      version: 0,
      values: { staffId: of.star?.staffId ?? proposed?.staffId ?? null, reason: of.star?.reason ?? '' },
    },
    save: ({ values }) => client.appraisal.decideStar({ month: of.month, ...schema.parse(values) }),
    onSaved: () => {
      onClose()
      sayDone(t('common:saved'))
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      {of.proposed.length > 0 && (
        <Text size="sm">
          {t('people:appraisal.proposed', {
            names: of.proposed.map((one) => one.name).join(t('common:listSeparator')),
          })}
        </Text>
      )}
      <PersonSelect
        label={t('lists:people.columns.name')}
        required
        except={[actor?.id ?? null]}
        value={form.values.staffId}
        onChange={(id) => form.setFieldValue('staffId', id)}
        error={form.errors.staffId}
      />
      <Textarea
        label={t('common:reason')}
        required
        data-autofocus
        autosize
        minRows={2}
        maxLength={300}
        {...form.getInputProps('reason')}
        data-testid="star-reason"
      />
    </DialogForm>
  )
}
