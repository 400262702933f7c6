import { Autocomplete } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { timeTyped } from '../../../electron/contract/dates.ts'
import { usualTimes } from './timeInput.ts'

/** A time of day, typed or taken from the usual half hours. Empty: some time that day. */
export function TimeField(props: {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly wrong: boolean
  readonly disabled?: boolean
}) {
  const { t } = useTranslation()
  return (
    <Autocomplete
      label={props.label}
      placeholder={t('handover:timePlaceholder')}
      data={[...usualTimes]}
      maxDropdownHeight={220}
      limit={20}
      maxLength={8}
      value={props.value}
      onChange={props.onChange}
      onBlur={() => props.onChange(timeTyped(props.value))}
      onKeyDown={(event) => {
        if (event.key === 'Enter') props.onChange(timeTyped(props.value))
      }}
      error={props.wrong ? t('handover:timeWrong') : undefined}
      disabled={props.disabled ?? false}
      autoComplete="off"
      data-testid="time"
    />
  )
}
