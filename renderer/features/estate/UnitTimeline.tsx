import { ActionIcon, Button, Group, Paper, Text, Title, Tooltip } from '@mantine/core'
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitDetail } from '../../../electron/contract/estate.ts'
import { orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { askReason } from '../../ui/ConfirmReason.tsx'
import { formatCount } from '../../ui/format.ts'
import { useWrite } from '../../ui/write.ts'
import { SpellDialog } from './SpellDialog.tsx'
import classes from './UnitTimeline.module.css'
import { type StoredSpell, type UnitEvent, unitEvents } from './unitEvents.ts'

/** The unit's dated facts in the order of its life; spells are added, corrected and taken out here. */
export function UnitTimeline({ unit }: { readonly unit: UnitDetail }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const [editing, setEditing] = useState<StoredSpell | 'new'>()
  const mayAdd = useMay('estate.addSpell')
  const remove = useRemoval()
  const events = unitEvents(unit, today)
  useCommands(mayAdd ? [{ key: 'a', label: t('estate:spell.add'), run: () => setEditing('new') }] : [])
  return (
    <Paper component="section" aria-label={t('estate:timeline.title')}>
      <Group justify="space-between" mb={6} wrap="nowrap">
        <Title order={2}>{t('estate:timeline.title')}</Title>
        {mayAdd && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={15} />}
            rightSection={<Keys of="a" />}
            onClick={() => setEditing('new')}
            className="no-print"
            data-testid="add-spell"
          >
            {t('estate:spell.add')}
          </Button>
        )}
      </Group>
      {events.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('estate:timeline.empty')}
        </Text>
      )}
      <ol className={classes.line} data-testid="timeline">
        {events.map((event) => (
          <li key={event.key} className={classes.event} data-when={event.when} data-kind={event.kind}>
            <span className={classes.dot} />
            <Dates event={event} />
            <What event={event} />
            {event.spell && (
              <SpellButtons spell={event.spell} name={event.kind} onEdit={setEditing} onRemove={remove} />
            )}
          </li>
        ))}
      </ol>
      {editing && (
        <SpellDialog unit={unit} stored={editing === 'new' ? null : editing} onClose={() => setEditing(undefined)} />
      )}
    </Paper>
  )
}

function Dates({ event }: { readonly event: UnitEvent }) {
  const { t } = useTranslation()
  if (event.until === undefined) return <time className={classes.date}>{event.from}</time>
  const open = event.when === 'future' ? t('estate:timeline.openEnd') : t('estate:timeline.untilNow')
  return (
    <span className={classes.date}>
      {event.from ?? t('common:unknown')} – {event.until ?? open}
    </span>
  )
}

function What({ event }: { readonly event: UnitEvent }) {
  const { t } = useTranslation()
  return (
    <span className={classes.what}>
      <b>{t(`estate:event.${event.kind}`)}</b>
      <Note event={event} />
    </span>
  )
}

function Note({ event }: { readonly event: UnitEvent }) {
  const { t } = useTranslation()
  if (event.when === 'future') return <span className={classes.note}>{t('estate:timeline.future')}</span>
  if (event.days === undefined) return null
  const days = formatCount(Math.abs(event.days))
  if (event.kind !== 'handed-over') return <span className={classes.note}>{t('estate:timeline.days', { days })}</span>
  if (event.days === 0) return <span className={classes.note}>{t('estate:timeline.onTime')}</span>
  return (
    <span className={classes.note} data-late={event.days > 0 || undefined}>
      {t(event.days > 0 ? 'estate:timeline.late' : 'estate:timeline.early', { days })}
    </span>
  )
}

function SpellButtons(props: {
  readonly spell: StoredSpell
  readonly name: UnitEvent['kind']
  readonly onEdit: (spell: StoredSpell) => void
  readonly onRemove: (spell: StoredSpell) => void
}) {
  const { t } = useTranslation()
  const what = t(`estate:event.${props.name}`)
  const mayEdit = useMay('estate.updateSpell')
  const mayRemove = useMay('estate.removeSpell')
  return (
    <Group gap={0} wrap="nowrap" className="no-print">
      {mayEdit && (
        <Tooltip label={t('common:edit')}>
          <ActionIcon
            aria-label={t('estate:spell.editThis', { what })}
            onClick={() => props.onEdit(props.spell)}
            data-testid={`edit-${props.spell.spell}`}
          >
            <IconPencil size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      {mayRemove && (
        <Tooltip label={t('common:remove')}>
          <ActionIcon
            aria-label={t('estate:spell.removeThis', { what })}
            onClick={() => props.onRemove(props.spell)}
            data-testid={`remove-${props.spell.spell}`}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  )
}

/** Takes a spell out that was entered by mistake; the reason goes into the history. */
function useRemoval(): (spell: StoredSpell) => void {
  const { t } = useTranslation()
  const remove = useWrite(orpc.estate.removeSpell, { done: t('estate:spell.removed') })
  return (spell) => {
    const what = t(`estate:event.${spell.spell === 'lease' ? spell.fields.kind : spell.spell}`)
    void askReason({
      title: t('estate:spell.removeTitle', { what }),
      message: t('estate:spell.removeMessage'),
      action: t('common:remove'),
      danger: true,
    }).then((reason) => {
      if (reason !== null) remove.mutate({ id: spell.id, version: spell.version, spell: spell.spell, reason })
    })
  }
}
