import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Loaded } from '../../ui/Faces.tsx'
import { Page } from '../../ui/Page.tsx'
import { ClosedHandover } from './ClosedHandover.tsx'
import { OpenHandover } from './OpenHandover.tsx'

/** One handover: its checklist while it is open, its record once it is history. */
export function HandoverPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/handover/$id' })
  const query = useQuery(orpc.handover.detail.queryOptions({ input: { id: Number(id) } }))
  const mayRecord = useMay('handover.record')
  const { data } = query
  if (data === undefined) {
    return (
      <Page title={t('handover:sheet')} crumbs={[{ label: t('common:nav.handover'), link: { to: '/handover' } }]}>
        <Loaded query={query}>{() => null}</Loaded>
      </Page>
    )
  }
  const open = data.state === 'appointed' || data.state === 'inspecting'
  return open && mayRecord ? (
    <OpenHandover key={data.id} detail={data} />
  ) : (
    <ClosedHandover key={data.id} detail={data} />
  )
}
