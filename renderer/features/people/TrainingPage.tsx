import { Button, Group, MultiSelect, NumberInput, SegmentedControl, TextInput } from '@mantine/core'
import { IconSchool } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { trainingFields } from '../../../electron/contract/people.ts'
import { client, orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { askReason } from '../../ui/ConfirmReason.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { TextFilter } from '../../ui/ListFilters.tsx'
import { useListState } from '../../ui/listState.ts'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone, useWrite } from '../../ui/write.ts'
import { PeopleFrame } from './PeopleFrame.tsx'
import { usePeople } from './PersonSelect.tsx'

/** Training hours by person and year against the target, and every single record. */
export function TrainingPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { view } = useSearch({ from: '/people/training' })
  const mayTrain = useMay('people.train')
  const [adding, setAdding] = useState(false)
  const cancel = useWrite(orpc.people.cancelTraining, { done: t('people:cancelled') })
  useCommands(mayTrain ? [{ key: 'a', label: t('people:training.add'), run: () => setAdding(true) }] : [])
  const ask = async (row: { readonly id: number; readonly version: number; readonly name: string }) => {
    const reason = await askReason({
      title: t('people:training.cancelOf', row),
      action: t('people:cancel'),
      danger: true,
    })
    if (reason) cancel.mutate({ id: row.id, version: row.version, reason })
  }
  const switcher = (
    <SegmentedControl
      size="xs"
      aria-label={t('people:training.view')}
      value={view ?? 'people'}
      onChange={(next) =>
        void navigate({ to: '/people/training', search: next === 'records' ? { view: 'records' } : {} })
      }
      data={[
        { value: 'people', label: t('people:training.byPerson') },
        { value: 'records', label: t('people:training.records') },
      ]}
    />
  )
  const filters = (
    <>
      {switcher}
      <TextFilter placeholder={t('people:find')} />
      <YearFilter />
    </>
  )
  return (
    <PeopleFrame
      tab="training"
      fill
      actions={
        mayTrain && (
          <Button
            leftSection={<IconSchool size={16} />}
            rightSection={<Keys of="a" />}
            onClick={() => setAdding(true)}
            data-testid="add-training"
          >
            {t('people:training.add')}
          </Button>
        )
      }
    >
      {view === 'records' ? (
        <DataList
          key="records"
          list="trainings"
          filters={filters}
          more={
            mayTrain
              ? [
                  {
                    id: 'cancel',
                    title: '',
                    width: 80,
                    cell: (row) =>
                      row.cancelledOn === null && (
                        <Button size="compact-xs" variant="subtle" color="red" onClick={() => void ask(row)}>
                          {t('people:cancel')}
                        </Button>
                      ),
                  },
                ]
              : []
          }
        />
      ) : (
        <DataList
          key="people"
          list="trainingYears"
          filters={filters}
          onOpen={(row) => void navigate({ to: '/people/$id', params: { id: String(row.id) } })}
        />
      )}
      {adding && <TrainingDialog onClose={() => setAdding(false)} />}
    </PeopleFrame>
  )
}

function YearFilter() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const state = useListState()
  const year = (state.values.year as number | undefined) ?? Number(today.slice(0, 4))
  return (
    <NumberInput
      w={90}
      aria-label={t('lists:trainings.filters.year')}
      min={2000}
      max={2199}
      clampBehavior="blur"
      allowDecimal={false}
      value={year}
      onChange={(next) => {
        if (typeof next === 'number' && next >= 2000 && next < 2200) state.filter({ year: next })
      }}
      data-testid="filter-year"
    />
  )
}

interface Values extends Record<string, unknown> {
  staffIds: number[]
  onDate: string
  topic: string
  trainer: string
  hoursCenti: number | null
}

function TrainingDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <FormDialog opened onClose={onClose} title={t('people:training.add')} size="lg">
      <TrainingForm onClose={onClose} />
    </FormDialog>
  )
}

function TrainingForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const people = usePeople()
  const record = useRecordForm<Values, { added: number }>({
    schema: trainingFields,
    record: { version: 0, values: { staffIds: [], onDate: today, topic: '', trainer: '', hoursCenti: null } },
    save: ({ values }) => client.people.train(trainingFields.parse(values)),
    onSaved: ({ added }) => {
      onClose()
      sayDone(t('people:training.added', { count: added }))
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <TextInput
        label={t('lists:trainings.columns.topic')}
        required
        data-autofocus
        maxLength={100}
        {...form.getInputProps('topic')}
        data-testid="topic"
      />
      <Group grow align="flex-start">
        <DateField
          label={t('lists:trainings.columns.onDate')}
          required
          maxDate={today}
          {...form.getInputProps('onDate')}
        />
        <HundredthsField
          label={t('lists:trainings.columns.hours')}
          required
          {...form.getInputProps('hoursCenti')}
          data-testid="hours"
        />
        <TextInput label={t('lists:trainings.columns.trainer')} maxLength={60} {...form.getInputProps('trainer')} />
      </Group>
      <MultiSelect
        label={t('people:training.who')}
        required
        searchable
        clearable
        data={people.map((one) => ({ value: String(one.id), label: one.name }))}
        value={form.values.staffIds.map(String)}
        onChange={(next) => form.setFieldValue('staffIds', next.map(Number))}
        error={form.errors.staffIds}
        data-testid="trained-people"
      />
      <div>
        <Button
          size="xs"
          variant="default"
          onClick={() =>
            form.setFieldValue(
              'staffIds',
              people.map((one) => one.id),
            )
          }
          data-testid="everybody"
        >
          {t('people:everybody')}
        </Button>
      </div>
    </DialogForm>
  )
}
