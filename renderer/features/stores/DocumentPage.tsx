import { Alert, Button } from '@mantine/core'
import { IconArrowBackUp, IconPrinter, IconRotate } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { momentInZone } from '../../../electron/contract/dates.ts'
import { averagePrice, type StockDocument } from '../../../electron/contract/stores.ts'
import { orpc } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { askReason } from '../../ui/ConfirmReason.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { formatMoney } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import { useWrite } from '../../ui/write.ts'
import { scaledText } from '../billing/ScaledField.tsx'
import { formatQuantity } from './quantity.ts'
import { ReturnDialog } from './ReturnDialog.tsx'
import classes from './stores.module.css'

/** A document as its slip, with what it is linked with, and what can be done about it. */
export function DocumentPage() {
  const { id } = useParams({ from: '/stores/document/$id' })
  return /^[1-9]\d{0,14}$/.test(id) ? <Document key={id} id={Number(id)} /> : <NotFoundFace />
}

function Document({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayKeep = useMay('stores.reverse')
  const [returning, setReturning] = useState(false)
  const query = useQuery(orpc.stores.document.queryOptions({ input: { id } }))
  const reverse = useWrite(orpc.stores.reverse, {
    done: ({ number }) => t('stores:written', { number }),
    onDone: (made) => void navigate({ to: '/stores/document/$id', params: { id: String(made.id) } }),
  })
  const document = query.data
  const stands = document !== undefined && document.reversedBy === null && document.reverses === null
  const mayReverse = mayKeep && stands && document.kind !== 'count'
  const mayReturn = mayKeep && stands && document.lines.some((line) => line.returnable > 0)
  async function ask(): Promise<void> {
    const reason = await askReason({
      title: t('stores:reverse.title', { number: document?.number ?? '' }),
      message: t('stores:reverse.hint'),
      action: t('stores:reverse.action'),
      danger: true,
    })
    if (reason !== null) reverse.mutate({ id, reason })
  }
  useCommands([
    { key: 'p', label: t('common:print'), run: printPage },
    ...(mayReturn ? [{ key: 't', label: t('stores:return.action'), run: () => setReturning(true) }] : []),
  ])
  return (
    <Page
      ownPaper
      title={document ? `${t(`vocabulary:stockKind.${document.kind}`)} ${document.number}` : ''}
      crumbs={[
        { label: t('common:nav.stores'), link: { to: '/stores' } },
        { label: t('stores:tabs.documents'), link: { to: '/stores/documents' } },
      ]}
      actions={
        <>
          {mayReverse && (
            <Button
              variant="light"
              color="red"
              leftSection={<IconArrowBackUp size={16} />}
              loading={reverse.isPending}
              onClick={() => void ask()}
              data-testid="reverse"
            >
              {t('stores:reverse.action')}
            </Button>
          )}
          {mayReturn && (
            <Button
              variant="default"
              leftSection={<IconRotate size={16} />}
              rightSection={<Keys of="t" />}
              onClick={() => setReturning(true)}
              data-testid="return"
            >
              {t('stores:return.action')}
            </Button>
          )}
          <Button leftSection={<IconPrinter size={16} />} rightSection={<Keys of="p" />} onClick={printPage}>
            {t('common:print')}
          </Button>
        </>
      }
    >
      <Loaded query={query}>
        {(of) => (
          <>
            <Links of={of} />
            <Slip of={of} />
          </>
        )}
      </Loaded>
      {returning && document && <ReturnDialog of={document} onClose={() => setReturning(false)} />}
    </Page>
  )
}

/** What was taken back by what, on screen. */
function Links({ of }: { readonly of: StockDocument }) {
  const { t } = useTranslation()
  const links = [
    ...(of.reversedBy ? [{ word: t('stores:links.reversedBy'), to: of.reversedBy }] : []),
    ...(of.reverses ? [{ word: t('stores:links.reverses'), to: of.reverses }] : []),
    ...(of.returnOf ? [{ word: t('stores:links.returnOf'), to: of.returnOf }] : []),
    ...of.returns.map((one) => ({ word: t('stores:links.returned'), to: one })),
  ]
  if (links.length === 0 && of.countId === null) return null
  return (
    <Alert color={of.reversedBy ? 'gray' : 'blue'} mb="sm" className="no-print" data-testid="links">
      {links.map(({ word, to }) => (
        <div key={to.id}>
          {word}{' '}
          <LinkAnchor to="/stores/document/$id" params={{ id: String(to.id) }} className="figure">
            {to.number}
          </LinkAnchor>{' '}
          <span className="figure">{to.onDate}</span>
        </div>
      ))}
      {of.countId !== null && (
        <LinkAnchor to="/stores/count/$id" params={{ id: String(of.countId) }}>
          {t('stores:links.count')}
        </LinkAnchor>
      )}
    </Alert>
  )
}

/** The slip: half a sheet of A4, signed by who gave and who took. */
function Slip({ of }: { readonly of: StockDocument }) {
  const { t } = useTranslation()
  const office = useOffice()
  const sign = of.kind === 'issue' || of.kind === 'scrap' || of.kind === 'count' ? -1 : 1
  const price = (line: StockDocument['lines'][number]) =>
    line.price ?? averagePrice(Math.abs(line.value), Math.abs(line.quantity))
  const shown = (value: number) => (value === 0 ? 0 : sign * value)
  return (
    <article className={classes.slip} aria-label={of.number} data-testid="slip" data-reversed={of.reversedBy !== null}>
      <header>
        <h2>{office.name}</h2>
        <div className={classes.kind}>
          {t(`stores:paper.${of.kind}`)}
          {of.reverses && t('stores:reversalMark')}
        </div>
        <div className={classes.head}>
          <span>
            {t('lists:stockDocuments.columns.number')} <b className="figure">{of.number}</b>
          </span>
          <span>
            {t('lists:stockDocuments.columns.onDate')} <span className="figure">{of.onDate}</span>
          </span>
        </div>
        <div className={classes.about}>
          {of.supplier && <span>{`${t('stores:supplier')} ${of.supplier}`}</span>}
          {of.job && (
            <span>
              {t('stores:job')}{' '}
              <LinkAnchor to="/jobs/$id" params={{ id: String(of.job.id) }} className="figure">
                {of.job.number}
              </LinkAnchor>
            </span>
          )}
          {of.recipient && <span>{`${t('stores:recipient')} ${of.recipient}`}</span>}
          {of.purpose && <span>{`${t('lists:stockDocuments.columns.purpose')} ${of.purpose}`}</span>}
          {of.note && <span>{`${t('stores:note')} ${of.note}`}</span>}
        </div>
      </header>
      <table>
        <thead>
          <tr>
            <th>{t('lists:stockItems.columns.code')}</th>
            <th>{t('lists:stockItems.columns.name')}</th>
            <th>{t('lists:stockItems.columns.specification')}</th>
            <th>{t('lists:stockItems.columns.bin')}</th>
            <th>{t('lists:stockItems.columns.unitName')}</th>
            <th className={classes.number}>{t('lists:stockItems.columns.quantity')}</th>
            <th className={classes.number}>{t('stores:price')}</th>
            <th className={classes.number}>{t('lists:stockItems.columns.value')}</th>
          </tr>
        </thead>
        <tbody>
          {of.lines.map((line) => {
            const each = price(line)
            return (
              <tr key={line.id}>
                <td className="figure">{line.code}</td>
                <td>
                  <LinkAnchor to="/stores/item/$id" params={{ id: String(line.itemId) }}>
                    {line.name}
                  </LinkAnchor>
                </td>
                <td>{line.specification}</td>
                <td>{line.bin}</td>
                <td>{line.unitName}</td>
                <td className={classes.number}>{formatQuantity(shown(line.quantity))}</td>
                <td className={classes.number}>{each === null ? '' : scaledText(each, 4)}</td>
                <td className={classes.number}>{formatMoney(shown(line.value))}</td>
              </tr>
            )
          })}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={7}>{t('stores:paper.total')}</td>
            <td className={classes.number} data-testid="document-value">
              {formatMoney(shown(of.value))}
            </td>
          </tr>
        </tfoot>
      </table>
      <div className={classes.foot}>
        <span>{t('stores:paper.by', { name: of.actor, at: momentInZone(new Date(of.at), office.zone) })}</span>
        <span>
          {t('stores:paper.keeper')}
          <i />
        </span>
        <span>
          {t(of.kind === 'receipt' ? 'stores:paper.deliverer' : 'stores:paper.taker')}
          <i />
        </span>
      </div>
    </article>
  )
}
