import { Combobox, Group, Loader, Text, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { useCommands } from '../../app/commands.tsx'

/** The unit or person who pays, found by whatever the caller says: number, name, pinyin, phone, plate. */
export function PickPayer(props: {
  readonly onPick: (picked: { unit?: number; person?: number }) => void
  readonly autoFocus: boolean
}) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [wanted] = useDebouncedValue(typed.trim(), 40)
  const input = useRef<HTMLInputElement>(null)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const query = useQuery({
    ...orpc.desk.search.queryOptions({ input: { text: wanted, limit: 30 }, placeholderData: keepPreviousData }),
    enabled: wanted !== '',
  })
  const hits = wanted === '' ? [] : (query.data ?? []).filter((hit) => hit.kind === 'unit' || hit.kind === 'person')
  const upToDate = wanted === typed.trim() && !query.isPlaceholderData && !query.isFetching
  useCommands([{ key: '/', label: t('counter:find'), run: () => input.current?.focus() }])

  function pick(option: string): void {
    const [kind, id] = option.split(' ')
    props.onPick(kind === 'unit' ? { unit: Number(id) } : { person: Number(id) })
    setTyped('')
    combobox.closeDropdown()
  }
  return (
    <Combobox store={combobox} onOptionSubmit={pick} position="bottom-start" shadow="md" withinPortal>
      <Combobox.Target withExpandedAttribute>
        <TextInput
          ref={input}
          role="combobox"
          w={420}
          maw="100%"
          mb="sm"
          autoFocus={props.autoFocus}
          aria-label={t('counter:find')}
          placeholder={t('counter:findPlaceholder')}
          leftSection={<IconSearch size={15} />}
          rightSection={query.isFetching && wanted !== '' ? <Loader size={13} className="late" /> : null}
          maxLength={60}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            combobox.openDropdown()
            combobox.resetSelectedOption()
          }}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || event.key !== 'Enter') return
            if (combobox.getSelectedOptionIndex() === -1 && upToDate) combobox.selectFirstOption()
            if (hits.length === 0 || !upToDate) event.preventDefault()
          }}
          data-testid="payer-search"
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={wanted === ''}>
        <Combobox.Options mah={340} style={{ overflowY: 'auto' }} aria-label={t('counter:find')}>
          {hits.length === 0 && upToDate && (
            <Combobox.Empty>{t('residents:nothingFound', { text: wanted })}</Combobox.Empty>
          )}
          {hits.map((hit) => (
            <Combobox.Option key={`${hit.kind} ${hit.id}`} value={`${hit.kind} ${hit.id}`} data-testid="payer">
              <Group gap="sm" wrap="nowrap" justify="space-between">
                <Text size="sm" fw={600} style={{ whiteSpace: 'nowrap' }}>
                  {hit.title}
                </Text>
                <Text size="xs" c="dimmed" truncate>
                  {hit.detail}
                </Text>
              </Group>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
