import { Button, type ButtonProps, List, Modal, Stack, Text } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../../electron/contract/errors.ts'
import { orpc } from '../../api/client.ts'
import { errorText, problemsOf, problemText } from '../../api/errors.ts'
import { useMay } from '../../api/session.ts'
import { askConfirm } from '../../ui/ConfirmReason.tsx'
import { LinkAnchor } from '../../ui/links.tsx'
import { useWrite } from '../../ui/write.ts'

/** Takes a whole batch back, or says what stands in the way. */
export function UndoButton(props: {
  readonly batch: { readonly id: number; readonly fileName: string }
  readonly onUndone?: () => void
  readonly size?: ButtonProps['size']
}) {
  const { t } = useTranslation()
  const { batch } = props
  const may = useMay('imports.undo')
  const [refusal, setRefusal] = useState<{ text: string; problems: readonly Problem[] }>()
  const undo = useWrite(orpc.imports.undo, {
    done: ({ removed, restored }) => t('imports:undo.done', { id: batch.id, removed, restored }),
    onDone: () => props.onUndone?.(),
    onError: (error) => {
      const problems = problemsOf(error).filter((problem) => problem.params?.entity !== undefined)
      if (problems.length === 0) return false
      setRefusal({ text: errorText(error), problems })
      return true
    },
  })
  if (!may) return null
  const ask = async () => {
    const sure = await askConfirm({
      title: t('imports:undo.title', { id: batch.id }),
      message: t('imports:undo.text', { file: batch.fileName }),
      action: t('imports:undo.action'),
      danger: true,
    })
    if (sure) undo.mutate({ batchId: batch.id })
  }
  return (
    <>
      <Button
        variant="default"
        size={props.size ?? 'compact-xs'}
        leftSection={<IconArrowBackUp size={14} />}
        loading={undo.isPending}
        onClick={() => void ask()}
        aria-label={t('imports:undo.of', { id: batch.id })}
        data-testid={`undo-${batch.id}`}
      >
        {t('imports:undo.action')}
      </Button>
      <Modal
        opened={refusal !== undefined}
        onClose={() => setRefusal(undefined)}
        title={t('imports:undo.refused')}
        size="lg"
        data-testid="undo-refused"
      >
        <Stack gap="sm">
          <Text size="sm">{refusal?.text}</Text>
          <List size="sm">
            {refusal?.problems.map((problem) => (
              <List.Item key={JSON.stringify(problem)}>
                <Dependency problem={problem} />
              </List.Item>
            ))}
          </List>
          <Text size="sm" c="dimmed">
            {t('imports:undo.advice')}
          </Text>
        </Stack>
      </Modal>
    </>
  )
}

/** One record that depends on the batch, by its name where it has one. */
function Dependency({ problem }: { readonly problem: Problem }) {
  const { t, i18n } = useTranslation()
  const entity = String(problem.params?.entity ?? '')
  const id = Number(problem.params?.id)
  const unit = useQuery({
    ...orpc.estate.unit.queryOptions({ input: { id } }),
    enabled: entity === 'unit',
    retry: false,
  })
  const person = useQuery({
    ...orpc.residents.card.queryOptions({ input: { id } }),
    enabled: entity === 'person',
    retry: false,
  })
  const key = `vocabulary:entity.${entity}`
  const words = problemText({ ...problem, params: { ...problem.params, entity: i18n.exists(key) ? t(key) : entity } })
  return (
    <>
      {unit.data && (
        <>
          <LinkAnchor to="/estate/unit/$id" params={{ id: String(id) }}>
            {unit.data.display}
          </LinkAnchor>{' '}
        </>
      )}
      {person.data && (
        <>
          <LinkAnchor to="/residents/$id" params={{ id: String(id) }}>
            {person.data.fields.name}
          </LinkAnchor>{' '}
        </>
      )}
      {words}
    </>
  )
}
