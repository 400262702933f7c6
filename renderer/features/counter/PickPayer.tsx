import { Combobox, Group, Loader, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '../../api/errors.ts'
import { useCommands } from '../../app/commands.tsx'
import { hitKey, useHits } from '../search/hits.ts'

/** The unit or person who pays, found by whatever the caller says: number, name, pinyin, phone, plate. */
export function PickPayer(props: {
  readonly onPick: (picked: { unit?: number; person?: number }) => void
  readonly autoFocus: boolean
}) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const { combobox, typed, wanted, hits, settled, isAsking, failure, onOption, field } = useHits({
    limit: 30,
    among: (found) => found.filter((hit) => hit.kind === 'unit' || hit.kind === 'person'),
    onPick: (hit) => props.onPick(hit.kind === 'unit' ? { unit: hit.id } : { person: hit.id }),
  })
  useCommands([{ key: '/', label: t('counter:find'), run: () => input.current?.focus() }])

  return (
    <Combobox store={combobox} onOptionSubmit={onOption} position="bottom-start" shadow="md" withinPortal>
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
          rightSection={isAsking ? <Loader size={13} className="late" /> : null}
          maxLength={60}
          {...field}
          value={typed}
          data-testid="payer-search"
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={wanted === ''}>
        <Combobox.Options mah={340} style={{ overflowY: 'auto' }} aria-label={t('counter:find')}>
          {failure && <Combobox.Empty>{errorText(failure)}</Combobox.Empty>}
          {hits.length === 0 && settled && (
            <Combobox.Empty>{t('residents:nothingFound', { text: wanted })}</Combobox.Empty>
          )}
          {hits.map((hit) => (
            <Combobox.Option key={hitKey(hit)} value={hitKey(hit)} data-testid="payer">
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
