import {
  ActionIcon,
  Alert,
  Button,
  Checkbox,
  Group,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import { IconCheck, IconPlus, IconTransfer, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { dateText } from '../../../electron/contract/base.ts'
import { addDays, isDate } from '../../../electron/contract/dates.ts'
import type { UnitDetail } from '../../../electron/contract/estate.ts'
import { type PersonFields, personFields } from '../../../electron/contract/residents.ts'
import { client, orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Loaded, NoPermissionFace } from '../../ui/Faces.tsx'
import { fieldLabel } from '../../ui/fields.ts'
import { formatMoney } from '../../ui/format.ts'
import { LinkAnchor, LinkButton } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import { newPerson, ownedUnits } from './person.ts'
import classes from './resident.module.css'
import { type Picked, SearchPicker } from './SearchPicker.tsx'

/** Transfer of ownership: which unit, from which day, to whom; who else leaves with the old owner. */
export function TransferPage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/residents/transfer' })
  const may = useMay('residents.transfer')
  const [chosen, setChosen] = useState<number | null>(search.unit ?? null)
  const [done, setDone] = useState<readonly string[] | null>(null)
  const unit = useQuery({
    ...orpc.estate.unit.queryOptions({ input: { id: chosen ?? 0 } }),
    enabled: chosen !== null && may,
  })
  return (
    <Page
      title={t('residents:transferTitle')}
      subtitle={t('residents:transferHint')}
      crumbs={[{ label: t('common:nav.residents'), link: { to: '/residents' } }]}
    >
      {!may ? (
        <NoPermissionFace />
      ) : (
        <Stack gap="sm" maw="76rem">
          {done === null && <ChooseUnit chosen={unit.data} person={search.person} onChoose={setChosen} />}
          {chosen !== null && (
            <Loaded query={unit}>
              {(loaded) =>
                done === null ? (
                  <TransferForm key={loaded.id} unit={loaded} onDone={setDone} />
                ) : (
                  <Done unit={loaded} sentences={done} person={search.person} />
                )
              }
            </Loaded>
          )}
        </Stack>
      )}
    </Page>
  )
}

function Step(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Paper component="section" aria-label={props.title} p="sm">
      <Title order={2} mb="xs">
        {props.title}
      </Title>
      {props.children}
    </Paper>
  )
}

function ChooseUnit(props: {
  readonly chosen: UnitDetail | undefined
  readonly person: number | undefined
  readonly onChoose: (unitId: number) => void
}) {
  const { t } = useTranslation()
  const card = useQuery({
    ...orpc.residents.card.queryOptions({ input: { id: props.person ?? 0 } }),
    enabled: props.person !== undefined,
  })
  const owned = card.data ? ownedUnits(card.data) : []
  const [picked, setPicked] = useState<Picked | null>(null)
  const { chosen } = props
  const shown = chosen ? { id: chosen.id, title: chosen.display, detail: chosen.area.name } : picked
  return (
    <Step title={t('residents:steps.unit')}>
      <Group gap="lg" align="flex-start">
        <div style={{ width: '20rem' }}>
          <SearchPicker
            kind="unit"
            label={fieldLabel('unit')}
            placeholder={t('residents:unitPlaceholder')}
            required
            value={picked ?? shown}
            onChange={(next) => {
              setPicked(next)
              if (next) props.onChoose(next.id)
            }}
            testId="unit-picker"
          />
        </div>
        {owned.length > 1 && (
          <Group gap={6} mt={24}>
            <Text size="sm" c="dimmed">
              {t('residents:ownedBy', { name: card.data?.fields.name ?? '' })}
            </Text>
            {owned.map((unit) => (
              <Button
                key={unit.unitId}
                size="compact-sm"
                variant={unit.unitId === chosen?.id ? 'filled' : 'default'}
                onClick={() => {
                  setPicked(null)
                  props.onChoose(unit.unitId)
                }}
              >
                {unit.display}
              </Button>
            ))}
          </Group>
        )}
      </Group>
    </Step>
  )
}

/** A new owner: somebody known, found by typing, or somebody new. */
type Entry = { readonly key: number } & ({ readonly picked: Picked | null } | { readonly fields: PersonFields })

type Values = { on: string; owners: Entry[]; ending: number[] }

const schema = z.object({
  on: dateText,
  owners: z
    .array(z.union([z.object({ picked: z.object({ id: z.number() }) }), z.object({ fields: personFields })]))
    .min(1),
  ending: z.array(z.number()),
})

function TransferForm(props: { readonly unit: UnitDetail; readonly onDone: (sentences: readonly string[]) => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const { unit } = props
  const present = unit.residents.filter((resident) => resident.current)
  const owners = present.filter((resident) => resident.role === 'owner')
  const others = present.filter((resident) => resident.role !== 'owner')
  const record = useRecordForm<Values>({
    schema,
    record: {
      version: 0,
      values: {
        on: today,
        owners: [{ key: 0, picked: null }],
        // The family goes with the owner; a lease outlives the sale.
        ending: others.filter((resident) => resident.role !== 'tenant').map((resident) => resident.id),
      },
    },
    save: ({ values }) =>
      client.residents.transfer({
        unitId: unit.id,
        on: values.on,
        newOwners: values.owners.map((entry) =>
          'fields' in entry ? { fields: entry.fields } : { personId: entry.picked?.id ?? 0 },
        ),
        endResidencyIds: values.ending,
      }),
    onSaved: () => {
      sayDone(t('residents:transferred', { unit: unit.display }))
      props.onDone(sentences)
    },
  })
  const { form } = record
  const { values } = form
  const sentences = usePreview(unit, values)
  useCommands([{ key: 'mod+s', label: t('residents:record'), run: () => record.submit() }])

  function setEntry(entry: Entry): void {
    form.setFieldValue(
      'owners',
      values.owners.map((one) => (one.key === entry.key ? entry : one)),
    )
    form.clearErrors()
  }
  function add(entry: { picked: null } | { fields: PersonFields }): void {
    const key = 1 + Math.max(-1, ...values.owners.map((one) => one.key))
    // An empty line gives way to what is added.
    const kept = values.owners.filter((one) => 'fields' in one || one.picked !== null)
    form.setFieldValue('owners', [...kept, { key, ...entry }])
  }

  const page = useRef<HTMLFormElement>(null)
  // The unit is known: what is typed next is the new owner.
  useEffect(() => {
    if (document.activeElement instanceof HTMLInputElement) return
    page.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
  }, [])

  return (
    <form ref={page} onSubmit={record.submit} noValidate className={classes.steps}>
      <Stack gap="sm">
        {record.notice}
        <Step title={t('residents:steps.date')}>
          <Group align="flex-start" gap="lg">
            <DateField
              label={t('residents:transferOn')}
              w={170}
              required
              clearable={false}
              maxDate={today}
              {...form.getInputProps('on')}
              data-testid="transfer-on"
            />
            <div>
              <Text size="sm" fw={500}>
                {t('residents:presentOwners')}
              </Text>
              {owners.length === 0 ? (
                <Text size="sm" c="dimmed">
                  {t('residents:noOwner')}
                </Text>
              ) : (
                owners.map((owner) => (
                  <Text size="sm" key={owner.id}>
                    {owner.name}{' '}
                    <Text span c="dimmed" size="sm" className="figure">
                      {t('residents:since', { date: owner.fromOn })}
                    </Text>
                  </Text>
                ))
              )}
              <OldDebt unitId={unit.id} />
            </div>
          </Group>
        </Step>
        <Step title={t('residents:steps.owners')}>
          <Stack gap="sm">
            {values.owners.map((entry, index) => (
              <NewOwner
                key={entry.key}
                entry={entry}
                wrong={Object.keys(form.errors).some((path) => path.startsWith(`owners.${index}`))}
                onChange={setEntry}
                {...(values.owners.length > 1 && {
                  onRemove: () =>
                    form.setFieldValue(
                      'owners',
                      values.owners.filter((one) => one.key !== entry.key),
                    ),
                })}
              />
            ))}
            <Group gap={8}>
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconPlus size={14} />}
                onClick={() => add({ fields: newPerson })}
                data-testid="new-owner"
              >
                {t('residents:newOwner')}
              </Button>
              <Button
                size="compact-sm"
                variant="subtle"
                leftSection={<IconPlus size={14} />}
                onClick={() => add({ picked: null })}
                data-testid="known-owner"
              >
                {t('residents:knownOwner')}
              </Button>
            </Group>
          </Stack>
        </Step>
        {others.length > 0 && (
          <Step title={t('residents:steps.others')}>
            <Checkbox.Group
              value={values.ending.map(String)}
              onChange={(ids) => form.setFieldValue('ending', ids.map(Number))}
            >
              <SimpleGrid cols={2} spacing="xs" verticalSpacing={6}>
                {others.map((resident) => (
                  <Checkbox
                    key={resident.id}
                    value={String(resident.id)}
                    label={t('residents:otherOf', {
                      name: resident.name,
                      role: t(`vocabulary:residentRole.${resident.role}`),
                      date: resident.fromOn,
                    })}
                    data-testid="ending"
                  />
                ))}
              </SimpleGrid>
            </Checkbox.Group>
          </Step>
        )}
      </Stack>
      <div className={classes.record}>
        <Step title={t('residents:steps.preview')}>
          {sentences.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('residents:previewNothing')}
            </Text>
          ) : (
            <Sentences of={sentences} />
          )}
          <Group justify="flex-end" mt="sm">
            <Button
              type="submit"
              loading={record.busy}
              leftSection={<IconTransfer size={16} />}
              rightSection={<Keys of="mod+s" />}
              data-testid="record-transfer"
            >
              {t('residents:record')}
            </Button>
          </Group>
        </Step>
      </div>
    </form>
  )
}

/** What is still owed goes along with nobody: it is said before the old owner leaves the counter. */
function OldDebt({ unitId }: { readonly unitId: number }) {
  const { t } = useTranslation()
  const { data } = useQuery(orpc.counter.due.queryOptions({ input: { unitId } }))
  const owed = data?.units.find((unit) => unit.unitId === unitId)?.account.owed ?? 0
  if (owed === 0) return null
  return (
    <Text size="sm" c="var(--mantine-color-orange-light-color)" data-testid="old-debt">
      {t('residents:oldDebt', { amount: formatMoney(owed) })}{' '}
      <LinkAnchor to="/counter" search={{ unit: unitId }} underline="always">
        {t('residents:toCounter')}
      </LinkAnchor>
    </Text>
  )
}

function NewOwner(props: {
  readonly entry: Entry
  readonly wrong: boolean
  readonly onChange: (entry: Entry) => void
  readonly onRemove?: () => void
}) {
  const { t } = useTranslation()
  const { entry } = props
  const remove = props.onRemove && (
    <ActionIcon size="lg" mt={22} aria-label={t('common:remove')} onClick={props.onRemove}>
      <IconTrash size={16} />
    </ActionIcon>
  )
  if (!('fields' in entry)) {
    return (
      <Group gap={8} wrap="nowrap" align="flex-start">
        <div style={{ flex: 1 }}>
          <SearchPicker
            kind="person"
            label={t('residents:knownPerson')}
            placeholder={t('residents:personPlaceholder')}
            required
            autoFocus
            value={entry.picked}
            onChange={(picked) => props.onChange({ key: entry.key, picked })}
            error={props.wrong ? t('residents:ownerMissing') : undefined}
            testId="owner-picker"
          />
        </div>
        {remove}
      </Group>
    )
  }
  const { fields } = entry
  const set = (patch: Partial<PersonFields>) => props.onChange({ key: entry.key, fields: { ...fields, ...patch } })
  return (
    <Group gap={8} wrap="nowrap" align="flex-start">
      <SimpleGrid cols={3} spacing={8} style={{ flex: 1 }}>
        <TextInput
          label={t('residents:newName')}
          required
          // The row comes when the clerk asks for it, and is typed into next.
          autoFocus
          maxLength={80}
          value={fields.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={props.wrong && fields.name.trim() === '' ? t('errors:required') : undefined}
          data-testid="owner-name"
        />
        <TextInput
          label={fieldLabel('phone')}
          maxLength={120}
          value={fields.phone}
          onChange={(event) => set({ phone: event.currentTarget.value })}
          data-testid="owner-phone"
        />
        <TextInput
          label={fieldLabel('idNumber')}
          maxLength={40}
          value={fields.idNumber ?? ''}
          onChange={(event) => set({ idNumber: event.currentTarget.value || null })}
          data-testid="owner-id-number"
        />
      </SimpleGrid>
      {remove}
    </Group>
  )
}

/** What will be recorded, in sentences; none while it is not known to whom. */
function usePreview(unit: UnitDetail, values: Values): readonly string[] {
  const { t } = useTranslation()
  const list = (names: readonly string[]) => names.join(t('common:listSeparator'))
  const present = unit.residents.filter((resident) => resident.current)
  const to = values.owners
    .map((entry) => ('fields' in entry ? entry.fields.name.trim() : (entry.picked?.title ?? '')))
    .filter((name) => name !== '')
  if (to.length === 0 || !isDate(values.on)) return []
  const from = present.filter((resident) => resident.role === 'owner').map((resident) => resident.name)
  const named = (ends: boolean) =>
    present
      .filter((resident) => resident.role !== 'owner' && values.ending.includes(resident.id) === ends)
      .map((resident) =>
        t('residents:preview.person', {
          name: resident.name,
          role: t(`vocabulary:residentRole.${resident.role}`),
        }),
      )
  const [ending, staying] = [named(true), named(false)]
  const words = { on: values.on, last: addDays(values.on, -1), unit: unit.display, from: list(from), to: list(to) }
  return [
    t(from.length === 0 ? 'residents:preview.first' : 'residents:preview.main', words),
    ...(from.length === 0 ? [] : [t('residents:preview.old', words)]),
    ...(ending.length === 0 ? [] : [t('residents:preview.ending', { ...words, people: list(ending) })]),
    ...(staying.length === 0 ? [] : [t('residents:preview.staying', { people: list(staying) })]),
  ]
}

function Sentences({ of }: { readonly of: readonly string[] }) {
  return (
    <div className={classes.preview} data-testid="preview">
      {of.map((sentence) => (
        <Text size="sm" key={sentence}>
          {sentence}
        </Text>
      ))}
    </div>
  )
}

function Done(props: {
  readonly unit: UnitDetail
  readonly sentences: readonly string[]
  readonly person: number | undefined
}) {
  const { t } = useTranslation()
  const owners = props.unit.residents.filter((resident) => resident.current && resident.role === 'owner')
  return (
    <Stack gap="sm">
      <Alert
        color="teal"
        icon={<IconCheck size={18} />}
        title={t('residents:transferred', { unit: props.unit.display })}
        role="status"
        data-testid="transfer-done"
      >
        <Sentences of={props.sentences} />
      </Alert>
      <Group gap={8}>
        {owners.map((owner) => (
          <LinkButton key={owner.id} to="/residents/$id" params={{ id: String(owner.personId) }}>
            {t('residents:openCard', { name: owner.name })}
          </LinkButton>
        ))}
        <LinkButton to="/estate/unit/$id" params={{ id: String(props.unit.id) }} variant="default">
          {t('residents:openUnit', { unit: props.unit.display })}
        </LinkButton>
        {props.person !== undefined && (
          <LinkAnchor to="/residents/$id" params={{ id: String(props.person) }}>
            {t('residents:openFormer')}
          </LinkAnchor>
        )}
      </Group>
    </Stack>
  )
}
