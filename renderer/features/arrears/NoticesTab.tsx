import { Badge, Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ListRow } from '../../../electron/contract/lists.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { askReason } from '../../ui/ConfirmReason.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { ChoiceFilter, DateFilter, PlaceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { LinkAnchor } from '../../ui/links.tsx'
import { useWrite } from '../../ui/write.ts'

/** Payment notices issued: open one to print it again, its batch, or cancel it. */
export function NoticesTab() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayCancel = useMay('dunning.cancelNotice')
  const cancel = useCancelNotice()
  return (
    <DataList
      list="paymentNotices"
      filters={
        <>
          <TextFilter placeholder={t('arrears:findNotice')} w={200} />
          <PlaceFilter />
          <ChoiceFilter field="state" />
          <DateFilter field="from" label={t('lists:paymentNotices.filters.from')} />
          <DateFilter field="to" label={t('lists:paymentNotices.filters.to')} />
        </>
      }
      cells={{
        title: (row) => (
          <LinkAnchor
            to="/arrears/batch/$id"
            params={{ id: String(row.batchId) }}
            onClick={(event) => event.stopPropagation()}
            tabIndex={-1}
          >
            {row.title}
          </LinkAnchor>
        ),
        unit: (row) => (
          <LinkAnchor
            to="/arrears/unit/$id"
            params={{ id: String(row.unitId) }}
            onClick={(event) => event.stopPropagation()}
            tabIndex={-1}
          >
            {row.unit}
          </LinkAnchor>
        ),
        addressee: (row) => row.addressee || '—',
        state: (row) => (
          <Badge color={row.state === 'valid' ? 'teal' : 'gray'}>{t(`vocabulary:noticeState.${row.state}`)}</Badge>
        ),
      }}
      more={
        mayCancel
          ? [
              {
                id: 'cancel',
                title: '',
                width: 80,
                cell: (row: ListRow<'paymentNotices'>) =>
                  row.state === 'valid' && (
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      color="red"
                      onClick={(event) => {
                        event.stopPropagation()
                        void cancel(row)
                      }}
                    >
                      {t('arrears:cancelNotice')}
                    </Button>
                  ),
              },
            ]
          : []
      }
      onOpen={(row) => void navigate({ to: '/arrears/notice/$id', params: { id: String(row.id) } })}
      empty={<EmptyFace title={t('arrears:empty.notices')} />}
    />
  )
}

/** Asks why, and takes the notice back. */
export function useCancelNotice() {
  const { t } = useTranslation()
  const write = useWrite(orpc.dunning.cancelNotice, { done: t('arrears:noticeCancelled') })
  return async (notice: { readonly id: number; readonly version: number; readonly noticeNo: string }) => {
    const reason = await askReason({
      title: t('arrears:cancelNoticeTitle', { number: notice.noticeNo }),
      message: t('arrears:cancelNoticeMessage'),
      action: t('arrears:cancelNotice'),
      danger: true,
    })
    if (reason !== null) write.mutate({ id: notice.id, version: notice.version, reason })
  }
}
