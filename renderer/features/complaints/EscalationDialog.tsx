import { NumberInput, SimpleGrid, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type EscalationRule, escalationRule } from '../../../electron/contract/complaints.ts'
import { client, orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Loaded } from '../../ui/Faces.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'

/** After how long a complaint that nobody has answered goes up. */
export function EscalationDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const query = useQuery(orpc.complaints.escalation.queryOptions())
  return (
    <FormDialog opened onClose={onClose} title={t('complaints:rules')}>
      <Loaded query={query}>{(rule) => <RuleForm rule={rule} onClose={onClose} />}</Loaded>
    </FormDialog>
  )
}

function RuleForm({ rule, onClose }: { readonly rule: EscalationRule; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const maySave = useMay('complaints.saveEscalation')
  const record = useRecordForm<EscalationRule & Record<string, unknown>>({
    schema: escalationRule,
    record: { version: 0, values: { ...rule } },
    save: ({ values }) => client.complaints.saveEscalation(escalationRule.parse(values)),
    onSaved: () => {
      sayDone(t('complaints:rulesSaved'))
      onClose()
    },
  })
  const hours = (field: 'toSecondHours' | 'toThirdHours') => (
    <NumberInput
      label={t(`settings:escalation.${field}`)}
      min={1}
      max={2000}
      allowDecimal={false}
      disabled={!maySave}
      {...record.form.getInputProps(field)}
    />
  )
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose} mayGoAhead={maySave}>
      <SimpleGrid cols={2} spacing="sm">
        {hours('toSecondHours')}
        {hours('toThirdHours')}
      </SimpleGrid>
      <TextInput
        label={t('settings:escalation.source')}
        maxLength={200}
        disabled={!maySave}
        {...record.form.getInputProps('source')}
      />
      <Text size="sm" c="dimmed">
        {t('complaints:rulesAbout')}
      </Text>
    </DialogForm>
  )
}
