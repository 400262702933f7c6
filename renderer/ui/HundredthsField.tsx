import { TextInput, type TextInputProps } from '@mantine/core'
import { useMergedRef } from '@mantine/hooks'
import { type Ref, useRef } from 'react'
import { formatArea, parseHundredths } from './format.ts'
import { sendsForm, useTyped } from './typed.ts'

interface HundredthsFieldProps extends Omit<TextInputProps, 'value' | 'defaultValue' | 'onChange' | 'type'> {
  /** Integer hundredths: 0.01 m² or fen. */
  readonly value?: number | string | null
  /** Called with the integer, with null where emptied, and with the text as typed where it is no number: the form's schema refuses it. */
  readonly onChange?: (value: number | string | null) => void
  /** Called with every key, for a page that reckons while somebody types; otherwise once the field is left. */
  readonly live?: boolean
  readonly ref?: Ref<HTMLInputElement>
}

/** An area in m² or an amount in yuan, typed with up to two decimals and kept as an integer. */
export function HundredthsField({ value = null, onChange, live = false, ref, ...rest }: HundredthsFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const [typed, type, settleText] = useTyped(shown(value), input)

  function give(text: string): number | string | null {
    const next = text.trim() === '' ? null : (parseHundredths(text) ?? text)
    if (next !== value) onChange?.(next)
    return next
  }
  const settle = () => settleText(shown(give(typed)))

  return (
    <TextInput
      {...rest}
      ref={useMergedRef(input, ref)}
      inputMode="decimal"
      styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
      value={typed}
      onChange={(event) => {
        type(event.currentTarget.value)
        if (live) give(event.currentTarget.value)
      }}
      onBlur={(event) => {
        settle()
        rest.onBlur?.(event)
      }}
      onKeyDown={(event) => {
        if (sendsForm(event)) settle()
        rest.onKeyDown?.(event)
      }}
    />
  )
}

function shown(value: number | string | null): string {
  return typeof value === 'number' ? formatArea(value) : (value ?? '')
}
