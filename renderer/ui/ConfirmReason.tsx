import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { modals } from '@mantine/modals'
import i18next from 'i18next'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { questionOpened } from './question.ts'
import { sendByKey } from './sendByKey.ts'

interface AskReason {
  readonly title: string
  readonly message?: ReactNode
  /** The word on the button that goes ahead. */
  readonly action: string
  readonly danger?: boolean
}

/** Asks for the reason of something that will be asked about later. Null where it is given up. */
export function askReason(question: AskReason): Promise<string | null> {
  const answered = questionOpened()
  return new Promise((resolve) => {
    const id = modals.open({
      title: question.title,
      closeButtonProps: { 'aria-label': i18next.t('common:close') },
      onClose: () => {
        answered()
        resolve(null)
      },
      children: (
        <ReasonForm
          {...question}
          onAnswer={(reason) => {
            answered()
            resolve(reason)
            modals.close(id)
          }}
        />
      ),
    })
  })
}

function ReasonForm(props: AskReason & { readonly onAnswer: (reason: string | null) => void }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.trim()) props.onAnswer(reason.trim())
      }}
      onKeyDown={sendByKey}
    >
      <Stack>
        {props.message && (
          <Text component="div" size="sm">
            {props.message}
          </Text>
        )}
        <Textarea
          label={t('common:reason')}
          required
          data-autofocus
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-testid="reason"
        />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={() => props.onAnswer(null)}>
            {t('common:cancel')}
          </Button>
          <Button
            type="submit"
            {...(props.danger && { color: 'red' })}
            disabled={!reason.trim()}
            data-testid="confirm-reason"
          >
            {props.action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Asks before something that cannot simply be taken back. */
export function askConfirm(question: AskReason): Promise<boolean> {
  const answered = questionOpened()
  return new Promise<boolean>((resolve) => {
    const answer = (yes: boolean) => {
      answered()
      resolve(yes)
    }
    modals.openConfirmModal({
      title: question.title,
      closeButtonProps: { 'aria-label': i18next.t('common:close') },
      children: (
        <Text component="div" size="sm">
          {question.message}
        </Text>
      ),
      labels: { confirm: question.action, cancel: <CancelWord /> },
      // A hasty Enter takes nothing away.
      cancelProps: { 'data-autofocus': true },
      ...(question.danger && { confirmProps: { color: 'red' } }),
      onConfirm: () => answer(true),
      onCancel: () => answer(false),
      onClose: () => answer(false),
    })
  })
}

function CancelWord() {
  const { t } = useTranslation()
  return t('common:cancel')
}
