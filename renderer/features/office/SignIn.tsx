import { Alert, Badge, Button, Group, PasswordInput, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { momentInZone } from '../../../electron/contract/dates.ts'
import type { OfficeState } from '../../../electron/contract/office.ts'
import { client } from '../../api/client.ts'
import { errorText } from '../../api/errors.ts'
import { forgetEverything, queryClient } from '../../api/query.ts'
import { type SignedIn, useOfficeState } from '../../api/session.ts'
import classes from './Frame.module.css'
import { Frame } from './Frame.tsx'

type Offered = OfficeState['staff'][number]

/** With more names than this, finding one's own by typing is quicker. */
const findFrom = 9

/**
 * Who is at the desk? A name and its PIN; by keyboard: letters find the name, digits go to the PIN, Enter signs in.
 * @param waiting whose half-typed work waits behind this page
 */
export function SignIn({ waiting }: { readonly waiting: SignedIn | null }): ReactNode {
  const { t } = useTranslation()
  const state = useOfficeState().data
  const staff = state?.staff ?? []
  const [chosen, setChosen] = useState<Offered | null>(
    () => staff.find((one) => one.id === waiting?.id) ?? (staff.length === 1 ? (staff[0] ?? null) : null),
  )
  const [wanted, setWanted] = useState('')
  const [secret, setSecret] = useState('')
  const pin = useRef<HTMLInputElement>(null)
  const signIn = useMutation({
    mutationFn: (input: { staffId: number; secret: string }) => client.office.signIn(input),
    onSuccess: (_, { staffId }) => (staffId === waiting?.id ? queryClient.invalidateQueries() : forgetEverything()),
    onError: () => {
      setSecret('')
      pin.current?.focus()
    },
  })
  const key = wanted.trim().toLowerCase()
  const shown = staff.filter(
    ({ name, spellings }) => name.toLowerCase().includes(key) || spellings.some((one) => one.startsWith(key)),
  )

  function choose(one: Offered): void {
    setChosen(one)
    setSecret('')
    signIn.reset()
    pin.current?.focus()
  }

  return (
    <Frame
      title={t('office:signIn.title')}
      subtitle={state?.office && officeLine(state.office.name, state.office.today)}
      wide
    >
      {state?.office?.clockBehind && (
        <Alert color="red" data-testid="clock-behind">
          {t('office:signIn.clockBehind', { at: momentInZone(new Date(state.office.clockBehind), state.office.zone) })}
        </Alert>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (chosen && secret) signIn.mutate({ staffId: chosen.id, secret })
        }}
      >
        <Stack>
          {waiting && (
            <Alert color="blue" data-testid="waiting-work">
              {t('office:signIn.waiting', { name: waiting.name })}
            </Alert>
          )}
          {state?.office?.sample && <Alert color="orange">{t('office:signIn.sampleHint')}</Alert>}
          {staff.length >= findFrom && (
            <TextInput
              autoFocus={!waiting}
              aria-label={t('office:signIn.find')}
              placeholder={t('office:signIn.find')}
              leftSection={<IconSearch size={15} />}
              value={wanted}
              onChange={(event) => setWanted(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
                event.preventDefault()
                if (shown[0]) choose(shown[0])
              }}
            />
          )}
          <Names
            staff={shown}
            chosen={chosen}
            onChoose={choose}
            onDigit={(digit) => {
              setSecret(digit)
              pin.current?.focus()
            }}
          />
          <Group align="flex-end" gap={8} wrap="nowrap">
            <PasswordInput
              ref={pin}
              flex={1}
              label={chosen ? t('office:signIn.secretOf', { name: chosen.name }) : t('office:secret')}
              placeholder={chosen ? undefined : t('office:signIn.chooseFirst')}
              autoComplete="off"
              autoFocus={waiting !== null || staff.length < findFrom}
              value={secret}
              onChange={(event) => setSecret(event.currentTarget.value)}
              error={signIn.error ? errorText(signIn.error) : undefined}
              data-testid="pin"
            />
          </Group>
          <Button type="submit" loading={signIn.isPending} disabled={!chosen || !secret} data-testid="sign-in">
            {t('office:signIn.action')}
          </Button>
        </Stack>
      </form>
    </Frame>
  )
}

function officeLine(name: string, today: string): string {
  return `${name} · ${today}`
}

function Names(props: {
  readonly staff: readonly Offered[]
  readonly chosen: Offered | null
  readonly onChoose: (one: Offered) => void
  readonly onDigit: (digit: string) => void
}) {
  const { t } = useTranslation()
  const { staff, chosen } = props
  const box = useRef<HTMLDivElement>(null)
  const focusable = chosen && staff.includes(chosen) ? chosen : staff[0]

  function press(event: KeyboardEvent, index: number): void {
    if (/^\d$/.test(event.key)) {
      event.preventDefault()
      const one = staff[index]
      if (one) props.onChoose(one)
      props.onDigit(event.key)
      return
    }
    const step: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }
    const by = step[event.key]
    if (by === undefined) return
    event.preventDefault()
    const next = (index + by + staff.length) % staff.length
    box.current?.querySelectorAll<HTMLElement>('[role="radio"]')[next]?.focus()
  }

  if (staff.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('office:signIn.noName')}
      </Text>
    )
  }
  return (
    <div ref={box} role="radiogroup" aria-label={t('office:signIn.names')} className={classes.names}>
      {staff.map((one, index) => (
        <UnstyledButton
          key={one.id}
          role="radio"
          aria-checked={one.id === chosen?.id}
          aria-label={one.name}
          aria-describedby={`staff-${one.id}`}
          tabIndex={one === focusable ? 0 : -1}
          className={classes.name}
          onClick={() => props.onChoose(one)}
          onKeyDown={(event) => press(event, index)}
        >
          <Group justify="space-between" wrap="nowrap" gap="xs">
            <Text fw={600} size="md">
              {one.name}
            </Text>
            {one.pin !== null && <Badge color="orange">{t('office:signIn.pin', { pin: one.pin })}</Badge>}
          </Group>
          <Text id={`staff-${one.id}`} size="xs" c="dimmed" truncate>
            {one.roles.map((role) => t(`vocabulary:role.${role}`)).join(t('common:listSeparator'))}
          </Text>
        </UnstyledButton>
      ))}
    </div>
  )
}
