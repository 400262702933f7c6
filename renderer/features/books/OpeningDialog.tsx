import { Alert, Button, Group, Modal, Stack, Table, Text, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShiftView } from '../../../electron/contract/books.ts'
import { orpc } from '../../api/client.ts'
import { errorText, problemsOf, problemText } from '../../api/errors.ts'
import { formatMoney } from '../../ui/format.ts'
import { useWrite } from '../../ui/write.ts'
import classes from './books.module.css'
import { CountTable, useCount } from './CountTable.tsx'
import { Difference } from './Difference.tsx'

interface OpeningProps {
  /** The open shift whose opening cash is counted; without one a shift is begun. */
  readonly shift?: ShiftView
  /** What the last shift left, fen; null where nobody knows. */
  readonly left: number | null
  readonly onClose: () => void
}

/** Begins a shift with the cash that lies in the till, or counts that cash afterwards. */
export function OpeningDialog({ opened, ...props }: OpeningProps & { readonly opened: boolean }) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={opened}
      onClose={props.onClose}
      title={t(props.shift ? 'books:shift.countOpening' : 'books:shift.open')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Opening {...props} />
    </Modal>
  )
}

function Opening({ shift, left, onClose }: OpeningProps) {
  const { t } = useTranslation()
  const count = useCount()
  const [note, setNote] = useState(shift?.openingNote ?? '')
  const [problems, setProblems] = useState<readonly string[]>([])
  const remark = useRef<HTMLInputElement>(null)
  const options = {
    done: t(shift ? 'books:shift.openingCounted' : 'books:shift.opened'),
    onDone: onClose,
    onError: (error: unknown) => {
      const named = problemsOf(error)
      setProblems(named.length > 0 ? named.map(problemText) : [errorText(error)])
      remark.current?.focus()
      return true
    },
  }
  const open = useWrite(orpc.books.openShift, options)
  const recount = useWrite(orpc.books.countOpening, options)
  const busy = open.isPending || recount.isPending
  const begin = (counts: typeof count.counts | null) => {
    setProblems([])
    if (!shift) open.mutate({ counts, note: note.trim() })
    else if (counts) recount.mutate({ id: shift.id, version: shift.version, counts, note: note.trim() })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (count.wrong.length === 0 && !busy) begin(count.counts)
      }}
    >
      <Stack gap="sm">
        <Text size="sm">
          {left === null ? t('books:shift.openingFirst') : t('books:shift.openingLeft', { amount: formatMoney(left) })}
        </Text>
        <CountTable count={count} next={remark} />
        <Table withRowBorders={false} className={classes.cash}>
          <Table.Tbody>
            <Table.Tr className={classes.ruled}>
              <Table.Th>{t('lists:shifts.columns.openingCash')}</Table.Th>
              <Table.Th ta="right" className="figure" data-testid="opening-sum">
                {formatMoney(count.sum)}
              </Table.Th>
            </Table.Tr>
            {left !== null && (
              <Table.Tr>
                <Table.Td>{t('books:shift.openingDifference')}</Table.Td>
                <Table.Td ta="right">
                  <Difference fen={count.sum - left} />
                </Table.Td>
              </Table.Tr>
            )}
          </Table.Tbody>
        </Table>
        <TextInput
          ref={remark}
          label={t('lists:shifts.columns.note')}
          description={left === null ? undefined : t('books:shift.openingNoteHint')}
          maxLength={300}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          data-testid="opening-note"
        />
        {problems.length > 0 && (
          <Alert color="red" role="alert">
            {problems.join(' ')}
          </Alert>
        )}
        <Group justify="flex-end" gap={8}>
          {!shift && left !== null && (
            <Button variant="default" loading={busy} onClick={() => begin(null)} data-testid="begin-with-left">
              {t('books:shift.openWithLeft', { amount: formatMoney(left) })}
            </Button>
          )}
          <Button type="submit" loading={busy} disabled={count.wrong.length > 0} data-testid="begin">
            {t(shift ? 'books:shift.countOpening' : 'books:shift.open')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
