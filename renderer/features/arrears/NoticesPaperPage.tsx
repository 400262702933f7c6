import { Badge, Button, Group } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { NoticeSheet } from '../../../electron/contract/dunning.ts'
import { client, orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { formatCount, formatMoney } from '../../ui/format.ts'
import { type Crumb, Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import { afterWrite, sayError } from '../../ui/write.ts'
import { NoticePaper } from './NoticePaper.tsx'
import { useCancelNotice } from './NoticesTab.tsx'

const isId = (id: string) => /^[1-9]\d{0,14}$/.test(id)

/** All notices of a batch, a sheet each, to look through and print in one go. */
export function BatchPage() {
  const { id } = useParams({ from: '/arrears/batch/$id' })
  return isId(id) ? <Papers which={{ batchId: Number(id) }} /> : <NotFoundFace />
}

/** One notice. */
export function NoticePage() {
  const { id } = useParams({ from: '/arrears/notice/$id' })
  return isId(id) ? <Papers which={{ noticeId: Number(id) }} /> : <NotFoundFace />
}

function Papers({ which }: { readonly which: { batchId: number } | { noticeId: number } }) {
  const { t } = useTranslation()
  const query = useQuery(orpc.dunning.sheets.queryOptions({ input: which }))
  const sheets = query.data ?? []
  const [first] = sheets
  const crumbs: Crumb[] = [
    { label: t('common:nav.arrears'), link: { to: '/arrears' } },
    { label: t('arrears:tabs.notices'), link: { to: '/arrears', search: { tab: 'notices' } } },
  ]
  return (
    <Page
      ownPaper
      title={first ? ('batchId' in which ? first.title : first.noticeNo) : t('arrears:tabs.notices')}
      subtitle={first && <Subtitle of={sheets} />}
      crumbs={crumbs}
      actions={first && <Actions of={sheets} />}
    >
      <Loaded query={query}>
        {(loaded) => (
          <>
            {/* Cancelled ones last: nothing is printed of them, and no break for them either. */}
            {[...valid(loaded), ...loaded.filter((sheet) => sheet.cancelledOn !== null)].map((sheet) => (
              <NoticePaper key={sheet.id} of={sheet} />
            ))}
          </>
        )}
      </Loaded>
    </Page>
  )
}

const valid = (sheets: readonly NoticeSheet[]) => sheets.filter((sheet) => sheet.cancelledOn === null)

function Subtitle({ of }: { readonly of: readonly NoticeSheet[] }) {
  const { t } = useTranslation()
  const counted = valid(of)
  const [only] = of.length === 1 ? of : []
  return (
    <Group gap={8} className="figure">
      {of[0]?.issuedOn}
      <span>
        {t('arrears:batchSubtitle', {
          notices: formatCount(counted.length),
          amount: formatMoney(counted.reduce((sum, sheet) => sum + sheet.amount, 0)),
        })}
      </span>
      {only && only.prints > 0 && (
        <Badge color="gray">{t('arrears:prints', { times: formatCount(only.prints) })}</Badge>
      )}
      {only?.cancelledOn && (
        <Badge color="red">
          {t('vocabulary:noticeState.cancelled')} {only.cancelledOn}
        </Badge>
      )}
    </Group>
  )
}

function Actions({ of }: { readonly of: readonly NoticeSheet[] }) {
  const { t } = useTranslation()
  const mayPrint = useMay('dunning.printed')
  const mayCancel = useMay('dunning.cancelNotice')
  const cancel = useCancelNotice()
  const printable = valid(of)
  const [only] = of.length === 1 ? printable : []

  async function print(): Promise<void> {
    try {
      await client.dunning.printed({ noticeIds: printable.map((sheet) => sheet.id) })
      printPage()
      await afterWrite()
    } catch (error) {
      sayError(error)
    }
  }
  useCommands(mayPrint && printable.length > 0 ? [{ key: 'p', label: t('common:print'), run: () => void print() }] : [])
  return (
    <>
      {mayCancel && only && (
        <Button variant="default" color="red" onClick={() => void cancel(only)}>
          {t('arrears:cancelNotice')}
        </Button>
      )}
      {mayPrint && (
        <Button
          leftSection={<IconPrinter size={16} />}
          rightSection={<Keys of="p" />}
          disabled={printable.length === 0}
          onClick={() => void print()}
          data-testid="print-notices"
        >
          {of.length === 1 ? t('common:print') : t('arrears:printAll', { notices: formatCount(printable.length) })}
        </Button>
      )}
    </>
  )
}
