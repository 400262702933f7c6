import { Badge, Button, Group, NumberInput, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Scheme } from '../../../electron/contract/appraisal.ts'
import type { Post } from '../../../electron/contract/people.ts'
import type { Shift } from '../../../electron/contract/rota.ts'
import { orpc } from '../../api/client.ts'
import { Loaded } from '../../ui/Faces.tsx'
import { useWrite } from '../../ui/write.ts'
import { PeopleFrame } from './PeopleFrame.tsx'
import { PostDialog } from './PostDialog.tsx'
import { clock } from './RotaGrid.tsx'
import classes from './rota.module.css'
import { SchemeDialog } from './SchemeDialog.tsx'
import { ShiftDialog } from './ShiftDialog.tsx'
import { shareText } from './share.ts'

/** What the office sets for its staff: posts, shifts, schemes of appraisal, hours of training. */
export function RulesPage() {
  return (
    <PeopleFrame tab="rules">
      <Stack gap="sm" maw={1100}>
        <Posts />
        <Shifts />
        <Schemes />
        <Target />
      </Stack>
    </PeopleFrame>
  )
}

function Part(props: {
  readonly title: string
  readonly about?: string
  readonly onAdd?: () => void
  readonly addId?: string
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <Paper p="md" component="section" aria-label={props.title}>
      <Group justify="space-between" mb="xs">
        <div>
          <Title order={2}>{props.title}</Title>
          {props.about && (
            <Text size="sm" c="dimmed">
              {props.about}
            </Text>
          )}
        </div>
        {props.onAdd && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={props.onAdd}
            data-testid={props.addId}
          >
            {t('common:add')}
          </Button>
        )}
      </Group>
      {props.children}
    </Paper>
  )
}

function EditButton({ name, onClick }: { readonly name: string; readonly onClick: () => void }) {
  const { t } = useTranslation()
  return (
    <Button size="compact-xs" variant="default" aria-label={t('people:editOf', { name })} onClick={onClick}>
      {t('common:edit')}
    </Button>
  )
}

function Retired({ active }: { readonly active: boolean }) {
  const { t } = useTranslation()
  return active ? null : (
    <Badge ml={6} color="gray">
      {t('people:retired')}
    </Badge>
  )
}

function Posts() {
  const { t } = useTranslation()
  const query = useQuery(orpc.people.posts.queryOptions())
  const [editing, setEditing] = useState<Post | 'new' | null>(null)
  return (
    <Part title={t('people:post.title')} onAdd={() => setEditing('new')} addId="add-post">
      <Loaded query={query}>
        {(posts) => (
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('lists:people.columns.post')}</Table.Th>
                <Table.Th>{t('lists:people.columns.department')}</Table.Th>
                <Table.Th ta="right">{t('people:post.manned')}</Table.Th>
                <Table.Th>{t('people:shift.keepsLog')}</Table.Th>
                <Table.Th w={80} />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {posts.map((post) => (
                <Table.Tr key={post.id}>
                  <Table.Td>
                    {post.name}
                    <Retired active={post.active} />
                  </Table.Td>
                  <Table.Td>{post.department}</Table.Td>
                  <Table.Td ta="right">{post.manned || '—'}</Table.Td>
                  <Table.Td>{post.keepsLog && t('common:yes')}</Table.Td>
                  <Table.Td>
                    <EditButton name={post.name} onClick={() => setEditing(post)} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Loaded>
      {editing && <PostDialog of={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Part>
  )
}

function Shifts() {
  const { t } = useTranslation()
  const query = useQuery(orpc.rota.shifts.queryOptions())
  const [editing, setEditing] = useState<Shift | 'new' | null>(null)
  return (
    <Part
      title={t('people:shift.title')}
      about={t('people:shift.about')}
      onAdd={() => setEditing('new')}
      addId="add-shift"
    >
      <Loaded query={query}>
        {(shifts) => (
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={60}>{t('people:shift.letter')}</Table.Th>
                <Table.Th>{t('people:shift.name')}</Table.Th>
                <Table.Th>{t('people:shift.hours')}</Table.Th>
                <Table.Th ta="right">{t('people:shift.rest')}</Table.Th>
                <Table.Th>{t('people:shift.keepsLog')}</Table.Th>
                <Table.Th w={80} />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shifts.map((shift) => (
                <Table.Tr key={shift.id}>
                  <Table.Td>
                    <span className={classes.chip} data-colour={shift.colour}>
                      {shift.letter}
                    </span>
                  </Table.Td>
                  <Table.Td>
                    {shift.name}
                    <Retired active={shift.active} />
                  </Table.Td>
                  <Table.Td className="figure">
                    {shift.fromMinute === null || shift.toMinute === null
                      ? t('people:shift.off')
                      : `${clock(shift.fromMinute)}–${clock(shift.toMinute)}`}
                  </Table.Td>
                  <Table.Td ta="right">{shift.restMinutes || '—'}</Table.Td>
                  <Table.Td>{shift.keepsLog && t('common:yes')}</Table.Td>
                  <Table.Td>
                    <EditButton name={shift.name} onClick={() => setEditing(shift)} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Loaded>
      {editing && <ShiftDialog of={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Part>
  )
}

function Schemes() {
  const { t } = useTranslation()
  const query = useQuery(orpc.appraisal.schemes.queryOptions())
  const [editing, setEditing] = useState<Scheme | 'new' | null>(null)
  return (
    <Part
      title={t('people:scheme.title')}
      about={t('people:scheme.about')}
      onAdd={() => setEditing('new')}
      addId="add-scheme"
    >
      <Loaded query={query}>
        {(schemes) => (
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('people:scheme.from')}</Table.Th>
                <Table.Th>{t('people:scheme.name')}</Table.Th>
                <Table.Th>{t('people:scheme.sources')}</Table.Th>
                <Table.Th ta="right">{t('people:share')}</Table.Th>
                <Table.Th w={80} />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {schemes.map((scheme) => (
                <Table.Tr key={scheme.id}>
                  <Table.Td className="figure">{scheme.fromMonth}</Table.Td>
                  <Table.Td>{scheme.name}</Table.Td>
                  <Table.Td>{scheme.sources.map((one) => `${one.name} ${one.weight}%`).join(' + ')}</Table.Td>
                  <Table.Td ta="right">{shareText(scheme.share)}</Table.Td>
                  <Table.Td>
                    {scheme.used ? (
                      <Badge color="gray">{t('people:scheme.used')}</Badge>
                    ) : (
                      <EditButton name={scheme.name} onClick={() => setEditing(scheme)} />
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Loaded>
      {editing && query.data && (
        <SchemeDialog of={editing === 'new' ? null : editing} all={query.data} onClose={() => setEditing(null)} />
      )}
    </Part>
  )
}

function Target() {
  const { t } = useTranslation()
  const query = useQuery(orpc.people.trainingTarget.queryOptions())
  const save = useWrite(orpc.people.saveTrainingTarget, { done: t('common:saved') })
  const [typed, setTyped] = useState<number | null>(null)
  return (
    <Part title={t('people:training.target')}>
      <Loaded query={query}>
        {({ hours }) => (
          <Group gap="sm">
            <NumberInput
              w={120}
              aria-label={t('people:training.target')}
              min={0}
              max={1000}
              clampBehavior="strict"
              allowDecimal={false}
              value={typed ?? hours}
              onChange={(next) => setTyped(Number(next))}
            />
            <Button
              variant="default"
              disabled={typed === null || typed === hours}
              onClick={() => typed !== null && save.mutate({ hours: typed })}
            >
              {t('common:save')}
            </Button>
          </Group>
        )}
      </Loaded>
    </Part>
  )
}
