import '@mantine/dates/styles.layer.css'
import { ActionIcon, CloseButton, Group, Popover, TextInput, type TextInputProps } from '@mantine/core'
import { DatePicker } from '@mantine/dates'
import { IconCalendar } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DateText, isDate } from '../../electron/contract/dates.ts'
import { useOffice } from '../api/session.ts'
import { readDate } from './dateInput.ts'
import { sendsForm, useTyped } from './typed.ts'

interface DateFieldProps extends Omit<TextInputProps, 'value' | 'defaultValue' | 'onChange' | 'type'> {
  /** `YYYY-MM-DD`, or null. */
  readonly value?: DateText | null
  /**
   * Called with the date, with null where the field is emptied, and with the text as typed where it is no date:
   * the form's schema then refuses it and nothing typed is lost.
   */
  readonly onChange?: (value: DateText | null) => void
  /** Never calls `onChange` with what is no date. */
  readonly onlyValid?: boolean
  readonly minDate?: DateText
  readonly maxDate?: DateText
  readonly clearable?: boolean
}

/** A date, typed or picked. ↓ opens the calendar. */
export function DateField(props: DateFieldProps) {
  const { value = null, onChange, onlyValid, minDate, maxDate, clearable = true, error, ...rest } = props
  const { t } = useTranslation()
  const { today } = useOffice()
  const [open, setOpen] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const [typed, type, settleText] = useTyped(value ?? '', input)
  const wrong = typed.trim() !== '' && readDate(typed, today) === undefined

  function settle(text: string): void {
    const read = text.trim() === '' ? null : (readDate(text, today) ?? (onlyValid ? undefined : text))
    if (read === undefined) return
    settleText(read ?? '')
    if (read !== value) onChange?.(read)
  }

  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" shadow="md" trapFocus returnFocus withinPortal>
      <TextInput
        {...rest}
        ref={input}
        value={typed}
        placeholder={rest.placeholder ?? t('common:date.placeholder')}
        error={error ?? (wrong && value === typed ? t('common:date.wrong') : undefined)}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={(event) => {
          settle(typed)
          rest.onBlur?.(event)
        }}
        onKeyDown={(event) => {
          if (sendsForm(event)) settle(typed)
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          settle(typed)
          setOpen(true)
        }}
        rightSectionWidth={clearable && value ? 52 : 30}
        rightSection={
          <Group gap={0} wrap="nowrap">
            {clearable && value && !rest.disabled && (
              <CloseButton
                size="sm"
                tabIndex={-1}
                aria-label={t('common:date.clear')}
                onClick={() => {
                  settle('')
                  input.current?.focus()
                }}
              />
            )}
            {/* The button opens the calendar, so the button says whether it is open: a text box has no such state. */}
            <Popover.Target>
              <ActionIcon
                size="sm"
                tabIndex={-1}
                disabled={rest.disabled}
                aria-label={t('common:date.open')}
                onClick={() => setOpen(!open)}
              >
                <IconCalendar size={15} />
              </ActionIcon>
            </Popover.Target>
          </Group>
        }
      />
      <Popover.Dropdown p="xs">
        <DatePicker
          size="xs"
          value={value !== null && isDate(value) ? value : null}
          defaultDate={value !== null && isDate(value) ? value : today}
          getDayProps={(day) => (day === today ? { 'aria-current': 'date' } : {})}
          {...(minDate && { minDate })}
          {...(maxDate && { maxDate })}
          onChange={(day) => {
            settle(day ?? '')
            setOpen(false)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
