import { Checkbox, Group, NumberInput, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type ReturnRule, returnRule } from '../../../electron/contract/returns.ts'
import { codesOf, jobSources } from '../../../electron/contract/vocabulary.ts'
import { client, orpc } from '../../api/client.ts'
import { Loaded } from '../../ui/Faces.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'

/** Which finished cases ask for a return visit, and when; for what is finished from now on. */
export function ReturnRuleDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const query = useQuery(orpc.returns.rule.queryOptions())
  return (
    <FormDialog opened onClose={onClose} title={t('returns:rule.title')}>
      <Loaded query={query}>{({ rule }) => <RuleForm rule={rule} onClose={onClose} />}</Loaded>
    </FormDialog>
  )
}

function RuleForm({ rule, onClose }: { readonly rule: ReturnRule; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const record = useRecordForm<ReturnRule & Record<string, unknown>>({
    schema: returnRule,
    record: { version: 0, values: { ...rule } },
    save: ({ values }) => client.returns.saveRule(returnRule.parse(values)),
    onSaved: () => {
      sayDone(t('common:saved'))
      onClose()
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <Checkbox.Group label={t('returns:rule.sources')} {...form.getInputProps('sources')}>
        <Group gap="md" mt={4}>
          {codesOf(jobSources).map((source) => (
            <Checkbox key={source} value={source} label={t(`vocabulary:jobSource.${source}`)} />
          ))}
        </Group>
      </Checkbox.Group>
      <Checkbox label={t('returns:rule.complaints')} {...form.getInputProps('complaints', { type: 'checkbox' })} />
      <Group grow align="flex-start">
        <NumberInput
          label={t('returns:rule.afterDays')}
          min={0}
          max={30}
          data-autofocus
          {...form.getInputProps('afterDays')}
          data-testid="after-days"
        />
        <NumberInput
          label={t('returns:rule.withinDays')}
          min={0}
          max={60}
          {...form.getInputProps('withinDays')}
          data-testid="within-days"
        />
      </Group>
      <TextInput label={t('returns:rule.source')} maxLength={200} {...form.getInputProps('source')} />
      <Text size="sm" c="dimmed">
        {t('returns:rule.fromNow')}
      </Text>
    </DialogForm>
  )
}
