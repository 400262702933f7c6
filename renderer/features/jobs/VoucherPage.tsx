import { Button, Text } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { EmptyFace, Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { type Crumb, Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import { VoucherPaper } from './VoucherPaper.tsx'

const isId = (id: string) => /^[1-9]\d{0,14}$/.test(id)

/** The slip of one job. */
export function VoucherPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/jobs/$id/voucher' })
  const job = useQuery({ ...orpc.jobs.detail.queryOptions({ input: { id: Number(id) } }), enabled: isId(id) })
  if (!isId(id)) return <NotFoundFace />
  return (
    <Papers
      which={{ ids: [Number(id)] }}
      title={t('jobs:voucher.title')}
      crumbs={[
        { label: t('common:nav.jobs'), link: { to: '/jobs' } },
        { label: job.data?.number ?? t('jobs:voucher.job'), link: { to: '/jobs/$id', params: { id } } },
      ]}
    />
  )
}

/** The slips of everything that is out, for the morning: of one worker or of all. */
export function VouchersPage() {
  const { t } = useTranslation()
  const { worker } = useSearch({ from: '/jobs/vouchers' })
  return (
    <Papers
      which={worker === undefined ? {} : { workerId: worker }}
      title={t('jobs:voucher.batch')}
      crumbs={[
        { label: t('common:nav.jobs'), link: { to: '/jobs' } },
        { label: t('jobs:board.title'), link: { to: '/jobs/board' } },
      ]}
    />
  )
}

function Papers(props: {
  readonly which: { ids?: number[]; workerId?: number }
  readonly title: string
  readonly crumbs: readonly Crumb[]
}) {
  const { t } = useTranslation()
  const query = useQuery(orpc.jobs.vouchers.queryOptions({ input: props.which }))
  const sheets = query.data ?? []
  useCommands(sheets.length > 0 ? [{ key: 'p', label: t('common:print'), run: printPage }] : [])
  return (
    <Page
      ownPaper
      title={props.title}
      subtitle={sheets.length > 1 && <Text size="sm">{t('jobs:voucher.sheets', { count: sheets.length })}</Text>}
      crumbs={props.crumbs}
      actions={
        <Button
          leftSection={<IconPrinter size={16} />}
          rightSection={<Keys of="p" />}
          disabled={sheets.length === 0}
          onClick={printPage}
          data-testid="print"
        >
          {t('common:print')}
        </Button>
      }
    >
      {/* Older engines overlook a named page so deep inside the shell. */}
      <style>{'@page { size: 210mm 148mm; margin: 7mm 9mm }'}</style>
      <Loaded query={query}>
        {(jobs) =>
          jobs.length === 0 ? (
            <EmptyFace title={t('jobs:voucher.none')} />
          ) : (
            jobs.map((job) => <VoucherPaper key={job.id} of={job} />)
          )
        }
      </Loaded>
    </Page>
  )
}
