import { Button, Drawer, Group, Kbd, SegmentedControl, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Keys, useCommands } from '../../app/commands.tsx'
import { leave } from '../../ui/unsaved.ts'
import { sayDone } from '../../ui/write.ts'
import { CallerPicker } from './CallerPicker.tsx'
import { CallScriptPanel } from './CallScriptPanel.tsx'
import { CasesAround } from './CasesAround.tsx'
import { type Call, nobody, nothingTold, type SavedCall, type Told } from './call.ts'
import { callKinds } from './callKinds.tsx'
import type { IntakeStart } from './intakeDoor.ts'
import classes from './jobs.module.css'

/** Takes a call, from anywhere and by keyboard alone: who, what kind, where, what; saving gives the number and the slip. */
export function Intake({ start, onClose }: { readonly start: IntakeStart; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [round, setRound] = useState(0)
  const [saved, setSaved] = useState<SavedCall | null>(null)
  return (
    <Drawer
      opened
      onClose={() => void leave(onClose)}
      position="right"
      size={1040}
      title={t('common:takeCall')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {saved ? (
        <Saved
          of={saved}
          onClose={onClose}
          onNext={() => {
            setSaved(null)
            setRound(round + 1)
          }}
        />
      ) : (
        <TakeCall
          key={round}
          again={round > 0}
          kind={start.kind ?? callKinds[0]?.kind ?? ''}
          // The next caller is somebody else.
          from={round === 0 ? start.from : undefined}
          onClose={onClose}
          onSaved={(one) => {
            sayDone(t('jobs:intake.saved', { number: one.number }))
            setSaved(one)
          }}
        />
      )}
    </Drawer>
  )
}

function TakeCall(props: {
  /** The drawer was open before: nothing but this part moves the focus. */
  readonly again: boolean
  readonly kind: string
  readonly from: IntakeStart['from']
  readonly onClose: () => void
  readonly onSaved: (saved: SavedCall) => void
}) {
  const { t } = useTranslation()
  const [kind, setKind] = useState(props.kind)
  const [call, setCall] = useState<Call>(nobody)
  const [told, setTold] = useState<Told>(nothingTold)
  const [filled, setFilled] = useState(0)
  const onTold = useCallback((next: Told) => setTold(next), [])
  const Form = callKinds.find((one) => one.kind === kind)?.Form
  const next = () => {
    const index = callKinds.findIndex((one) => one.kind === kind)
    setKind(callKinds[(index + 1) % callKinds.length]?.kind ?? kind)
  }
  useCommands([{ key: 'alt+k', label: t('jobs:intake.nextKind'), run: next, inDialog: true }])
  const change = (patch: Partial<Call>) => setCall({ ...call, ...patch })
  return (
    <div className={classes.intake}>
      <Stack gap="sm" miw={0}>
        <Group gap={8} wrap="nowrap">
          <SegmentedControl
            fullWidth
            flex={1}
            aria-label={t('jobs:intake.kind')}
            value={kind}
            onChange={setKind}
            data={callKinds.map((one) => ({ value: one.kind, label: t(`jobs:intake.kinds.${one.kind}`) }))}
            data-testid="intake-kind"
          />
          <Keys of="alt+k" />
        </Group>
        <CallerPicker call={call} onCall={setCall} from={props.from} takesFocus={props.again} />
        {Form && (
          <Form
            key={`${kind} ${filled}`}
            call={call}
            told={told}
            onTold={onTold}
            onSaved={props.onSaved}
            onCancel={props.onClose}
            callerFields={
              <Group grow align="flex-start">
                <TextInput
                  label={t('lists:jobs.columns.caller')}
                  maxLength={60}
                  value={call.caller}
                  onChange={(event) => change({ caller: event.currentTarget.value })}
                  data-testid="intake-caller"
                />
                <TextInput
                  label={t('jobs:intake.phone')}
                  maxLength={60}
                  inputMode="tel"
                  value={call.phone}
                  placeholder={call.maskedPhone}
                  onChange={(event) => change({ phone: event.currentTarget.value })}
                  data-testid="intake-phone"
                />
              </Group>
            }
          />
        )}
      </Stack>
      <Stack gap="sm" miw={0}>
        <CallScriptPanel call={call} told={told} />
        <CasesAround
          call={call}
          told={told}
          isJob={kind === 'repair' || kind === 'service'}
          onLeave={props.onClose}
          onSaved={props.onSaved}
          onRework={(one) => {
            setTold({
              place: one.place,
              trade: one.trade,
              content: told.content || one.content,
              reworkOf: { id: one.id, number: one.number },
            })
            // The form begins anew with what the first job says.
            setFilled(filled + 1)
          }}
        />
      </Stack>
    </div>
  )
}

/** The number to tell the caller, and what to do next. */
function Saved(props: { readonly of: SavedCall; readonly onClose: () => void; readonly onNext: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { number, jobId } = props.of
  const go = (to: '/jobs/$id' | '/jobs/$id/voucher') => {
    props.onClose()
    void navigate({ to, params: { id: String(jobId) } })
  }
  useCommands([
    { key: 'n', label: t('jobs:intake.next'), run: props.onNext, inDialog: true },
    ...(jobId === null
      ? []
      : [
          { key: 'p', label: t('jobs:intake.slip'), run: () => go('/jobs/$id/voucher'), inDialog: true },
          { key: 'o', label: t('jobs:intake.open'), run: () => go('/jobs/$id'), inDialog: true },
        ]),
  ])
  return (
    <Stack align="center" gap="lg" py="xl" role="status" data-testid="intake-saved">
      <Text c="dimmed">{t('jobs:intake.tellNumber')}</Text>
      <Title order={2} className={`figure ${classes.number}`}>
        {number}
      </Title>
      <Group gap={8}>
        {jobId !== null && (
          <>
            <Button
              variant="default"
              leftSection={<IconPrinter size={16} />}
              rightSection={<Kbd size="xs">P</Kbd>}
              onClick={() => go('/jobs/$id/voucher')}
              data-testid="intake-slip"
            >
              {t('jobs:intake.slip')}
            </Button>
            <Button
              variant="default"
              rightSection={<Kbd size="xs">O</Kbd>}
              onClick={() => go('/jobs/$id')}
              data-testid="intake-open"
            >
              {t('jobs:intake.open')}
            </Button>
          </>
        )}
        <Button rightSection={<Kbd size="xs">N</Kbd>} onClick={props.onNext} autoFocus data-testid="intake-next">
          {t('jobs:intake.next')}
        </Button>
        <Button variant="default" onClick={props.onClose}>
          {t('common:close')}
        </Button>
      </Group>
    </Stack>
  )
}
