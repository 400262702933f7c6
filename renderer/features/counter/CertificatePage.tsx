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

/** Who owes or owed anything on the unit, the present owner first; the developer's debts are the developer's. */
function peopleOf(unit: Unit): string[] {
  const debtors = unit.account.charges.flatMap((charge) => (charge.debtor === null ? [] : [charge.debtor]))
  return [...new Set([...(unit.owner === null ? [] : [unit.owner]), ...debtors])]
}

function Certificate({ of, person }: { readonly of: Unit; readonly person: number | undefined }) {
  const { t } = useTranslation()
  const office = useOffice()
  const actor = useActor()
  const people = peopleOf(of)
  // Whose card one comes from: an owner of before who still has charges here, or the present one.
  const asked = of.account.charges.find((charge) => charge.debtorId === person)?.debtor
  const [name, setName] = useState(asked ?? people[0] ?? '')
  const isTheirs = (charge: Charge) =>
    charge.debtorKind !== 'developer' && (charge.debtor === name || (charge.debtor === null && name === of.owner))
  const open = of.account.charges.filter((charge) => charge.owed > 0 && isTheirs(charge))
  const settled = of.account.charges.filter((charge) => charge.isDue && charge.reversedOn === null && isTheirs(charge))
  const until = settled
    .map((charge) => charge.toOn)
    .sort()
    .at(-1)
  const mayPrint = open.length === 0 && name !== ''
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
          data={people}
          value={name}
          onChange={(value) => value && setName(value)}
        />
      )}
      {name === '' && <EmptyFace title={t('counter:noOwner')} />}
      {open.length > 0 && (
        <Alert color="orange" role="alert" title={t('counter:certificate.owes', { name })} data-testid="still-owes">
          <List size="sm">
            {open.map((charge) => (
              <List.Item key={charge.id}>
                {charge.item} {periodText(charge)} {formatMoney(charge.owed)}
              </List.Item>
            ))}
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
