import { Badge, Combobox, Group, Highlight, Kbd, Loader, Text, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconBuilding, IconSearch, IconUser } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SearchHit } from '../../../electron/contract/desk.ts'
import { orpc } from '../../api/client.ts'
import { errorText } from '../../api/errors.ts'
import classes from './SearchBox.module.css'

const boxId = 'desk-search'

/** Puts the cursor into the search box, from anywhere. */
export function focusSearch(): void {
  const input = document.getElementById(boxId)
  if (input instanceof HTMLInputElement) {
    input.focus()
    input.select()
  }
}

/** The one box: unit number, name, pinyin or initials, phone tail, plate. ↑↓ Enter opens, Esc closes. */
export function SearchBox() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [wanted] = useDebouncedValue(typed.trim(), 40)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const query = useQuery({
    ...orpc.desk.search.queryOptions({ input: { text: wanted, limit: 20 }, placeholderData: keepPreviousData }),
    enabled: wanted !== '',
    gcTime: 30_000,
  })
  const hits = wanted === '' ? [] : [...(query.data ?? [])].sort((a, b) => rank(a) - rank(b))
  /** The hits on screen are those of what is typed, not of a letter before. */
  const settled = wanted !== '' && wanted === typed.trim() && query.data !== undefined && !query.isPlaceholderData
  /** Enter came before the hits did: which of them opens as soon as they are there. */
  const [hurried, setHurried] = useState<number | null>(null)
  useEffect(() => {
    if (hurried === null || !settled) return
    setHurried(null)
    const hit = hits[hurried]
    if (hit) open(keyOf(hit))
  })

  function open(key: string): void {
    const hit = hits.find((one) => keyOf(one) === key)
    if (!hit) return
    combobox.closeDropdown()
    setHurried(null)
    setTyped('')
    // The page that opens takes the focus.
    document.getElementById(boxId)?.blur()
    const params = { id: String(hit.id) }
    void (hit.kind === 'unit'
      ? navigate({ to: '/estate/unit/$id', params })
      : navigate({ to: '/residents/$id', params }))
  }

  return (
    <Combobox store={combobox} onOptionSubmit={open} width={520} position="bottom-start" shadow="md" withinPortal>
      <Combobox.Target withExpandedAttribute>
        <TextInput
          id={boxId}
          className={classes.box}
          role="combobox"
          aria-label={t('search:label')}
          placeholder={t('search:placeholder')}
          maxLength={60}
          leftSection={
            query.isFetching && wanted !== '' ? <Loader size={13} className="late" /> : <IconSearch size={15} />
          }
          rightSection={<Kbd size="xs">{t('search:key')}</Kbd>}
          rightSectionWidth={56}
          rightSectionPointerEvents="none"
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setHurried(null)
            combobox.openDropdown()
            combobox.resetSelectedOption()
          }}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return
            // Enter without a choice opens the first hit: type, Enter, there.
            const chosen = combobox.getSelectedOptionIndex()
            if (event.key === 'Enter' && typed.trim() !== '' && (chosen === -1 || !settled)) {
              event.preventDefault()
              combobox.resetSelectedOption()
              setHurried(Math.max(chosen, 0))
            }
            if (event.key === 'Escape' && !combobox.dropdownOpened) event.currentTarget.blur()
          }}
          data-settled={settled}
          data-testid="search"
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={typed.trim() === '' && !combobox.dropdownOpened}>
        <Combobox.Options mah={460} style={{ overflowY: 'auto' }} aria-label={t('search:results')}>
          {wanted === '' ? (
            <Hint title={t('search:whatToType')} />
          ) : query.error && !query.data ? (
            <Combobox.Empty>{errorText(query.error)}</Combobox.Empty>
          ) : hits.length === 0 && query.data && !query.isPlaceholderData ? (
            <Hint title={t('search:nothing', { text: wanted })} />
          ) : (
            <>
              <HitGroup label={t('search:units')} hits={hits.filter((hit) => hit.kind === 'unit')} text={wanted} />
              <HitGroup label={t('search:people')} hits={hits.filter((hit) => hit.kind === 'person')} text={wanted} />
            </>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

/** Units stand above people. */
function rank(hit: SearchHit): number {
  return hit.kind === 'unit' ? 0 : 1
}

function keyOf(hit: SearchHit): string {
  return `${hit.kind}-${hit.id}`
}

function HitGroup({
  label,
  hits,
  text,
}: {
  readonly label: string
  readonly hits: readonly SearchHit[]
  readonly text: string
}) {
  const { t } = useTranslation()
  if (hits.length === 0) return null
  return (
    <Combobox.Group label={label}>
      {hits.map((hit) => (
        <Combobox.Option key={keyOf(hit)} value={keyOf(hit)} className={classes.hit} data-testid="search-hit">
          <Group gap="sm" wrap="nowrap">
            {hit.kind === 'unit' ? <IconBuilding size={17} stroke={1.5} /> : <IconUser size={17} stroke={1.5} />}
            <div className={classes.words}>
              <Group gap={6} wrap="nowrap">
                <Highlight highlight={text} fw={600} size="sm" span className={classes.title}>
                  {hit.title}
                </Highlight>
                {hit.matched !== null && (
                  <Highlight highlight={text} size="xs" c="dimmed" span className="figure">
                    {hit.matched}
                  </Highlight>
                )}
                {hit.past && (
                  <Badge size="xs" color="gray">
                    {t('search:past')}
                  </Badge>
                )}
              </Group>
              <Highlight highlight={text} size="xs" c="dimmed" truncate>
                {hit.detail}
              </Highlight>
            </div>
          </Group>
        </Combobox.Option>
      ))}
    </Combobox.Group>
  )
}

function Hint({ title }: { readonly title: string }) {
  const { t } = useTranslation()
  const examples = ['unit', 'name', 'pinyin', 'phone', 'plate'] as const
  return (
    <div className={classes.hint}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <dl>
        {examples.map((example) => (
          <div key={example}>
            <dt>{t(`search:examples.${example}.what`)}</dt>
            <dd>{t(`search:examples.${example}.how`)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
