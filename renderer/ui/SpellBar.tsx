import { Group, SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, addMonths, type DateText } from '../../electron/contract/dates.ts'
import { DateField } from './DateField.tsx'
import type { SpellSearch } from './spellSearch.ts'

/** Over a table of rates: by what they are told apart, and of which days. A spell never ends before it begins. */
export function SpellBar<By extends string>(props: {
  readonly title?: ReactNode
  readonly by: By
  readonly dimensions: readonly By[]
  readonly spell: { readonly from: DateText; readonly to: DateText }
  readonly onChange: (next: SpellSearch<By>) => void
}) {
  const { t } = useTranslation()
  const { title, by, dimensions, spell, onChange } = props
  return (
    <Group gap="sm" mb="xs">
      {title}
      <SegmentedControl
        size="xs"
        mr={title ? undefined : 'auto'}
        aria-label={t('watch:by')}
        value={by}
        onChange={(next) => onChange({ by: next as By })}
        data={dimensions.map((value) => ({ value, label: t(`watch:dimension.${value as string}`) }))}
      />
      <DateField
        w={130}
        clearable={false}
        aria-label={t('watch:from')}
        value={spell.from}
        onlyValid
        onChange={(from) =>
          from && onChange({ from, to: from > spell.to ? addDays(addMonths(from, 12), -1) : spell.to })
        }
        data-testid="from"
      />
      <DateField
        w={130}
        clearable={false}
        aria-label={t('watch:to')}
        value={spell.to}
        onlyValid
        onChange={(to) => to && onChange({ to, from: to < spell.from ? `${to.slice(0, 4)}-01-01` : spell.from })}
        data-testid="to"
      />
    </Group>
  )
}
