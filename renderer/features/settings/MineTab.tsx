import { Button, Group, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { client } from '../../api/client.ts'
import { useActor } from '../../api/session.ts'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone } from '../../ui/write.ts'
import classes from './settings.module.css'

/** Who is signed in, and their own PIN. */
export function MineTab() {
  const { t } = useTranslation()
  const actor = useActor()
  const [round, setRound] = useState(0)
  return (
    <Stack gap="md" maw={460}>
      <Paper component="section" aria-label={t('settings:mine.me')}>
        <Title order={2}>{actor?.name}</Title>
        <Text size="sm" c="dimmed">
          {actor?.roles.map((role) => t(`vocabulary:role.${role}`)).join(t('common:listSeparator'))}
        </Text>
      </Paper>
      <Paper component="section" aria-label={t('settings:mine.changePin')}>
        <Title order={2} mb="sm">
          {t('settings:mine.changePin')}
        </Title>
        <OwnPin
          key={round}
          onSaved={() => {
            sayDone(t('settings:mine.changed'))
            setRound(round + 1)
          }}
        />
      </Paper>
    </Stack>
  )
}

const schema = z.object({ current: z.string().min(1).max(100), next: z.string().min(4).max(100) })

function OwnPin({ onSaved }: { readonly onSaved: () => void }) {
  const { t } = useTranslation()
  const { form, submit, busy, notice } = useRecordForm({
    schema,
    record: { version: 0, values: { current: '', next: '' } },
    save: ({ values }) => client.office.changeSecret(values),
    onSaved,
  })
  const repeat = useRepeat()
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (repeat.agrees(form.getValues().next)) submit(event)
      }}
    >
      <Stack gap="sm" className={classes.form}>
        {notice}
        <PasswordInput
          label={t('settings:mine.current')}
          required
          autoComplete="current-password"
          data-testid="pin-current"
          {...form.getInputProps('current')}
        />
        <PasswordInput
          label={t('settings:mine.next')}
          description={t('office:secretHint')}
          required
          autoComplete="new-password"
          data-testid="pin-next"
          {...form.getInputProps('next')}
        />
        <PasswordInput
          label={t('office:secretAgain')}
          required
          autoComplete="new-password"
          data-testid="pin-again"
          {...repeat.inputProps}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={busy} data-testid="save-pin">
            {t('settings:mine.change')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** The second field of a new PIN: typed blind, so typed twice. */
export function useRepeat() {
  const { t } = useTranslation()
  const [again, setAgain] = useState('')
  const [differs, setDiffers] = useState(false)
  return {
    agrees(secret: string): boolean {
      setDiffers(again !== secret)
      return again === secret
    },
    inputProps: {
      value: again,
      error: differs && t('office:secretDiffers'),
      onChange: (event: React.ChangeEvent<HTMLInputElement>) => {
        setAgain(event.currentTarget.value)
        setDiffers(false)
      },
    },
  }
}
