import { Chip, Combobox, Group, Loader, Text, TextInput } from '@mantine/core'
import { IconBuilding, IconUser } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SearchHit } from '../../../electron/contract/desk.ts'
import type { Caller } from '../../../electron/contract/intake.ts'
import { client } from '../../api/client.ts'
import { errorText } from '../../api/errors.ts'
import { sayError } from '../../ui/write.ts'
import { phonesOf } from '../residents/person.ts'
import { hitKey, useHits } from '../search/hits.ts'
import { type Call, nobody } from './call.ts'
import type { IntakeStart } from './intakeDoor.ts'

const shown = 12

type Known = NonNullable<IntakeStart['from']>

/**
 * Who is calling: a few characters of a room, a name, its pinyin or a phone. A person fills unit, name and phone; a unit
 * offers its household to pick from, the owner first. Whoever is not known is kept by the name or phone that was typed.
 */
export function CallerPicker(props: {
  readonly call: Call
  readonly onCall: (call: Call) => void
  readonly from: IntakeStart['from']
  readonly takesFocus: boolean
}) {
  const { t } = useTranslation()
  const { call } = props
  const [choices, setChoices] = useState<readonly Caller[]>([])
  const [title, setTitle] = useState('')
  const latest = useRef('')
  const { combobox, typed, wanted, hits, settled, isAsking, failure, onOption, field } = useHits({
    limit: 30,
    among: (found) => found.filter(isCaller).slice(0, shown),
    onPick: (hit) => isCaller(hit) && void pick(hit).catch(sayError),
  })
  const [left, setLeft] = useState(false)
  const kept = useRef('')
  // The box was left without a choice, and it is known by now what was found.
  useEffect(() => {
    if (!left || (typed.trim() !== '' && !settled && !failure)) return
    setLeft(false)
    // Enter came before the hits did, and has just picked.
    if (latest.current !== '') return
    const [only, other] = hits
    if (only && !other && (only.kind === 'unit' || only.title === typed.trim())) onOption(hitKey(only))
    else if (typed.trim() !== '') keepTyped(typed.trim())
  })
  const from = useRef(props.from)
  useEffect(() => {
    if (from.current) void pick(from.current).catch(sayError)
    from.current = undefined
  })

  /** Somebody who is not known: what was typed is the phone or the name, unless another stands there already. */
  function keepTyped(text: string): void {
    const field = /^[\d\s+()-]{7,}$/.test(text) ? 'phone' : 'caller'
    if (call[field] !== '' && call[field] !== kept.current) return
    kept.current = text
    props.onCall({ ...call, [field]: text })
  }

  async function pick(hit: Known): Promise<void> {
    const id = `${hit.kind}-${hit.id}`
    latest.current = id
    setTitle(hit.title)
    props.onCall(
      hit.kind === 'unit'
        ? { ...nobody, unitId: hit.id, unit: hit.title }
        : { ...nobody, personId: hit.id, caller: hit.title },
    )
    const found = await client.intake.callers(hit.kind === 'unit' ? { unitId: hit.id } : { personId: hit.id })
    // Somebody else was picked while the answer was on its way.
    if (latest.current !== id) return
    setChoices(found)
    const [first] = found
    if (first) props.onCall(callOf(first))
  }
  const label = (one: Caller) =>
    [
      new Set(choices.map((other) => other.unitId)).size > 1 ? one.unit : one.name,
      t(`vocabulary:residentRole.${one.role}`),
    ].join(' · ')
  return (
    <div>
      <Combobox store={combobox} onOptionSubmit={onOption} position="bottom-start" shadow="md" withinPortal>
        <Combobox.Target withExpandedAttribute>
          <TextInput
            role="combobox"
            label={t('jobs:intake.who')}
            placeholder={t('jobs:intake.findUnit')}
            maxLength={60}
            {...(!props.from && { 'data-autofocus': true })}
            autoFocus={props.takesFocus}
            {...field}
            value={typed || title}
            rightSection={isAsking ? <Loader size={13} className="late" /> : null}
            onChange={(event) => {
              field.onChange(event)
              setTitle('')
              setLeft(false)
              if (call.unitId !== null || call.personId !== null) {
                latest.current = ''
                setChoices([])
                props.onCall(nobody)
              }
            }}
            onFocus={(event) => event.currentTarget.select()}
            onBlur={() => {
              field.onBlur()
              setLeft(true)
            }}
            data-testid="intake-unit"
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={wanted === ''}>
          <Combobox.Options mah={320} style={{ overflowY: 'auto' }} aria-label={t('jobs:intake.who')}>
            {failure ? (
              <Combobox.Empty>{errorText(failure)}</Combobox.Empty>
            ) : hits.length === 0 ? (
              <Combobox.Empty>{settled ? t('residents:nothingFound', { text: wanted }) : null}</Combobox.Empty>
            ) : (
              hits.map((hit) => (
                <Combobox.Option key={hitKey(hit)} value={hitKey(hit)} data-testid="pick">
                  <Group gap="sm" wrap="nowrap">
                    {hit.kind === 'unit' ? (
                      <IconBuilding size={16} stroke={1.5} />
                    ) : (
                      <IconUser size={16} stroke={1.5} />
                    )}
                    <Text size="sm" fw={600} style={{ whiteSpace: 'nowrap' }}>
                      {hit.title}
                    </Text>
                    <Text size="xs" c="dimmed" truncate>
                      {hit.detail}
                    </Text>
                  </Group>
                </Combobox.Option>
              ))
            )}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {typed.trim() !== '' && !combobox.dropdownOpened && (
        <Text size="xs" mt={4} role="status" data-testid="nobody-picked">
          {t('jobs:intake.nobodyPicked')}
        </Text>
      )}
      {choices.length > 1 && (
        <Chip.Group
          value={`${call.personId} ${call.unitId}`}
          onChange={(value) => {
            const one = choices.find((choice) => `${choice.personId} ${choice.unitId}` === value)
            if (one) props.onCall(callOf(one))
          }}
        >
          <Group gap={6} mt={6} data-testid="callers">
            {choices.map((one) => (
              <Chip
                key={`${one.personId} ${one.unitId} ${one.role}`}
                // One stop of the Tab key for the household; arrows choose.
                name="caller"
                size="xs"
                value={`${one.personId} ${one.unitId}`}
              >
                {label(one)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      )}
    </div>
  )
}

/** Devices and registrations are found by the same words, and call nobody. */
function isCaller(hit: SearchHit): hit is SearchHit & Known {
  return hit.kind === 'unit' || hit.kind === 'person'
}

/** The first number of several is the one to call. */
function callOf(one: Caller): Call {
  const [phone = ''] = phonesOf(one.phone)
  const { unitId, unit, area, personId, name, isMasked } = one
  const phones = isMasked ? { phone: '', maskedPhone: phone } : { phone, maskedPhone: '' }
  return { unitId, unit, area, personId, caller: name, ...phones }
}
