import {
  Alert,
  Button,
  Fieldset,
  Group,
  Paper,
  Select,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { localRules } from '../../../electron/contract/billing.ts'
import { client, orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { Loaded } from '../../ui/Faces.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { ScaledField } from '../billing/ScaledField.tsx'

type Rules = Awaited<ReturnType<typeof client.billing.rules>>

/** How this office charges, by local rule, with the source it rests on. */
export function RulesTab() {
  const query = useQuery(orpc.billing.rules.queryOptions())
  return <Loaded query={query}>{(rules) => <RulesForm rules={rules} />}</Loaded>
}

function RulesForm({ rules }: { readonly rules: Rules }) {
  const { t } = useTranslation()
  const mayEdit = useMay('billing.saveRules')
  const { form, submit, busy, notice } = useRecordForm<Rules>({
    schema: localRules,
    record: { version: 0, values: rules },
    save: ({ values }) => client.billing.saveRules(localRules.parse(values)),
    stay: true,
    reload: async () => ({ version: 0, values: await client.billing.rules() }),
    onSaved: () => sayDone(t('common:saved')),
  })
  useCommands(mayEdit ? [{ key: 'mod+s', label: t('common:save'), run: () => submit() }] : [])
  const choice = (field: 'handoverMonth' | 'partMonth' | 'undelivered', values: readonly string[]) => (
    <Select
      label={t(`settings:rules.${field}`)}
      allowDeselect={false}
      data={values.map((value) => ({ value, label: t(`settings:rules.${field}s.${value}`) }))}
      {...form.getInputProps(field)}
      data-testid={field}
    />
  )
  const number = (field: NumberField, decimals: number, hint?: string) => (
    <ScaledField
      label={t(`settings:rules.${field}`)}
      description={hint && t(`settings:rules.${hint}`)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      decimals={decimals}
      {...form.getInputProps(field)}
      data-testid={field}
    />
  )
  return (
    <Paper maw={980}>
      <form noValidate onSubmit={submit}>
        <Stack gap="md">
          {!mayEdit && (
            <Alert color="gray" p={8} icon={<IconInfoCircle size={18} />} data-testid="read-only">
              {t('settings:rules.readOnly')}
            </Alert>
          )}
          {notice}
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm" c="dimmed">
              {t('settings:rules.about')}
            </Text>
            {mayEdit && (
              <Group gap="sm" wrap="nowrap">
                {form.isDirty() && (
                  <Text size="sm" c="dimmed" role="status">
                    {t('common:form.unsaved')}
                  </Text>
                )}
                <Button type="submit" loading={busy} data-testid="save-rules">
                  {t('common:save')}
                </Button>
              </Group>
            )}
          </Group>
          <SimpleGrid cols={2} spacing="md" verticalSpacing="md">
            <Fieldset legend={t('settings:rules.charging')} disabled={!mayEdit}>
              <Stack gap="sm">
                {choice('handoverMonth', ['developer', 'owner', 'split'])}
                {choice('partMonth', ['days', 'half', 'whole'])}
                {choice('undelivered', ['leased', 'all', 'none'])}
                {number('vacancyBp', 2, 'vacancyHint')}
              </Stack>
            </Fieldset>
            <Stack gap="md">
              <Fieldset legend={t('settings:rules.gift')} disabled={!mayEdit}>
                <Stack gap="sm">
                  <SimpleGrid cols={2} spacing="sm">
                    {number('giftWithinMonths', 0, 'giftOffHint')}
                    {number('giftFreeMonths', 0)}
                  </SimpleGrid>
                  {number('prepayCapMonths', 0, 'capHint')}
                </Stack>
              </Fieldset>
              <Fieldset legend={t('settings:rules.penalty')} disabled={!mayEdit}>
                <Stack gap="sm">
                  <SimpleGrid cols={2} spacing="sm">
                    {number('penaltyPerDayE6', 3, 'penaltyOffHint')}
                    {number('penaltyGraceDays', 0)}
                  </SimpleGrid>
                  {number('penaltyCapBp', 2)}
                </Stack>
              </Fieldset>
            </Stack>
          </SimpleGrid>
          <Fieldset legend={t('settings:rules.paper')} disabled={!mayEdit}>
            <Group align="flex-start" gap="md" wrap="nowrap">
              <TextInput
                label={t('settings:rules.receiptBook')}
                description={t('settings:rules.receiptBookHint')}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                w={280}
                maxLength={8}
                {...form.getInputProps('receiptBook')}
                data-testid="receiptBook"
              />
              <Textarea
                label={t('settings:rules.source')}
                description={t('settings:rules.sourceHint')}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                flex={1}
                autosize
                minRows={2}
                maxLength={500}
                {...form.getInputProps('source')}
                data-testid="source"
              />
            </Group>
          </Fieldset>
        </Stack>
      </form>
    </Paper>
  )
}

type NumberField =
  | 'vacancyBp'
  | 'giftWithinMonths'
  | 'giftFreeMonths'
  | 'prepayCapMonths'
  | 'penaltyPerDayE6'
  | 'penaltyGraceDays'
  | 'penaltyCapBp'
