import { Autocomplete, Badge, Button, Group, NumberInput, Paper, Select, Table } from '@mantine/core'
import { IconCheck, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { planEvery, planMoves } from '../../../electron/contract/planWords.ts'
import {
  type Programme,
  type ProgrammeFields,
  type ProgrammeRegister,
  programmeFields,
  programmeRegisters,
} from '../../../electron/contract/programmes.ts'
import { codesOf } from '../../../electron/contract/vocabulary.ts'
import { client, orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { currentLanguage } from '../../app/i18n.ts'
import { askReason } from '../../ui/ConfirmReason.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { formatCount } from '../../ui/format.ts'
import { LinkButton } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone, useWrite } from '../../ui/write.ts'
import { everyText } from '../tasks/everyText.ts'
import { itemWord, useKeeps, useRegister } from './register.ts'
import { TallyDialog } from './TallyDialog.tsx'

const stateColours = { late: 'red', due: 'orange', upcoming: 'gray', done: 'teal', skipped: 'gray' } as const

/** What is done every how long, what is due next, and the way to say that it is done. */
export function ProgrammesPage() {
  const { t } = useTranslation()
  const { id, register } = useRegister()
  const of = programmeRegisters.find((one) => one === id) ?? 'cleaning'
  const query = useQuery(orpc.programmes.list.queryOptions({ input: { register: of } }))
  const maySave = useMay('programmes.save')
  const keeps = useKeeps(register)
  const [edited, setEdited] = useState<'new' | Programme | null>(null)
  const [done, setDone] = useState<Programme | null>(null)
  useCommands(maySave ? [{ key: 'a', label: t('tallies:newProgramme'), run: () => setEdited('new') }] : [])
  const title = register.title[currentLanguage()]
  return (
    <Page
      title={t('tallies:programmesOf', { register: title })}
      crumbs={[{ label: title, link: { to: `/${of}` } }]}
      actions={
        <>
          <LinkButton to="/tasks/plans" search={{ subject: of }} variant="default">
            {t('lists:plans.title')}
          </LinkButton>
          {maySave && (
            <Button
              leftSection={<IconPlus size={16} />}
              rightSection={<Keys of="a" />}
              onClick={() => setEdited('new')}
              data-testid="new-programme"
            >
              {t('tallies:newProgramme')}
            </Button>
          )}
        </>
      }
    >
      <Paper px="md" py="sm">
        <Loaded query={query}>
          {(programmes) =>
            programmes.length === 0 ? (
              <EmptyFace title={t('tallies:noProgrammes')} />
            ) : (
              <div className="rolls">
                <Programmes
                  programmes={programmes}
                  onDone={keeps ? setDone : undefined}
                  onEdit={maySave ? setEdited : undefined}
                />
              </div>
            )
          }
        </Loaded>
      </Paper>
      {edited !== null && (
        <FormDialog
          opened
          onClose={() => setEdited(null)}
          title={t(edited === 'new' ? 'tallies:newProgramme' : 'tallies:editProgramme')}
        >
          <ProgrammeForm register={of} {...(edited !== 'new' && { of: edited })} onClose={() => setEdited(null)} />
        </FormDialog>
      )}
      {done?.next && (
        <TallyDialog
          id={id}
          register={register}
          task={{ ...done.next, item: done.item, place: done.place, quantity: done.quantity }}
          onClose={() => setDone(null)}
        />
      )}
    </Page>
  )
}

function Programmes(props: {
  readonly programmes: readonly Programme[]
  readonly onDone: ((programme: Programme) => void) | undefined
  readonly onEdit: ((programme: Programme) => void) | undefined
}) {
  const { t } = useTranslation()
  const { onDone, onEdit } = props
  return (
    <Table striped verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('lists:tallies.columns.item')}</Table.Th>
          <Table.Th>{t('lists:tallies.columns.place')}</Table.Th>
          <Table.Th ta="right">{t('tallies:eachTime')}</Table.Th>
          <Table.Th>{t('tallies:frequency')}</Table.Th>
          <Table.Th>{t('tallies:responsible')}</Table.Th>
          <Table.Th>{t('tallies:lastDone')}</Table.Th>
          <Table.Th>{t('tallies:nextDue')}</Table.Th>
          <Table.Th className="no-print" />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.programmes.map((programme) => (
          <Table.Tr key={programme.id} data-testid={`programme-${programme.item}`}>
            <Table.Td>{itemWord(programme.item)}</Table.Td>
            <Table.Td>{programme.place}</Table.Td>
            <Table.Td ta="right" className="figure">
              {formatCount(programme.quantity)}
            </Table.Td>
            <Table.Td>{everyText(t, programme)}</Table.Td>
            <Table.Td>{programme.responsible}</Table.Td>
            <Table.Td className="figure">{programme.lastDoneOn ?? '—'}</Table.Td>
            <Table.Td className="figure">
              {programme.endedOn !== null ? (
                <Badge color="gray">{t('tallies:ended', { date: programme.endedOn })}</Badge>
              ) : (
                programme.next && (
                  <Group gap={6} wrap="nowrap">
                    {programme.next.dueOn}
                    <Badge color={stateColours[programme.next.state]}>
                      {t(`vocabulary:taskState.${programme.next.state}`)}
                    </Badge>
                  </Group>
                )
              )}
            </Table.Td>
            <Table.Td className="no-print">
              <Group gap={6} wrap="nowrap" justify="flex-end">
                {onDone && programme.next && programme.next.state !== 'upcoming' && (
                  <Button
                    size="xs"
                    leftSection={<IconCheck size={14} />}
                    onClick={() => onDone(programme)}
                    data-testid="do-task"
                  >
                    {t('tallies:doTask')}
                  </Button>
                )}
                {onEdit && programme.endedOn === null && (
                  <Button size="xs" variant="default" onClick={() => onEdit(programme)} data-testid="edit-programme">
                    {t('tallies:edit')}
                  </Button>
                )}
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

type Values = ProgrammeFields & Record<string, unknown>

function ProgrammeForm(props: {
  readonly register: ProgrammeRegister
  readonly of?: Programme
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { register, of, onClose } = props
  const { register: declared } = useRegister()
  const workers = useQuery(orpc.jobs.workers.queryOptions()).data ?? []
  const end = useWrite(orpc.plans.end, { done: t('tallies:programmeEnded'), onDone: onClose })
  const record = useRecordForm<Values>({
    schema: programmeFields,
    record: of ? { version: of.planVersion, values: { ...valuesOf(of) } } : { version: 0, values: { ...blank(today) } },
    save: ({ values, version }) =>
      client.programmes.save({ register, id: of?.id ?? null, version, fields: programmeFields.parse(values) }),
    ...(of && {
      reload: async () => {
        const now = (await client.programmes.list({ register })).find((one) => one.id === of.id) ?? of
        return { version: now.planVersion, values: { ...valuesOf(now) } }
      },
    }),
    onSaved: () => {
      sayDone(t('tallies:programmeSaved'))
      onClose()
    },
  })
  const { form } = record
  const askEnd = async () => {
    const reason = await askReason({
      title: t('tallies:endProgramme'),
      action: t('tallies:endProgramme'),
      danger: true,
    })
    if (reason !== null && of) end.mutate({ id: of.planId, version: of.planVersion, onDate: today, reason })
  }
  return (
    <DialogForm
      record={record}
      action={t('common:save')}
      onCancel={onClose}
      more={
        of && (
          <Button color="red" variant="light" onClick={() => void askEnd()} data-testid="end-programme">
            {t('tallies:endProgramme')}
          </Button>
        )
      }
    >
      <Autocomplete
        label={t('lists:tallies.columns.item')}
        required
        maxLength={40}
        disabled={of !== undefined}
        data={Object.keys(declared.items).map(itemWord)}
        openOnFocus={false}
        data-autofocus
        {...form.getInputProps('item')}
        data-testid="programme-item"
      />
      <Group grow align="flex-start">
        <Autocomplete
          label={t('lists:tallies.columns.place')}
          maxLength={120}
          disabled={of !== undefined}
          data={[]}
          {...form.getInputProps('place')}
        />
        <NumberInput
          label={t('tallies:eachTime')}
          required
          min={1}
          allowDecimal={false}
          disabled={of !== undefined}
          {...form.getInputProps('quantity')}
        />
      </Group>
      <Group grow align="flex-start">
        <NumberInput
          label={t('tallies:everyN')}
          required
          min={1}
          max={365}
          allowDecimal={false}
          {...form.getInputProps('everyN')}
        />
        <Select
          label={t('tallies:everyUnit')}
          allowDeselect={false}
          data={codesOf(planEvery).map((value) => ({ value, label: t(`tallies:cycle.${value}`) }))}
          {...form.getInputProps('every')}
        />
        <DateField label={t('tallies:anchorOn')} required {...form.getInputProps('anchorOn')} />
      </Group>
      <Group grow align="flex-start">
        <Select
          label={t('tallies:moving')}
          allowDeselect={false}
          data={codesOf(planMoves).map((value) => ({ value, label: t(`tallies:move.${value}`) }))}
          {...form.getInputProps('moving')}
        />
        <NumberInput
          label={t('tallies:graceDays')}
          min={0}
          max={120}
          allowDecimal={false}
          {...form.getInputProps('graceDays')}
        />
        <Select
          label={t('tallies:responsible')}
          clearable
          data={workers.map((one) => ({ value: String(one.id), label: one.name }))}
          value={form.values.responsibleId === null ? null : String(form.values.responsibleId)}
          onChange={(value) => form.setFieldValue('responsibleId', value === null ? null : Number(value))}
        />
      </Group>
    </DialogForm>
  )
}

function valuesOf({
  item,
  place,
  quantity,
  everyN,
  every,
  anchorOn,
  moving,
  responsibleId,
  graceDays,
}: Programme): ProgrammeFields {
  return { item: itemWord(item), place, quantity, everyN, every, anchorOn, moving, responsibleId, graceDays }
}

function blank(today: string): ProgrammeFields {
  return {
    item: '',
    place: '',
    quantity: 1,
    everyN: 1,
    every: 'month',
    anchorOn: today,
    moving: 'after',
    responsibleId: null,
    graceDays: 3,
  }
}
