import { Alert, Button, List, Select } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DueView } from '../../../electron/contract/counter.ts'
import { orpc } from '../../api/client.ts'
import { useActor, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { formatMoney } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import classes from './counter.module.css'
import { periodText } from './periods.ts'

/** 结清证明: that somebody owes nothing for a unit today, or what still stands in the way of saying so. */
export function CertificatePage() {
  const { t } = useTranslation()
  const { unit, person } = useSearch({ from: '/counter/certificate' })
  const query = useQuery({
    ...orpc.counter.due.queryOptions({ input: { unitId: unit ?? 0 } }),
    enabled: unit !== undefined,
  })
  const [of] = query.data?.units ?? []
  if (unit === undefined) {
    return (
      <Page title={t('counter:certificate.title')}>
        <EmptyFace title={t('counter:pickFirst')} />
      </Page>
    )
  }
  return (
    <Page
      ownPaper
      title={t('counter:certificate.title')}
      subtitle={of?.unit}
      crumbs={[{ label: t('common:nav.counter'), link: { to: '/counter', search: { unit } } }]}
    >
      <Loaded query={query}>{() => of && <Certificate of={of} person={person} />}</Loaded>
    </Page>
  )
}

type Unit = DueView['units'][number]
type Charge = Unit['account']['charges'][number]

interface Payer {
  readonly id: number
  readonly name: string
}

/**
 * Who owes or owed anything on the unit, the present owner first; the developer's debts are the developer's. Persons,
 * not names: a seller and a buyer may be called alike.
 */
function peopleOf(unit: Unit): Payer[] {
  const owner = unit.ownerId === null ? [] : [{ id: unit.ownerId, name: unit.owner ?? '' }]
  const debtors = unit.account.charges.flatMap(({ debtorId: id, debtor }) =>
    id === null ? [] : [{ id, name: debtor ?? '' }],
  )
  return [...new Map([...owner, ...debtors].map((one) => [one.id, one])).values()]
}

/** What of the unit's penalty is run up by somebody's charges, in fen; what was taken or waived counts for anybody's. */
function penaltyFor({ penalty, penaltyFrom }: Unit, charges: readonly Charge[]): number {
  const own = penaltyFrom.lines.filter((line) => charges.some((charge) => charge.id === line.chargeId))
  return Math.min(
    penalty,
    own.reduce((sum, line) => sum + line.amount, 0),
  )
}

function Certificate({ of, person }: { readonly of: Unit; readonly person: number | undefined }) {
  const { t } = useTranslation()
  const office = useOffice()
  const actor = useActor()
  const people = peopleOf(of)
  // Whose card one comes from: an owner of before who still has charges here, or the present one.
  const [id, setId] = useState(people.find((one) => one.id === person)?.id ?? people[0]?.id)
  const name = people.find((one) => one.id === id)?.name ?? ''
  const theirs = of.account.charges.filter(
    (charge) => charge.debtorKind !== 'developer' && (charge.debtorId ?? of.ownerId) === id,
  )
  const open = theirs.filter((charge) => charge.owed > 0)
  const penalty = penaltyFor(of, theirs)
  const settled = theirs.filter((charge) => charge.isDue && charge.reversedOn === null)
  const until = settled
    .map((charge) => charge.toOn)
    .sort()
    .at(-1)
  const owes = open.length > 0 || penalty > 0
  const mayPrint = !owes && name !== ''
  useCommands(mayPrint ? [{ key: 'p', label: t('common:print'), run: printPage }] : [])
  return (
    <>
      {people.length > 1 && (
        <Select
          w={260}
          mb="sm"
          className="no-print"
          label={t('counter:certificate.whose')}
          allowDeselect={false}
          data={people.map((one) => ({ value: String(one.id), label: one.name }))}
          value={String(id)}
          onChange={(value) => value && setId(Number(value))}
        />
      )}
      {name === '' && <EmptyFace title={t('counter:noOwner')} />}
      {owes && (
        <Alert color="orange" role="alert" title={t('counter:certificate.owes', { name })} data-testid="still-owes">
          <List size="sm">
            {open.map((charge) => (
              <List.Item key={charge.id}>
                {charge.item} {periodText(charge)} {formatMoney(charge.owed)}
              </List.Item>
            ))}
            {penalty > 0 && (
              <List.Item data-testid="owes-penalty">
                {t('counter:certificate.penalty', { amount: formatMoney(penalty) })}
              </List.Item>
            )}
          </List>
        </Alert>
      )}
      {mayPrint && (
        <>
          <div className={`${classes.sheet} ${classes.paper}`} data-testid="certificate">
            <h2>{t('counter:certificate.title')}</h2>
            <p className={classes.certificate}>
              {t(until === undefined ? 'counter:certificate.textNoFees' : 'counter:certificate.text', {
                name,
                unit: `${of.area} ${of.unit}`,
                asOf: of.account.asOf,
                until: until ?? '',
              })}
            </p>
            <p>{t('counter:certificate.reserve')}</p>
            <div className={classes.paperFoot}>
              <span>
                {t('counter:certificate.by')} {actor?.name}
              </span>
              <span>
                {office.name} {t('counter:paper.seal')}
              </span>
              <span className="figure">{of.account.asOf}</span>
            </div>
          </div>
          <Button
            mt="sm"
            className="no-print"
            leftSection={<IconPrinter size={16} />}
            rightSection={<Keys of="p" />}
            onClick={printPage}
            data-testid="print-certificate"
          >
            {t('common:print')}
          </Button>
        </>
      )}
    </>
  )
}
