import { ActionIcon, Badge, Group, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../electron/contract/dates.ts'
import { orpc } from '../../api/client.ts'
import { useWrite } from '../../ui/write.ts'
import classes from './settings.module.css'

interface Day {
  readonly id: number
  readonly version: number
  readonly onDate: string
  readonly kind: 'holiday' | 'workday'
  readonly name: string
}

/** The days that are otherwise than the week says, year by year; days that follow one another stand as one spell. */
export function MarkedDays({ days, mayEdit }: { readonly days: readonly Day[]; readonly mayEdit: boolean }) {
  const { t } = useTranslation()
  const remove = useWrite(orpc.promises.removeDay, {
    done: ({ moved }) => (moved === 0 ? t('common:saved') : t('promises:moved', { count: moved })),
  })
  if (days.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('promises:noDays')}
      </Text>
    )
  const years = [...Map.groupBy(days, (day) => day.onDate.slice(0, 4))].toReversed()
  return years.map(([year, own]) => (
    <div key={year} className={classes.markedYear}>
      <Text fw={600} className="figure">
        {year}
      </Text>
      <Group gap={8}>
        {spellsOf(own).map((spell) => (
          <Group key={spell[0]?.id} gap={4} wrap="nowrap" className={classes.marked} data-testid="marked">
            <Badge size="sm" color={spell[0]?.kind === 'holiday' ? 'red' : 'blue'}>
              {t(`promises:dayKind.${spell[0]?.kind}`)}
            </Badge>
            <Text span size="sm" className="figure">
              {spell[0]?.onDate.slice(5)}
              {spell.length > 1 && ` — ${spell.at(-1)?.onDate.slice(5)}`}
            </Text>
            <Text span size="sm">
              {spell[0]?.name}
            </Text>
            {mayEdit && (
              <ActionIcon
                size="sm"
                aria-label={t('promises:removeDay', { day: spell[0]?.onDate, name: spell[0]?.name })}
                onClick={async () => {
                  for (const { id, version } of spell) await remove.mutateAsync({ id, version })
                }}
              >
                <IconX size={14} />
              </ActionIcon>
            )}
          </Group>
        ))}
      </Group>
    </div>
  ))
}

/** Days that follow one another and are marked alike, together. */
function spellsOf(days: readonly Day[]): Day[][] {
  const spells: Day[][] = []
  for (const day of days) {
    const last = spells.at(-1)?.at(-1)
    const goesOn = last && addDays(last.onDate, 1) === day.onDate && last.kind === day.kind && last.name === day.name
    if (goesOn) spells.at(-1)?.push(day)
    else spells.push([day])
  }
  return spells
}
