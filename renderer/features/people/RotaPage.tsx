import { Button, Group, Stack, Text } from '@mantine/core'
import { IconCopy, IconPrinter, IconSend } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RotaMonth } from '../../../electron/contract/rota.ts'
import { orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { Loaded } from '../../ui/Faces.tsx'
import { useWrite } from '../../ui/write.ts'
import { ConflictList } from './ConflictList.tsx'
import { CopyDialog } from './CopyDialog.tsx'
import { MonthBar } from './MonthBar.tsx'
import { PeopleFrame } from './PeopleFrame.tsx'
import { RotaGrid } from './RotaGrid.tsx'
import { useRotaEditor } from './rotaEditor.ts'

/** Who works when: a month of people × days, filled in by keys and by drag. */
export function RotaPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { today } = useOffice()
  const { month = today.slice(0, 7) } = useSearch({ from: '/people/rota' })
  const { query, fill, undo } = useRotaEditor(month)
  const shifts = useQuery(orpc.rota.shifts.queryOptions({ staleTime: 60_000 })).data ?? []
  const mayEdit = useMay('rota.save')
  const [copying, setCopying] = useState(false)
  const [at, setAt] = useState<{ staffId: number | null; onDate: string } | null>(null)
  const publish = useWrite(orpc.rota.publish, { done: ({ number }) => t('people:rota.published', { number }) })
  const last = query.data?.editions[0]
  const print = () => last && void navigate({ to: '/people/rota/$id', params: { id: String(last.id) } })
  useCommands([
    ...(mayEdit
      ? [
          { key: 'mod+z', label: t('people:rota.undo'), run: undo },
          { key: 'alt+c', label: t('people:rota.copy'), run: () => setCopying(true) },
          { key: 'alt+p', label: t('people:rota.publish'), run: () => publish.mutate({ month }) },
        ]
      : []),
  ])
  return (
    <PeopleFrame
      tab="rota"
      actions={
        <>
          <MonthBar month={month} onChange={(next) => void navigate({ to: '/people/rota', search: { month: next } })} />
          {mayEdit && (
            <Button
              variant="default"
              leftSection={<IconCopy size={16} />}
              rightSection={<Keys of="alt+c" />}
              onClick={() => setCopying(true)}
              data-testid="copy-pattern"
            >
              {t('people:rota.copy')}
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<IconPrinter size={16} />}
            disabled={!last}
            onClick={print}
            data-testid="print-rota"
          >
            {t('people:rota.print')}
          </Button>
          {mayEdit && (
            <Button
              leftSection={<IconSend size={16} />}
              rightSection={<Keys of="alt+p" />}
              loading={publish.isPending}
              onClick={() => publish.mutate({ month })}
              data-testid="publish-rota"
            >
              {t('people:rota.publish')}
            </Button>
          )}
        </>
      }
    >
      <Loaded query={query}>
        {(rota) => (
          <Stack gap="sm">
            <Published of={rota} />
            <RotaGrid
              rota={rota}
              shifts={shifts}
              mayEdit={mayEdit}
              at={at}
              onFill={(cells) => fill(cells)}
              onMove={setAt}
            />
            <ConflictList conflicts={rota.conflicts} onGo={setAt} />
          </Stack>
        )}
      </Loaded>
      {copying && query.data && <CopyDialog rota={query.data} onClose={() => setCopying(false)} />}
    </PeopleFrame>
  )
}

function Published({ of }: { readonly of: RotaMonth }) {
  const { t } = useTranslation()
  const [last] = of.editions
  return (
    <Group gap="sm" className="no-print">
      <Text size="sm" c="dimmed" role="status" data-testid="published">
        {last
          ? t('people:rota.lastEdition', { number: last.number, date: last.publishedOn, name: last.actor })
          : t('people:rota.notPublished')}
        {last && of.changedSince > 0 && ` · ${t('people:rota.changedSince', { count: of.changedSince })}`}
      </Text>
    </Group>
  )
}
