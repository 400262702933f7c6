import {
  ActionIcon,
  Badge,
  Button,
  Group,
  MultiSelect,
  NumberInput,
  Paper,
  Select,
  Stack,
  Table,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { addDays } from '../../../electron/contract/dates.ts'
import { type PatrolPoint, type PatrolRoute, pointFields, windowFields } from '../../../electron/contract/patrol.ts'
import { client, orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { askConfirm } from '../../ui/ConfirmReason.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { DialogForm, FormDialog } from '../../ui/FormDialog.tsx'
import { Page } from '../../ui/Page.tsx'
import { useRecordForm } from '../../ui/recordForm.tsx'
import { sayDone, useWrite } from '../../ui/write.ts'
import { everyText } from '../tasks/everyText.ts'

type Shown =
  | { readonly what: 'point'; readonly of: PatrolPoint | null }
  | { readonly what: 'route'; readonly of: PatrolRoute | null }
  | { readonly what: 'window'; readonly of: PatrolRoute }

/** Points, the routes that pass them in order, and when each route is walked. */
export function RoutesPage() {
  const { t } = useTranslation()
  const may = useMay('patrol.saveRoute')
  const points = useQuery(orpc.patrol.points.queryOptions())
  const routes = useQuery(orpc.patrol.routes.queryOptions())
  const [shown, setShown] = useState<Shown | null>(null)
  useCommands(
    may
      ? [
          { key: 'a', label: t('patrol:newRoute'), run: () => setShown({ what: 'route', of: null }) },
          { key: 'n', label: t('patrol:newPoint'), run: () => setShown({ what: 'point', of: null }) },
        ]
      : [],
  )
  const close = () => setShown(null)
  return (
    <Page
      title={t('patrol:routes')}
      crumbs={[{ label: t('common:nav.patrol'), link: { to: '/patrol' } }]}
      actions={
        may && (
          <>
            <Button
              variant="default"
              rightSection={<Keys of="n" />}
              onClick={() => setShown({ what: 'point', of: null })}
              data-testid="new-point"
            >
              {t('patrol:newPoint')}
            </Button>
            <Button
              leftSection={<IconPlus size={16} />}
              rightSection={<Keys of="a" />}
              onClick={() => setShown({ what: 'route', of: null })}
              data-testid="new-route"
            >
              {t('patrol:newRoute')}
            </Button>
          </>
        )
      }
    >
      <Stack gap="sm">
        <Loaded query={routes}>
          {(all) =>
            all.length === 0 ? (
              <EmptyFace title={t('patrol:noRoutes')} />
            ) : (
              all.map((route) => <RouteCard key={route.id} route={route} onShow={may ? setShown : undefined} />)
            )
          }
        </Loaded>
        <Paper p="md" component="section" aria-label={t('patrol:points')}>
          <Title order={2} mb="xs">
            {t('patrol:points')}
          </Title>
          <Loaded query={points}>
            {(all) => (
              <Table verticalSpacing={4} striped>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('patrol:point')}</Table.Th>
                    <Table.Th>{t('inspections:at')}</Table.Th>
                    <Table.Th>{t('patrol:look')}</Table.Th>
                    <Table.Th ta="right">{t('patrol:onRoutes')}</Table.Th>
                    <Table.Th />
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {all.map((point) => (
                    <Table.Tr key={point.id}>
                      <Table.Td>{point.name}</Table.Td>
                      <Table.Td>{point.place}</Table.Td>
                      <Table.Td>{point.look}</Table.Td>
                      <Table.Td ta="right" className="figure">
                        {point.routes}
                      </Table.Td>
                      <Table.Td ta="right">
                        {may && (
                          <ActionIcon
                            variant="subtle"
                            aria-label={t('patrol:editPoint', { name: point.name })}
                            onClick={() => setShown({ what: 'point', of: point })}
                          >
                            <IconPencil size={16} />
                          </ActionIcon>
                        )}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            )}
          </Loaded>
        </Paper>
      </Stack>
      {shown !== null && (
        <FormDialog opened onClose={close} title={titleOf(shown, t)} size={shown.what === 'route' ? 'lg' : 'md'}>
          {shown.what === 'point' ? (
            <PointForm of={shown.of} onClose={close} />
          ) : shown.what === 'route' ? (
            <RouteForm of={shown.of} points={points.data ?? []} onClose={close} />
          ) : (
            <WindowForm of={shown.of} onClose={close} />
          )}
        </FormDialog>
      )}
    </Page>
  )
}

function titleOf(shown: Shown, t: ReturnType<typeof useTranslation>['t']): string {
  if (shown.what === 'point') return shown.of ? t('patrol:editPoint', { name: shown.of.name }) : t('patrol:newPoint')
  if (shown.what === 'route') return shown.of ? t('patrol:editRoute', { name: shown.of.name }) : t('patrol:newRoute')
  return t('patrol:newWindow')
}

function RouteCard({
  route,
  onShow,
}: {
  readonly route: PatrolRoute
  readonly onShow: ((shown: Shown) => void) | undefined
}) {
  const { t } = useTranslation()
  const end = useWrite(orpc.patrol.endWindow, { done: t('patrol:windowEnded') })
  const askEnd = async ({ id, version, name }: PatrolRoute['windows'][number]) => {
    const title = t('patrol:endWindow', { name })
    if (await askConfirm({ title, message: t('patrol:endWindowText'), action: title })) end.mutate({ id, version })
  }
  return (
    <Paper p="md" component="section" aria-label={route.name} data-testid={`route-${route.name}`}>
      <Group justify="space-between" mb={6}>
        <Title order={2}>{route.name}</Title>
        {onShow && (
          <Group gap={6}>
            <Button
              size="xs"
              variant="default"
              onClick={() => onShow({ what: 'window', of: route })}
              data-testid="new-window"
            >
              {t('patrol:newWindow')}
            </Button>
            <Button
              size="xs"
              variant="default"
              onClick={() => onShow({ what: 'route', of: route })}
              data-testid="edit-route"
            >
              {t('tallies:edit')}
            </Button>
          </Group>
        )}
      </Group>
      {route.post !== '' && (
        <Text size="sm" mb={4}>
          {t('patrol:walkedBy', { post: route.post })}
        </Text>
      )}
      <Text size="sm" mb={8}>
        {route.points.map((point) => point.name).join(' → ')}
      </Text>
      <Stack gap={4}>
        {route.windows.map((window) => (
          <Group key={window.id} gap="sm">
            <Text size="sm" className="figure" w={110}>
              {window.fromTime}–{window.toTime}
            </Text>
            <Text size="sm" w={100}>
              {window.name}
            </Text>
            <Text size="sm" c="dimmed" w={110}>
              {everyText(t, window)}
            </Text>
            {window.endedOn !== null ? (
              <Badge color="gray">{t('tallies:ended', { date: window.endedOn })}</Badge>
            ) : (
              onShow && (
                <Button size="compact-xs" variant="subtle" color="red" onClick={() => void askEnd(window)}>
                  {t('patrol:endWindow', { name: '' })}
                </Button>
              )
            )}
          </Group>
        ))}
      </Stack>
    </Paper>
  )
}

function PointForm({ of, onClose }: { readonly of: PatrolPoint | null; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const values = { name: of?.name ?? '', place: of?.place ?? '', look: of?.look ?? '' }
  const record = useRecordForm({
    schema: pointFields,
    record: { version: of?.version ?? 0, values },
    save: ({ values: fields, version }) => client.patrol.savePoint({ id: of?.id ?? null, version, fields }),
    onSaved: () => {
      sayDone(t('patrol:saved'))
      onClose()
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <TextInput
        label={t('patrol:point')}
        required
        maxLength={60}
        data-autofocus
        {...form.getInputProps('name')}
        data-testid="point-name"
      />
      <TextInput label={t('inspections:at')} maxLength={120} {...form.getInputProps('place')} />
      <Textarea label={t('patrol:look')} autosize minRows={2} maxLength={500} {...form.getInputProps('look')} />
    </DialogForm>
  )
}

const routeFields = z.object({
  name: z.string().trim().min(1).max(60),
  postId: z.string().nullable(),
  pointIds: z.array(z.string()).min(1),
})

function RouteForm(props: {
  readonly of: PatrolRoute | null
  readonly points: readonly PatrolPoint[]
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const { of, points, onClose } = props
  const posts = useQuery(orpc.people.posts.queryOptions({ staleTime: 60_000 })).data ?? []
  const record = useRecordForm({
    schema: routeFields,
    record: {
      version: of?.version ?? 0,
      values: {
        name: of?.name ?? '',
        postId: of?.postId == null ? null : String(of.postId),
        pointIds: (of?.points ?? []).map(({ id }) => String(id)),
      },
    },
    save: ({ values, version }) =>
      client.patrol.saveRoute({
        id: of?.id ?? null,
        version,
        name: values.name,
        postId: values.postId === null ? null : Number(values.postId),
        pointIds: values.pointIds.map(Number),
      }),
    onSaved: () => {
      sayDone(t('patrol:saved'))
      onClose()
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <TextInput
        label={t('patrol:route')}
        required
        maxLength={60}
        data-autofocus
        {...form.getInputProps('name')}
        data-testid="route-name"
      />
      <Select
        label={t('patrol:post')}
        description={t('patrol:postHint')}
        clearable
        placeholder={t('common:none')}
        data={posts
          .filter((post) => post.active || String(post.id) === form.values.postId)
          .map(({ id, name }) => ({ value: String(id), label: name }))}
        {...form.getInputProps('postId')}
        data-testid="route-post"
      />
      <MultiSelect
        label={t('patrol:pointsInOrder')}
        description={t('patrol:pointsHint')}
        required
        searchable
        data={points
          .filter((point) => point.endedOn === null)
          .map(({ id, name }) => ({ value: String(id), label: name }))}
        {...form.getInputProps('pointIds')}
        data-testid="route-points"
      />
    </DialogForm>
  )
}

function WindowForm({ of, onClose }: { readonly of: PatrolRoute; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { today } = useOffice()
  const record = useRecordForm<z.infer<typeof windowFields> & Record<string, unknown>>({
    schema: windowFields,
    record: {
      version: 0,
      values: { name: '', fromTime: '', toTime: '', everyN: 1, every: 'day', anchorOn: addDays(today, 1) },
    },
    save: ({ values }) => client.patrol.addWindow({ routeId: of.id, fields: windowFields.parse(values) }),
    onSaved: () => {
      sayDone(t('patrol:saved'))
      onClose()
    },
  })
  const { form } = record
  return (
    <DialogForm record={record} action={t('common:save')} onCancel={onClose}>
      <TextInput
        label={t('lists:patrolRounds.columns.window')}
        required
        maxLength={40}
        data-autofocus
        {...form.getInputProps('name')}
        data-testid="window-name"
      />
      <Group grow align="flex-start">
        <TextInput
          label={t('patrol:fromTime')}
          required
          placeholder="HH:MM"
          maxLength={8}
          {...form.getInputProps('fromTime')}
        />
        <TextInput
          label={t('patrol:toTime')}
          required
          placeholder="HH:MM"
          maxLength={8}
          {...form.getInputProps('toTime')}
        />
      </Group>
      <Group grow align="flex-start">
        <NumberInput
          label={t('tallies:everyN')}
          min={1}
          max={60}
          allowDecimal={false}
          {...form.getInputProps('everyN')}
        />
        <Select
          label={t('tallies:everyUnit')}
          allowDeselect={false}
          data={(['day', 'week'] as const).map((value) => ({ value, label: t(`tallies:cycle.${value}`) }))}
          {...form.getInputProps('every')}
        />
        <DateField label={t('tallies:anchorOn')} required minDate={today} {...form.getInputProps('anchorOn')} />
      </Group>
    </DialogForm>
  )
}
