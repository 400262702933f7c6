import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ResidentCard } from '../../../electron/contract/residents.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { useWrite } from '../../ui/write.ts'

/** The masked number; whoever may see it whole asks for it, and that is recorded. */
export function IdNumber({ card }: { readonly card: ResidentCard }) {
  const { t } = useTranslation()
  const mayReveal = useMay('residents.revealIdNumber')
  const [whole, setWhole] = useState<string | null>(null)
  const reveal = useWrite(orpc.residents.revealIdNumber, { onDone: ({ idNumber }) => setWhole(idNumber) })
  if (card.fields.idNumber === null) return '—'
  return (
    <Group gap={6} wrap="nowrap" component="span">
      <span className="figure" data-testid="id-number">
        {whole ?? card.fields.idNumber}
      </span>
      {card.idNumberMasked && mayReveal && (
        <Button
          size="compact-xs"
          variant="subtle"
          loading={reveal.isPending}
          onClick={() => (whole === null ? reveal.mutate({ id: card.id }) : setWhole(null))}
          className="no-print"
          data-testid="reveal"
        >
          {t(whole === null ? 'residents:reveal' : 'residents:hide')}
        </Button>
      )}
    </Group>
  )
}
