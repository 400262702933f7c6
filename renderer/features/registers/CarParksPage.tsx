import { Badge, Button, Group, NumberInput, Paper, Stack, TextInput, Title, UnstyledButton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CarParkMap } from '../../../electron/contract/registers.ts'
import { stepOn } from '../../../electron/contract/reminders.ts'
import { orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { useCommands } from '../../app/commands.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { formatCount } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { useWrite } from '../../ui/write.ts'
import { RecordDialog } from './RecordDialog.tsx'
import { useKeeps } from './RegisterPage.tsx'
import classes from './registers.module.css'

type Space = CarParkMap['spaces'][number]
type SpaceState = 'free' | 'let' | 'soon' | 'overdue'

function stateOf({ let: own }: Space, today: string): SpaceState {
  if (own === null) return 'free'
  const step = stepOn(own.toOn, today)
  return step === null ? 'let' : step === 0 ? 'overdue' : 'soon'
}

/** Every car park as a map of its spaces: free, let, ending soon, past its end. A free one is let from here. */
export function CarParksPage() {
  const { t } = useTranslation()
  const query = useQuery(orpc.registers.carParks.queryOptions())
  const mayAdd = useMay('registers.addSpaces')
  const [adding, setAdding] = useState(false)
  useCommands(mayAdd ? [{ key: 'a', label: t('registers:addSpaces'), run: () => setAdding(true) }] : [])
  return (
    <Page
      title={t('registers:map')}
      crumbs={[
        { label: t('common:nav.registers'), link: { to: '/registers' } },
        {
          label: t('lists:parkingLets.title'),
          link: { to: '/registers/$register', params: { register: 'parking-let' } },
        },
      ]}
      actions={
        mayAdd && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)} data-testid="add-spaces">
            {t('registers:addSpaces')}
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {(parks) =>
          parks.length === 0 ? (
            <EmptyFace title={t('registers:noSpaces')} />
          ) : (
            <Stack gap="sm">
              {parks.map((park) => (
                <CarPark key={park.id} park={park} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      {adding && <AddSpaces onClose={() => setAdding(false)} />}
    </Page>
  )
}

const colors = { free: 'teal', let: 'blue', soon: 'orange', overdue: 'red' } as const

function CarPark({ park }: { readonly park: CarParkMap }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { today } = useOffice()
  const keeps = useKeeps('parking-let')
  const [letting, setLetting] = useState<Space | null>(null)
  const states = park.spaces.map((space) => ({ space, state: stateOf(space, today) }))
  const open = ({ id }: { readonly id: number }) =>
    void navigate({ to: '/registers/record/$id', params: { id: String(id) } })
  return (
    <Paper p="md" component="section" aria-label={park.name} data-testid="car-park">
      <Group gap="sm" mb="xs">
        <Title order={2}>{t('registers:carPark', { name: park.name })}</Title>
        {(['free', 'let', 'soon', 'overdue'] as const).map((state) => (
          <Badge key={state} color={colors[state]} variant="light" className="figure">
            {t(`registers:spaceState.${state}`)} {formatCount(states.filter((one) => one.state === state).length)}
          </Badge>
        ))}
      </Group>
      <div className={classes.spaces}>
        {states.map(({ space, state }) => (
          <UnstyledButton
            key={space.id}
            className={classes.space}
            data-state={state}
            disabled={space.let === null && !keeps}
            onClick={() => (space.let ? open(space.let) : setLetting(space))}
            data-testid={`space-${space.code}`}
          >
            <span>
              <b>{space.code}</b> {state !== 'let' && t(`registers:spaceState.${state}`)}
            </span>
            {space.let && (
              <>
                <span>{space.let.holder || space.let.plate}</span>
                <span className="figure">{space.let.toOn}</span>
              </>
            )}
          </UnstyledButton>
        ))}
      </div>
      {letting && (
        <RecordDialog
          register="parking-let"
          given={{ spaceId: letting.id, space: letting.code }}
          onClose={() => setLetting(null)}
          onMade={(id) => open({ id })}
        />
      )}
    </Paper>
  )
}

/** Numbered spaces of a car park, all at once. */
function AddSpaces({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [carPark, setCarPark] = useState('')
  const [prefix, setPrefix] = useState('')
  const [from, setFrom] = useState(1)
  const [to, setTo] = useState(20)
  const add = useWrite(orpc.registers.addSpaces, {
    done: ({ added }) => t('registers:spacesAdded', { count: added }),
    onDone: onClose,
  })
  return (
    <FormDialog opened onClose={onClose} title={t('registers:addSpaces')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          add.mutate({ carPark: carPark.trim(), prefix: prefix.trim(), from, to })
        }}
      >
        <Stack gap="sm">
          <Group grow>
            <TextInput
              label={t('registers:carParkName')}
              required
              maxLength={40}
              data-autofocus
              value={carPark}
              onChange={(event) => setCarPark(event.currentTarget.value)}
              data-testid="car-park-name"
            />
            <TextInput
              label={t('registers:prefix')}
              maxLength={20}
              value={prefix}
              onChange={(event) => setPrefix(event.currentTarget.value)}
            />
          </Group>
          <Group grow>
            <NumberInput
              label={t('registers:firstNumber')}
              min={1}
              max={9999}
              value={from}
              onChange={(value) => setFrom(Number(value) || 1)}
            />
            <NumberInput
              label={t('registers:lastNumber')}
              min={1}
              max={9999}
              value={to}
              onChange={(value) => setTo(Number(value) || 1)}
              data-testid="last-number"
            />
          </Group>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={add.isPending} disabled={carPark.trim() === ''} data-testid="go-ahead">
              {t('common:add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </FormDialog>
  )
}
