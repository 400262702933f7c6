import { TextInput, type TextInputProps } from '@mantine/core'
import { useRef } from 'react'
import { timeTyped } from '../../electron/contract/dates.ts'
import { sendsForm, useTyped } from './typed.ts'

interface TimeFieldProps extends Omit<TextInputProps, 'value' | 'defaultValue' | 'onChange' | 'type'> {
  /** `HH:MM`, empty, or the text as typed where it is no time: the form's schema refuses it and nothing typed is lost. */
  readonly value?: string
  readonly onChange?: (value: string) => void
}

/** A time of day, as it comes to hand: `1405` is `14:05`. */
export function TimeField({ value = '', onChange, ...rest }: TimeFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const [typed, type, settleText] = useTyped(value, input)
  function settle(): void {
    const read = timeTyped(typed)
    settleText(read)
    if (read !== value) onChange?.(read)
  }
  return (
    <TextInput
      placeholder="09:30"
      {...rest}
      ref={input}
      className="figure"
      maxLength={8}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={(event) => {
        settle()
        rest.onBlur?.(event)
      }}
      onKeyDown={(event) => {
        if (sendsForm(event)) settle()
      }}
    />
  )
}
