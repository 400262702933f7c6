import { TextInput, type TextInputProps } from '@mantine/core'
import { useState } from 'react'
import type { Share } from '../../../electron/contract/people.ts'
import { parseShare, shareText } from './share.ts'

/** A share typed as `1/3` or `30%`. What is no share goes to the form as typed: its schema refuses it. */
export function ShareField({
  value,
  onChange,
  ...rest
}: Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue'> & {
  readonly value: Share | string | null
  readonly onChange: (value: Share | string | null) => void
}) {
  const [typed, setTyped] = useState(value === null ? '' : typeof value === 'string' ? value : shareText(value))
  return (
    <TextInput
      {...rest}
      value={typed}
      onChange={(event) => {
        const text = event.currentTarget.value
        setTyped(text)
        onChange(text.trim() === '' ? null : (parseShare(text) ?? text))
      }}
    />
  )
}
