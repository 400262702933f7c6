import { Alert, Button, Fieldset, Group, Paper, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { type KeptChapter, keptChapters } from '../../../electron/contract/chapters.ts'
import { recordsSince } from '../../../electron/contract/office.ts'
import { client, orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Loaded } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { OrderedList } from './OrderedList.tsx'
import { SettingsHistory } from './SettingsHistory.tsx'
import classes from './settings.module.css'

type Settings = Awaited<ReturnType<typeof client.settings.get>>

/** Name of the office and what is gone through at a handover; every change is kept. */
export function OfficeTab() {
  const { t } = useTranslation()
  const query = useQuery(orpc.settings.get.queryOptions())
  const mayEdit = useMay('settings.update')
  const mayHistory = useMay('settings.history')
  const [round, setRound] = useState(0)
  return (
    <Loaded query={query}>
      {(settings) => (
        <Stack gap="md" maw={1100}>
          {mayEdit ? (
            <OfficeForm
              key={round}
              settings={settings}
              onSaved={() => {
                sayDone(t('common:saved'))
                setRound(round + 1)
              }}
            />
          ) : (
            <ReadOnly settings={settings} />
          )}
          {mayHistory && <SettingsHistory />}
        </Stack>
      )}
    </Loaded>
  )
}

const item = z.string().trim().min(1).max(40)

/** As the contract's, and no item twice: a checklist with the same line twice cannot be told apart later. */
const schema = z.object({
  officeName: z.string().trim().min(1).max(60),
  handoverChecklist: z.array(item).max(100),
  handoverDocuments: z.array(item).max(100),
  recordsSince,
})

function OfficeForm({ settings, onSaved }: { readonly settings: Settings; readonly onSaved: () => void }) {
  const { t } = useTranslation()
  const { officeName, handoverChecklist, handoverDocuments, recordsSince: since } = settings
  const { form, submit, busy, notice } = useRecordForm({
    schema,
    record: { version: 0, values: { officeName, handoverChecklist, handoverDocuments, recordsSince: since } },
    save: ({ values }) => client.settings.update(values),
    onSaved,
  })
  const save = (event?: React.FormEvent<HTMLFormElement>) => {
    event?.preventDefault()
    const values = form.getValues()
    const twice = {
      ...repeated('handoverChecklist', values.handoverChecklist),
      ...repeated('handoverDocuments', values.handoverDocuments),
    }
    if (Object.keys(twice).length === 0) return submit(event)
    form.setErrors(Object.fromEntries(Object.keys(twice).map((path) => [path, t('settings:office.twice')])))
  }
  useCommands([{ key: 'mod+s', label: t('common:save'), run: () => save() }])
  const list = (name: 'handoverChecklist' | 'handoverDocuments') => ({
    items: form.getValues()[name],
    errors: form.errors,
    path: name,
    onChange: (items: string[]) => {
      form.clearErrors()
      form.setFieldValue(name, items)
    },
  })
  return (
    <Paper>
      <form noValidate onSubmit={save}>
        <Stack gap="md">
          {notice}
          <Group align="flex-end" justify="space-between" wrap="nowrap">
            <TextInput
              label={fieldLabel('officeName')}
              description={t('settings:office.nameHint')}
              required
              w={420}
              maxLength={60}
              data-testid="office-name"
              {...form.getInputProps('officeName')}
            />
            <Group gap="sm" wrap="nowrap">
              {form.isDirty() && (
                <Text size="sm" c="dimmed" role="status">
                  {t('common:form.unsaved')}
                </Text>
              )}
              <Button type="submit" loading={busy} data-testid="save-office">
                {t('common:save')}
              </Button>
            </Group>
          </Group>
          <RecordsSince inputOf={(chapter) => form.getInputProps(`recordsSince.${chapter}`)} />
          <SimpleGrid cols={2} spacing="xl">
            <OrderedList
              {...list('handoverChecklist')}
              label={t('settings:office.checklist')}
              hint={t('settings:office.checklistHint')}
            />
            <OrderedList
              {...list('handoverDocuments')}
              label={t('settings:office.documents')}
              hint={t('settings:office.documentsHint')}
            />
          </SimpleGrid>
        </Stack>
      </form>
    </Paper>
  )
}

/** From which day on the records of each chapter of the summary are whole. */
function RecordsSince({ inputOf }: { readonly inputOf: (chapter: KeptChapter) => object }) {
  const { t } = useTranslation()
  return (
    <Fieldset
      legend={t('settings:office.recordsSince')}
      variant="unstyled"
      classNames={{ root: classes.group, legend: classes.legend }}
    >
      <Text size="xs" c="dimmed" mb={6}>
        {t('settings:office.recordsSinceHint')}
      </Text>
      <SimpleGrid cols={5} spacing="md">
        {keptChapters.map((chapter) => (
          <DateField
            key={chapter}
            label={t(`years:chapters.${chapter}`)}
            data-testid={`records-since-${chapter}`}
            {...inputOf(chapter)}
          />
        ))}
      </SimpleGrid>
    </Fieldset>
  )
}

/** Where an item stands a second time. */
function repeated(name: string, items: readonly string[]): Record<string, true> {
  const seen = new Set<string>()
  const found: Record<string, true> = {}
  for (const [index, text] of items.entries()) {
    const plain = text.trim()
    if (plain !== '' && seen.has(plain)) found[`${name}.${index}`] = true
    seen.add(plain)
  }
  return found
}

function ReadOnly({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation()
  return (
    <>
      <Alert color="gray" p={8} icon={<IconInfoCircle size={18} />} data-testid="read-only">
        {t('settings:office.readOnly')}
      </Alert>
      <Paper>
        <FactTable
          columns={1}
          facts={[
            { label: fieldLabel('officeName'), value: settings.officeName },
            {
              label: t('settings:office.recordsSince'),
              value: keptChapters
                .filter((chapter) => settings.recordsSince[chapter])
                .map((chapter) => `${t(`years:chapters.${chapter}`)} ${settings.recordsSince[chapter]}`)
                .join(t('common:listSeparator')),
            },
          ]}
        />
        <SimpleGrid cols={2} spacing="xl" mt="md">
          <Items title={t('settings:office.checklist')} items={settings.handoverChecklist} />
          <Items title={t('settings:office.documents')} items={settings.handoverDocuments} />
        </SimpleGrid>
      </Paper>
    </>
  )
}

function Items({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
  return (
    <section aria-label={title}>
      <Title order={3}>{title}</Title>
      <ol>
        {items.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ol>
    </section>
  )
}
