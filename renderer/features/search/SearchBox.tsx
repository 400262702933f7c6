import { Badge, Combobox, Group, Highlight, Kbd, Loader, Text, TextInput } from '@mantine/core'
import { IconBuilding, IconClipboardText, IconEngine, IconSearch, IconTool, IconUser } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { SearchHit } from '../../../electron/contract/desk.ts'
import { errorText } from '../../api/errors.ts'
import { cardOf } from '../registers/places.ts'
import { registerName } from '../registers/words.ts'
import { hitKey, useHits } from './hits.ts'
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
  const { combobox, typed, wanted, hits, settled, isAsking, failure, onOption, field } = useHits({
    limit: 20,
    among: unitsFirst,
    onPick: (hit) => {
      // The page that opens takes the focus.
      document.getElementById(boxId)?.blur()
      const params = { id: String(hit.id) }
      if (hit.kind === 'job') void navigate({ to: '/jobs/$id', params })
      else if (hit.kind === 'complaint') void navigate({ to: '/complaints/$id', params })
      else if (hit.kind === 'receipt') void navigate({ to: '/counter/receipt/$id', params })
      else if (hit.kind === 'equipment') void navigate({ to: '/equipment/$id', params })
      else if (hit.register) void navigate(cardOf(hit.register, hit.id))
      else if (hit.kind === 'unit') void navigate({ to: '/estate/unit/$id', params })
      else void navigate({ to: '/residents/$id', params })
    },
  })

  return (
    <Combobox store={combobox} onOptionSubmit={onOption} width={520} position="bottom-start" shadow="md" withinPortal>
      <Combobox.Target withExpandedAttribute>
        <TextInput
          id={boxId}
          className={classes.box}
          role="combobox"
          aria-label={t('search:label')}
          placeholder={t('search:placeholder')}
          maxLength={60}
          leftSection={isAsking ? <Loader size={13} className="late" /> : <IconSearch size={15} />}
          rightSection={<Kbd size="xs">{t('search:key')}</Kbd>}
          rightSectionWidth={56}
          rightSectionPointerEvents="none"
          {...field}
          value={typed}
          onFocus={() => combobox.openDropdown()}
          onKeyDown={(event) => {
            field.onKeyDown(event)
            if (event.key === 'Escape' && !combobox.dropdownOpened) event.currentTarget.blur()
          }}
          data-testid="search"
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={typed.trim() === '' && !combobox.dropdownOpened}>
        <Combobox.Options mah={460} style={{ overflowY: 'auto' }} aria-label={t('search:results')}>
          {wanted === '' ? (
            <Hint title={t('search:whatToType')} />
          ) : failure ? (
            <Combobox.Empty>{errorText(failure)}</Combobox.Empty>
          ) : hits.length === 0 && settled ? (
            <Hint title={t('search:nothing', { text: wanted })} />
          ) : (
            <>
              <HitGroup label={t('search:jobs')} hits={hits.filter((hit) => hit.kind === 'job')} text={wanted} />
              <HitGroup
                label={t('search:complaints')}
                hits={hits.filter((hit) => hit.kind === 'complaint')}
                text={wanted}
              />
              <HitGroup
                label={t('search:receipts')}
                hits={hits.filter((hit) => hit.kind === 'receipt')}
                text={wanted}
              />
              <HitGroup label={t('search:units')} hits={hits.filter((hit) => hit.kind === 'unit')} text={wanted} />
              <HitGroup label={t('search:people')} hits={hits.filter((hit) => hit.kind === 'person')} text={wanted} />
              <HitGroup
                label={t('search:equipment')}
                hits={hits.filter((hit) => hit.kind === 'equipment')}
                text={wanted}
              />
              <HitGroup label={t('search:records')} hits={hits.filter((hit) => hit.kind === 'record')} text={wanted} />
            </>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

const order: readonly SearchHit['kind'][] = ['job', 'complaint', 'receipt', 'unit', 'person', 'equipment', 'record']

/** What was found by its number stands above units and these above people. */
function unitsFirst(hits: readonly SearchHit[]): readonly SearchHit[] {
  return [...hits].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
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
        <Combobox.Option key={hitKey(hit)} value={hitKey(hit)} className={classes.hit} data-testid="search-hit">
          <Group gap="sm" wrap="nowrap">
            <HitIcon kind={hit.kind} />
            <div className={classes.words}>
              <Group gap={6} wrap="nowrap">
                <Highlight highlight={text} fw={600} size="sm" span className={classes.title}>
                  {hit.title}
                </Highlight>
                {hit.register && (
                  <Text size="xs" span>
                    {registerName(t, hit.register)}
                  </Text>
                )}
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

function HitIcon({ kind }: { readonly kind: SearchHit['kind'] }) {
  if (kind === 'job') return <IconTool size={17} stroke={1.5} />
  if (kind === 'record' || kind === 'complaint' || kind === 'receipt')
    return <IconClipboardText size={17} stroke={1.5} />
  if (kind === 'equipment') return <IconEngine size={17} stroke={1.5} />
  return kind === 'unit' ? <IconBuilding size={17} stroke={1.5} /> : <IconUser size={17} stroke={1.5} />
}

function Hint({ title }: { readonly title: string }) {
  const { t } = useTranslation()
  const examples = ['unit', 'name', 'pinyin', 'phone', 'plate', 'job', 'equipment', 'record'] as const
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
