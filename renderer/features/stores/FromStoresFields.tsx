import { Group, SegmentedControl, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { StockPick } from '../../../electron/contract/stores.ts'
import { ItemPicker, JobPicker, type PickedJob } from './Picker.tsx'

/** Where what is counted comes from, and the job it was done for. */
export interface Source {
  readonly kind: 'bought' | 'stores'
  readonly item: StockPick | null
  readonly job: PickedJob | null
}

/** Bought, or out of an item of the stores; for a job or without one. */
export function FromStoresFields(props: {
  readonly source: Source
  readonly onDate: string
  readonly onChange: (source: Source) => void
}) {
  const { t } = useTranslation()
  const { source, onChange } = props
  return (
    <Group grow align="flex-start">
      <div>
        <Text size="sm" fw={500} mb={4}>
          {t('stores:replacement.from')}
        </Text>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('stores:replacement.from')}
          data={[
            { value: 'bought', label: t('stores:replacement.bought') },
            { value: 'stores', label: t('stores:replacement.stores') },
          ]}
          value={source.kind}
          onChange={(kind) => onChange({ ...source, kind: kind as Source['kind'], item: null })}
          data-testid="source"
        />
      </div>
      {source.kind === 'stores' && (
        <ItemPicker
          label={t('stores:replacement.item')}
          placeholder={t('stores:find')}
          required
          value={source.item}
          onDate={props.onDate}
          onChange={(item) => onChange({ ...source, item })}
          testId="stores-item"
        />
      )}
      <JobPicker
        label={t('stores:replacement.job')}
        placeholder={t('stores:findJob')}
        value={source.job}
        onChange={(job) => onChange({ ...source, job })}
        testId="replacement-job"
      />
    </Group>
  )
}
