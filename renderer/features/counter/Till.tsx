import {
  Alert,
  Button,
  Checkbox,
  Group,
  Paper,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DueView } from '../../../electron/contract/counter.ts'
import { amountInWords, largestAmount, yuanText } from '../../../electron/contract/money.ts'
import {
  type PaymentMethod,
  type PaymentSource,
  paymentMethods,
  paymentSources,
} from '../../../electron/contract/vocabulary.ts'
import { orpc } from '../../api/client.ts'
import { errorText, problemsOf, problemText } from '../../api/errors.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { formatMoney } from '../../ui/format.ts'
import { HundredthsField } from '../../ui/HundredthsField.tsx'
import { requestKey } from '../../ui/requestKey.ts'
import { afterWrite, useWrite } from '../../ui/write.ts'
import { type Account, linesOf, type Payable } from './collect.ts'
import classes from './counter.module.css'
import { PenaltyReasons } from './PenaltyReasons.tsx'
import { Waivers } from './Waivers.tsx'

const methods = Object.keys(paymentMethods) as PaymentMethod[]
const sources = Object.keys(paymentSources) as PaymentSource[]

/** What refuses an amount before it is sent. @param fen */
function wrongAmount(fen: number): string | undefined {
  const [amount, largest] = [yuanText(fen), yuanText(largestAmount)]
  if (fen <= 0) return problemText({ code: 'amount-not-positive', params: { amount } })
  return fen > largestAmount ? problemText({ code: 'amount-too-large', params: { amount, largest } }) : undefined
}

/** Money in: amount, method, change, receipt. Enter goes from field to field and takes the money at the end. */
export function Till({
  due,
  payables,
  chosen,
}: {
  readonly due: DueView
  readonly payables: readonly Payable[]
  readonly chosen: ReadonlySet<number>
}) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { today } = useOffice()
  const mayTake = useMay('counter.take')
  const penalties = due.units.flatMap((unit) =>
    unit.penalty > 0 ? [{ unitId: unit.unitId, unit: unit.unit, amount: unit.penalty }] : [],
  )
  const [withPenalty, setWithPenalty] = useState(true)
  const penalty = withPenalty ? penalties.reduce((sum, one) => sum + one.amount, 0) : 0
  const charged = payables.filter((one) => chosen.has(one.chargeId)).reduce((sum, one) => sum + one.left, 0)
  const owed = charged + penalty
  const [amount, setAmount] = useState<number | string | null>(owed)
  const [method, setMethod] = useState<PaymentMethod>('cash')
  const [split, setSplit] = useState<{ method: PaymentMethod; amount: number | string | null } | null>(null)
  const [tendered, setTendered] = useState<number | string | null>(null)
  // Before there is an owner the developer pays; a receipt says from whom the money is.
  const isDevelopers = payables.some((one) => one.debtorKind === 'developer')
  const [payer, setPayer] = useState(due.payer || (isDevelopers ? t('vocabulary:debtorKind.developer') : ''))
  const [source, setSource] = useState<PaymentSource>('renewal')
  const [onDate, setOnDate] = useState(today)
  const [note, setNote] = useState('')
  const accounts = due.units.flatMap((unit) =>
    unit.items.map((item) => ({ unitId: unit.unitId, unit: unit.unit, ...item })),
  )
  const [rest, setRest] = useState<Account | null>(accounts[0] ?? null)
  const [key] = useState(requestKey)
  const [problem, setProblem] = useState<unknown>(null)
  const amountField = useRef<HTMLInputElement>(null)
  const tenderedField = useRef<HTMLInputElement>(null)
  const isTouched = useRef(false)
  const isSent = useRef(false)
  useEffect(() => {
    if (!isTouched.current) setAmount(owed)
  }, [owed])
  useEffect(() => {
    amountField.current?.focus()
    amountField.current?.select()
  }, [])
  const total = typeof amount === 'number' ? amount : 0
  const surplus = total - owed
  const second = split && typeof split.amount === 'number' ? Math.min(split.amount, total) : 0
  const paid = [
    { method, amount: total - second },
    ...(split && second > 0 ? [{ method: split.method, amount: second }] : []),
  ].filter((one) => one.amount > 0)
  const inCash = paid.filter((one) => one.method === 'cash').reduce((sum, one) => sum + one.amount, 0)
  const cash = inCash > 0
  const change = cash && typeof tendered === 'number' ? tendered - inCash : 0
  const lines = linesOf(payables, chosen, total - penalty, rest, (unitId) => {
    const unit = due.units.find((one) => one.unitId === unitId)
    return unit?.ownerId ?? due.payerId
  })
  const take = useWrite(orpc.counter.take, {
    done: ({ receiptNo }) => t('counter:taken', { receiptNo }),
    onDone: ({ id }) => void navigate({ to: '/counter/receipt/$id', params: { id: String(id) } }),
    onError: (error) => {
      isSent.current = false
      setProblem(error)
      // What a colleague has taken meanwhile goes from the list.
      void afterWrite()
      return true
    },
  })
  const isEmpty = total <= 0 || (lines.length === 0 && total !== penalty)
  const amountError =
    typeof amount === 'string'
      ? t('counter:notAnAmount')
      : amount !== null && isTouched.current
        ? wrongAmount(amount)
        : undefined
  const blocked =
    isEmpty || total > largestAmount || total < penalty || (cash && typeof tendered === 'number' && change < 0)

  /** The arrows choose how the money comes without a hand off the amount: a digit would be typed into it. */
  function chooseMethod(event: KeyboardEvent): void {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    payBy(methods[(methods.indexOf(method) + step + methods.length) % methods.length] as PaymentMethod)
  }
  /** Two methods stay two: the second becomes what the first was. */
  function payBy(next: PaymentMethod): void {
    if (split?.method === next) setSplit({ ...split, method })
    setMethod(next)
  }

  function submit(): void {
    // A second click of a double click comes before the page has been painted anew.
    if (blocked || isSent.current || !mayTake) return
    isSent.current = true
    setProblem(null)
    take.mutate({
      requestKey: key,
      onDate,
      payer,
      payerId: payer === due.payer ? due.payerId : null,
      source,
      methods: paid,
      tendered: cash && typeof tendered === 'number' ? tendered : null,
      note,
      lines,
      shown: due.units.map((unit) => ({ unitId: unit.unitId, owed: unit.account.owed })),
      penalties: withPenalty ? penalties.map(({ unitId, amount }) => ({ unitId, amount })) : [],
    })
  }
  useCommands([{ key: 'mod+enter', label: t('counter:take'), run: submit }])
  const monthly = accounts.find((one) => one.unitId === rest?.unitId && one.itemId === rest?.itemId)?.monthly ?? null
  const cap = due.units[0]?.prepayCapMonths ?? 0
  const months = monthly && surplus > 0 ? surplus / monthly : 0
  return (
    <Paper
      component="form"
      p="md"
      className={classes.till}
      aria-label={t('counter:till')}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Stack gap="sm">
        <Group justify="space-between" align="baseline">
          <Title order={2}>{t('counter:till')}</Title>
          <Text size="sm" c="dimmed">
            {t('counter:chosenSum')}{' '}
            <Text span fw={600} c="var(--mantine-color-text)" className="figure" data-testid="owed">
              {formatMoney(owed)}
            </Text>
          </Text>
        </Group>
        {problem !== null && (
          <Alert color="red" role="alert" title={errorText(problem)} data-testid="till-problem">
            {problemsOf(problem)
              .filter((one) => problemText(one) !== errorText(problem))
              .map((one) => (
                <Text key={`${one.code} ${one.field}`} size="sm">
                  {problemText(one)}
                </Text>
              ))}
          </Alert>
        )}
        {penalties.length > 0 && (
          <Checkbox
            label={t('counter:penalty', { amount: formatMoney(penalties.reduce((sum, one) => sum + one.amount, 0)) })}
            checked={withPenalty}
            onChange={(event) => setWithPenalty(event.currentTarget.checked)}
            data-testid="penalty"
          />
        )}
        {penalties.length > 0 && (
          <Group gap={6} mt={-8}>
            <PenaltyReasons of={due.units} />
            <Waivers of={penalties} />
          </Group>
        )}
        <HundredthsField
          ref={amountField}
          size="md"
          label={t('counter:takeAmount')}
          value={amount}
          onChange={(value) => {
            isTouched.current = true
            setAmount(value)
          }}
          live
          onKeyDown={(event) => {
            chooseMethod(event)
            // Without cash to count Enter sends the form, as it does by itself.
            if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || !cash) return
            event.preventDefault()
            tenderedField.current?.focus()
          }}
          error={amountError}
          data-testid="take-amount"
        />
        <Text size="xs" c="dimmed" mt={-8}>
          {total > 0 ? amountInWords(total) : ' '}
        </Text>
        {accounts.length > 0 && monthly !== null && (
          <Group gap={6}>
            <Text size="xs" c="dimmed">
              {t('counter:inAdvance')}
            </Text>
            {[3, 6, 12].map((count) => (
              <Button
                key={count}
                size="compact-xs"
                variant="default"
                onClick={() => {
                  isTouched.current = true
                  setAmount(owed + count * monthly)
                  amountField.current?.focus()
                }}
              >
                {t('counter:months', { count })}
              </Button>
            ))}
          </Group>
        )}
        {surplus > 0 && (
          <Stack gap={4}>
            <Text size="sm" role="status" data-testid="surplus">
              {t('counter:surplus', { amount: formatMoney(surplus) })}
            </Text>
            {accounts.length > 1 && (
              <Select
                size="xs"
                aria-label={t('counter:surplusTo')}
                allowDeselect={false}
                data={accounts.map((one) => ({
                  value: `${one.unitId}/${one.itemId}`,
                  label: `${one.unit} ${one.item}`,
                }))}
                value={rest ? `${rest.unitId}/${rest.itemId}` : null}
                onChange={(value) => {
                  const next = accounts.find((one) => `${one.unitId}/${one.itemId}` === value)
                  if (next) setRest({ unitId: next.unitId, itemId: next.itemId })
                }}
              />
            )}
            {accounts.length === 0 && (
              <Text size="sm" c="red">
                {t('counter:nowhereToGo')}
              </Text>
            )}
            {cap > 0 && months > cap && (
              <Text size="sm" c="var(--mantine-color-orange-light-color)">
                {t('counter:overCap', { months: cap })}
              </Text>
            )}
          </Stack>
        )}
        {surplus < 0 && total > 0 && (
          <Text size="sm" role="status" {...(total < penalty && { c: 'var(--mantine-color-error)' })}>
            {total < penalty
              ? t('counter:lessThanPenalty', { amount: formatMoney(penalty) })
              : t('counter:partial', { amount: formatMoney(-surplus) })}
          </Text>
        )}
        <div>
          <Group justify="space-between" mb={4}>
            <Text size="sm" fw={500}>
              {t('counter:method')}
            </Text>
            <Keys of="↑+↓" />
          </Group>
          <SegmentedControl
            fullWidth
            size="xs"
            value={method}
            onChange={(value) => payBy(value as PaymentMethod)}
            data={methods.map((one) => ({ value: one, label: t(`vocabulary:paymentMethod.${one}`) }))}
            aria-label={t('counter:method')}
            data-testid="method"
          />
        </div>
        {split === null ? (
          <Button
            size="compact-xs"
            variant="subtle"
            style={{ alignSelf: 'flex-start' }}
            onClick={() => setSplit({ method: method === 'cash' ? 'wechat' : 'cash', amount: null })}
            data-testid="split"
          >
            {t('counter:split')}
          </Button>
        ) : (
          <Group grow align="flex-end">
            <Select
              label={t('counter:secondMethod')}
              allowDeselect={false}
              data={methods
                .filter((one) => one !== method)
                .map((one) => ({ value: one, label: t(`vocabulary:paymentMethod.${one}`) }))}
              value={split.method}
              onChange={(value) => value && setSplit({ ...split, method: value as PaymentMethod })}
            />
            <HundredthsField
              label={t('counter:secondAmount')}
              value={split.amount}
              onChange={(value) => setSplit({ ...split, amount: value })}
              live
              data-testid="second-amount"
            />
            <Button variant="default" onClick={() => setSplit(null)}>
              {t('counter:unsplit')}
            </Button>
          </Group>
        )}
        {cash && (
          <Group grow align="flex-start">
            <HundredthsField
              ref={tenderedField}
              size="md"
              label={t('counter:tendered')}
              value={tendered}
              onChange={setTendered}
              live
              onKeyDown={chooseMethod}
              error={change < 0}
              data-testid="tendered"
            />
            <div>
              <Text size="sm" fw={500}>
                {t('counter:change')}
              </Text>
              <Text
                className={`figure ${classes.change}`}
                {...(change < 0 && { c: 'var(--mantine-color-error)', fz: 'sm' })}
                aria-live="polite"
                data-testid="change"
              >
                {change < 0 ? t('counter:tooLittle', { amount: formatMoney(-change) }) : formatMoney(change)}
              </Text>
            </div>
          </Group>
        )}
        <Group grow>
          <TextInput
            label={t('counter:payer')}
            maxLength={60}
            value={payer}
            onChange={(event) => setPayer(event.currentTarget.value)}
            data-testid="payer-name"
          />
          <Select
            label={t('counter:source')}
            allowDeselect={false}
            data={sources.map((one) => ({ value: one, label: t(`vocabulary:paymentSource.${one}`) }))}
            value={source}
            onChange={(value) => value && setSource(value as PaymentSource)}
          />
        </Group>
        <Group grow>
          <DateField
            label={t('counter:onDate')}
            value={onDate}
            maxDate={today}
            clearable={false}
            onlyValid
            onChange={(date) => date && setOnDate(date)}
          />
          <TextInput
            label={t('counter:note')}
            maxLength={300}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </Group>
        <Button
          type="submit"
          size="md"
          disabled={blocked || !mayTake}
          loading={take.isPending}
          rightSection={<Keys of="mod+enter" />}
          data-testid="take"
        >
          {t('counter:takeAndPrint', { amount: formatMoney(total) })}
        </Button>
        {!mayTake && (
          <Text size="xs" c="dimmed">
            {t('counter:mayNot')}
          </Text>
        )}
      </Stack>
    </Paper>
  )
}
