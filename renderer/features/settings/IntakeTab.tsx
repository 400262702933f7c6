import { Alert, Button, Fieldset, Group, Paper, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconInfoCircle, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { filledIn, greetingOccasions, type IntakeWords, intakeWords } from '../../../electron/contract/intake.ts'
import { codesOf, trades } from '../../../electron/contract/vocabulary.ts'
import { client, orpc } from '../../api/client.ts'
import { useActor, useMay, useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { Loaded } from '../../ui/Faces.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { OrderedList } from './OrderedList.tsx'

/** What the desk says on the phone, and the phrases of the intake drawer. */
export function IntakeTab() {
  const { t } = useTranslation()
  const query = useQuery(orpc.intake.words.queryOptions())
  const [round, setRound] = useState(0)
  return (
    <Loaded query={query}>
      {({ script, phrases }) => (
        <WordsForm
          key={round}
          words={{ script, phrases }}
          onSaved={() => {
            sayDone(t('common:saved'))
            setRound(round + 1)
          }}
        />
      )}
    </Loaded>
  )
}

type Values = IntakeWords & Record<string, unknown>

function WordsForm({ words, onSaved }: { readonly words: IntakeWords; readonly onSaved: () => void }) {
  const { t } = useTranslation()
  const office = useOffice()
  const actor = useActor()
  const mayEdit = useMay('intake.saveWords')
  const { form, submit, busy, notice } = useRecordForm<Values>({
    schema: intakeWords,
    record: { version: 0, values: { ...words } },
    save: ({ values }) => client.intake.saveWords(intakeWords.parse(values)),
    onSaved,
  })
  useCommands(mayEdit ? [{ key: 'mod+s', label: t('common:save'), run: () => submit() }] : [])
  const { script, phrases } = form.values
  const example = {
    office: office.name,
    clerk: actor?.name ?? '',
    holiday: t('jobs:script.someHoliday'),
    address: t('jobs:script.someAddress'),
    name: t('jobs:script.someName'),
    phone: '13800001234',
    content: t('jobs:script.someContent'),
  }
  const text = (path: string, label: string, value: string) => (
    <Textarea
      label={label}
      description={filledIn(value, example)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      autosize
      minRows={1}
      maxLength={400}
      {...form.getInputProps(path)}
      data-testid={path}
    />
  )
  return (
    <Paper maw={1080}>
      <form noValidate onSubmit={submit}>
        <Stack gap="md">
          {!mayEdit && (
            <Alert color="gray" p={8} icon={<IconInfoCircle size={18} />}>
              {t('settings:intake.readOnly')}
            </Alert>
          )}
          {notice}
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm" c="dimmed">
              {t('settings:intake.about')}
            </Text>
            {mayEdit && (
              <Button type="submit" loading={busy} data-testid="save-words">
                {t('common:save')}
              </Button>
            )}
          </Group>
          <Fieldset legend={t('settings:intake.greetings')} disabled={!mayEdit}>
            <Stack gap="sm">
              {greetingOccasions.map((occasion) => (
                <div key={occasion}>
                  {text(
                    `script.greetings.${occasion}`,
                    t(`settings:intake.occasions.${occasion}`),
                    script.greetings[occasion],
                  )}
                </div>
              ))}
              {script.holidays.map((holiday, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a greeting is its place
                <Group key={index} align="flex-start" wrap="nowrap">
                  <TextInput
                    label={t('settings:intake.holidayName')}
                    w={140}
                    maxLength={20}
                    {...form.getInputProps(`script.holidays.${index}.name`)}
                  />
                  <div style={{ flex: 1 }}>
                    {text(`script.holidays.${index}.text`, t('settings:intake.holidayText'), holiday.text)}
                  </div>
                  <Button
                    variant="subtle"
                    size="xs"
                    mt={26}
                    onClick={() =>
                      form.setFieldValue('script', { ...script, holidays: script.holidays.toSpliced(index, 1) })
                    }
                  >
                    {t('settings:intake.removeHoliday')}
                  </Button>
                </Group>
              ))}
              <Button
                variant="subtle"
                size="xs"
                w="max-content"
                leftSection={<IconPlus size={14} />}
                onClick={() =>
                  form.setFieldValue('script', { ...script, holidays: [...script.holidays, { name: '', text: '' }] })
                }
                data-testid="add-holiday"
              >
                {t('settings:intake.addHoliday')}
              </Button>
            </Stack>
          </Fieldset>
          <Fieldset legend={t('settings:intake.during')} disabled={!mayEdit}>
            <Stack gap="sm">
              {text('script.readBack', t('settings:intake.readBack'), script.readBack)}
              {text('script.closing', t('settings:intake.closing'), script.closing)}
            </Stack>
          </Fieldset>
          <Fieldset legend={t('jobs:intake.phrases')} disabled={!mayEdit}>
            <SimpleGrid cols={3} spacing="md">
              {codesOf(trades).map((trade) => (
                <OrderedList
                  key={trade}
                  label={t(`vocabulary:trade.${trade}`)}
                  hint={t('settings:intake.phrasesHint')}
                  items={phrases[trade]}
                  onChange={(items) => form.setFieldValue('phrases', { ...phrases, [trade]: items })}
                  errors={form.errors}
                  path={`phrases.${trade}`}
                />
              ))}
            </SimpleGrid>
          </Fieldset>
        </Stack>
      </form>
    </Paper>
  )
}
