import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { client } from '../../api/client.ts'
import { refreshOffice } from '../../api/query.ts'
import { useOfficeState } from '../../api/session.ts'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { Frame } from './Frame.tsx'

const schema = z.object({ name: z.string().trim().min(1).max(40), secret: z.string().min(4).max(100) })

/** First start of a new office: whoever sets it up becomes its administrator. */
export function CreateAdministrator(): ReactNode {
  const { t } = useTranslation()
  const office = useOfficeState().data?.office
  const [again, setAgain] = useState('')
  const [differs, setDiffers] = useState(false)
  const { form, submit, busy, notice } = useRecordForm({
    schema,
    record: { version: 0, values: { name: '', secret: '' } },
    save: ({ values }) => client.office.createAdministrator(values),
    onSaved: () => void refreshOffice(),
  })
  return (
    <Frame
      title={t('office:administrator.title')}
      subtitle={t('office:administrator.subtitle', { office: office?.name ?? '' })}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const wrong = again !== form.getValues().secret
          setDiffers(wrong)
          if (!wrong) submit(event)
        }}
      >
        <Stack>
          {notice}
          <TextInput
            label={t('office:administrator.name')}
            required
            autoFocus
            data-testid="name"
            {...form.getInputProps('name')}
          />
          <PasswordInput
            label={t('office:secret')}
            description={t('office:secretHint')}
            required
            autoComplete="new-password"
            data-testid="pin"
            {...form.getInputProps('secret')}
          />
          <PasswordInput
            label={t('office:secretAgain')}
            required
            autoComplete="new-password"
            value={again}
            onChange={(event) => setAgain(event.currentTarget.value)}
            error={differs && t('office:secretDiffers')}
            data-testid="pin-again"
          />
          <Button type="submit" loading={busy} data-testid="create-administrator">
            {t('office:administrator.create')}
          </Button>
        </Stack>
      </form>
    </Frame>
  )
}
