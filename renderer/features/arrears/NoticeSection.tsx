import { Badge, Button, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { UnitArrears } from '../../../electron/contract/dunning.ts'
import { useMay } from '../../api/session.ts'
import { formatMoney } from '../../ui/format.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import classes from './arrears.module.css'
import { useCancelNotice } from './NoticesTab.tsx'
import { Section } from './Section.tsx'

/** The payment notices of a unit, the latest first. */
export function NoticeSection({ of }: { readonly of: UnitArrears }) {
  const { t } = useTranslation()
  const mayCancel = useMay('dunning.cancelNotice')
  const cancel = useCancelNotice()
  return (
    <Section title={t('arrears:tabs.notices')} none={of.notices.length === 0 && t('arrears:empty.notices')}>
      <Table verticalSpacing={3} horizontalSpacing={8} className={classes.figures}>
        <Table.Tbody>
          {of.notices.map((notice) => (
            <Table.Tr key={notice.id}>
              <Table.Td>
                <LinkAnchor to="/arrears/notice/$id" params={{ id: String(notice.id) }}>
                  {notice.noticeNo}
                </LinkAnchor>
              </Table.Td>
              <Table.Td>{notice.issuedOn}</Table.Td>
              <Table.Td ta="right">{formatMoney(notice.amount)}</Table.Td>
              <Table.Td ta="right" className="no-print">
                {notice.cancelledOn !== null ? (
                  <Badge color="gray" title={notice.cancelReason ?? ''}>
                    {t('vocabulary:noticeState.cancelled')}
                  </Badge>
                ) : (
                  mayCancel && (
                    <Button size="compact-xs" variant="subtle" color="red" onClick={() => void cancel(notice)}>
                      {t('arrears:cancelNotice')}
                    </Button>
                  )
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  )
}
