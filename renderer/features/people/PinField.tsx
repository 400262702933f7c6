import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useOffice } from '../../api/session.ts'

/** The PIN of somebody who gives their own word at another's desk. */
export function PinField({ name, ...rest }: PasswordInputProps & { readonly name: string }) {
  const { t } = useTranslation()
  const { sample } = useOffice()
  return (
    <PasswordInput
      label={t('people:word.pin', { name })}
      description={t(sample ? 'people:word.samplePin' : 'people:word.pinHint')}
      required
      autoComplete="off"
      {...rest}
      data-testid="word-pin"
    />
  )
}
