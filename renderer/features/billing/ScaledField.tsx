import { TextInput, type TextInputProps } from '@mantine/core'
import { useRef } from 'react'
import { bareNumber } from '../../ui/format.ts'
import { sendsForm, useTyped } from '../../ui/typed.ts'

interface ScaledFieldProps extends Omit<TextInputProps, 'value' | 'defaultValue' | 'onChange' | 'type'> {
  /** Integer of the smallest unit: 0.0001 yuan with `decimals` 4, 0.01 % with 2. */
  readonly value?: number | string | null
  readonly decimals: number
  /** Called with the integer, with null where emptied, and with the text as typed where it is no such number. */
  readonly onChange?: (value: number | string | null) => void
}

/** A number typed with a fixed number of decimals at most and kept as an integer: a price, a percentage. */
export function ScaledField({ value = null, decimals, onChange, ...rest }: ScaledFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const [typed, type, settleText] = useTyped(shown(value, decimals), input)

  function settle(): void {
    const next = typed.trim() === '' ? null : (read(typed, decimals) ?? typed)
    settleText(shown(next, decimals))
    if (next !== value) onChange?.(next)
  }

  return (
    <TextInput
      {...rest}
      ref={input}
      inputMode="decimal"
      styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
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

function read(text: string, decimals: number): number | undefined {
  const match = /^(\d{1,9})(?:\.(\d*))?$/.exec(bareNumber(text.normalize('NFKC').replace(/[%‰]/g, '')))
  const fraction = match?.[2] ?? ''
  if (!match || fraction.length > decimals) return undefined
  return Number(`${match[1]}${fraction.padEnd(decimals, '0')}`)
}

function shown(value: number | string | null, decimals: number): string {
  return typeof value === 'number' ? scaledText(value, decimals) : (value ?? '')
}

/** The integer as a number with no more decimals than it needs: 6000 with 4 → `0.6`. */
export function scaledText(value: number, decimals: number): string {
  const digits = String(value).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '')
  return fraction === '' ? whole : `${whole}.${fraction}`
}
