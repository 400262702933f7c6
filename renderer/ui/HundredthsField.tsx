import { TextInput, type TextInputProps } from '@mantine/core'
import { useMergedRef } from '@mantine/hooks'
import { type Ref, useRef } from 'react'
import { formatArea, parseHundredths } from './format.ts'
import { useTyped } from './typed.ts'

interface HundredthsFieldProps extends Omit<TextInputProps, 'value' | 'defaultValue' | 'onChange' | 'type'> {
  /** Integer hundredths: 0.01 m² or fen. */
  readonly value?: number | string | null
  /** Called with the integer, with null where emptied, and with the text as typed where it is no number: the form's schema refuses it. */
  readonly onChange?: (value: number | string | null) => void
  readonly ref?: Ref<HTMLInputElement>
}

/** An area in m² or an amount in yuan, typed with up to two decimals and kept as an integer. */
export function HundredthsField({ value = null, onChange, ref, ...rest }: HundredthsFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const [typed, type, settleText] = useTyped(shown(value), input)

  function settle(): void {
    const next = typed.trim() === '' ? null : (parseHundredths(typed) ?? typed)
    settleText(shown(next))
    if (next !== value) onChange?.(next)
  }

  return (
    <TextInput
      {...rest}
      ref={useMergedRef(input, ref)}
      inputMode="decimal"
      styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={(event) => {
        settle()
        rest.onBlur?.(event)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle()
        rest.onKeyDown?.(event)
      }}
    />
  )
}

function shown(value: number | string | null): string {
  return typeof value === 'number' ? formatArea(value) : (value ?? '')
}
