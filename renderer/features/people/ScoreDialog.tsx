import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppraisalMonth, AppraisalRow } from '../../../electron/contract/appraisal.ts'
import { orpc } from '../../api/client.ts'
import { useActor } from '../../api/session.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { formatArea } from '../../ui/format.ts'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { useWrite } from '../../ui/write.ts'
import { PersonSelect, usePeople } from './PersonSelect.tsx'

/** Scores one person source by source; a manager enters the paper of those who do not sign in, too. */
export function ScoreDialog(props: {
  readonly of: AppraisalMonth
  readonly row: AppraisalRow
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const { of, row, onClose } = props
  const fresh = of.rows.find((one) => one.staffId === row.staffId) ?? row
  return (
    <FormDialog opened onClose={onClose} title={t('people:appraisal.scoreOf', { name: row.name })} size="lg">
      <Stack gap="md">
        {of.scheme.sources
          .filter((source) => of.seesAll || source.kind !== 'supervisor')
          .map((source, index) => (
            <SourceRow
              key={source.id}
              month={of.month}
              source={source}
              row={fresh}
              seesAll={of.seesAll}
              isFirst={index === 0}
            />
          ))}
        <Text size="sm" c="dimmed">
          {t('people:appraisal.scoreAbout')}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-testid="scored">
            {t('common:close')}
          </Button>
        </Group>
      </Stack>
    </FormDialog>
  )
}

function SourceRow(props: {
  readonly month: string
  readonly source: AppraisalMonth['scheme']['sources'][number]
  readonly row: AppraisalRow
  readonly seesAll: boolean
  /** The first to be filled in: the dialog begins here. */
  readonly isFirst: boolean
}) {
  const { t } = useTranslation()
  const actor = useActor()
  const people = usePeople()
  const { month, source, row, seesAll, isFirst } = props
  const scores = row.sources.find((one) => one.sourceId === source.id)?.scores ?? []
  const [scorerId, setScorerId] = useState<number | null>(actor?.id ?? null)
  const own = scores.find((one) => one.scorerId === scorerId)
  const [points, setPoints] = useState<number | string | null>(own?.scoreCenti ?? null)
  const [asked, setAsked] = useState(false)
  const save = useWrite(orpc.appraisal.score, { done: t('common:saved') })
  // Whoever signs in scores for themselves; a manager enters the others from paper.
  const notAllowed = people
    .filter((one) => one.id === row.staffId || (one.signsIn && one.id !== actor?.id) || (!one.signsIn && !seesAll))
    .map((one) => one.id)
  // All but colleagues score once: what another department has given is only told.
  const isTaken = source.kind !== 'peer' && scores.some((one) => one.scorerId !== actor?.id && seesAll && one !== own)
  const isScore = typeof points === 'number' && points >= 0 && points <= 10_000
  function submit(): void {
    setAsked(true)
    if (!isScore || scorerId === null || save.isPending) return
    const { version = 0 } = own ?? {}
    save.mutate({ month, staffId: row.staffId, sourceId: source.id, scorerId, scoreCenti: points, version })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      noValidate
    >
      <Group gap="sm" align="flex-end">
        <Text size="sm" fw={600} w={130} pb={7}>
          {source.name} · {source.weight}%
        </Text>
        {seesAll && source.kind !== 'supervisor' && !isTaken && (
          <PersonSelect
            w={200}
            label={t('people:appraisal.scorer')}
            except={notAllowed}
            value={scorerId}
            onChange={(id) => {
              setScorerId(id)
              setPoints(scores.find((one) => one.scorerId === id)?.scoreCenti ?? null)
            }}
          />
        )}
        {!isTaken && (
          <>
            <HundredthsField
              w={110}
              label={t('people:appraisal.points')}
              value={points}
              onChange={setPoints}
              live
              {...(isFirst && { 'data-autofocus': true })}
              error={(asked || points !== null) && !isScore && t('people:appraisal.pointsRange')}
              data-testid={`points-${source.name}`}
            />
            <Button
              type="submit"
              variant="default"
              loading={save.isPending}
              disabled={scorerId === null}
              data-testid={`save-${source.name}`}
            >
              {t('common:save')}
            </Button>
          </>
        )}
      </Group>
      {scores.length > 0 && (
        <Text size="xs" c="dimmed" className="figure" mt={2}>
          {scores.map((one) => `${one.scorer} ${formatArea(one.scoreCenti)}`).join(t('common:listSeparator'))}
        </Text>
      )}
    </form>
  )
}
