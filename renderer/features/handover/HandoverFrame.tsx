import { Button, Group } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { HandoverDetail } from '../../../electron/contract/handover.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import { ChecklistSheet } from './ChecklistSheet.tsx'
import { HandoverStateBadge } from './state.tsx'

/** Title, state and paper of a handover, whoever looks at it. */
export function HandoverFrame(props: {
  readonly detail: HandoverDetail
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  const { detail } = props
  return (
    <Page
      title={t('handover:sheetOf', { unit: detail.unit })}
      subtitle={
        <Group gap={8} wrap="nowrap" className="no-print">
          <HandoverStateBadge state={detail.state} />
          <LinkAnchor to="/estate/unit/$id" params={{ id: String(detail.unitId) }}>
            {detail.area} {detail.unit}
          </LinkAnchor>
          {detail.owner}
        </Group>
      }
      crumbs={[{ label: t('common:nav.handover'), link: { to: '/handover' } }]}
      actions={
        <>
          <Button variant="default" leftSection={<IconPrinter size={16} />} onClick={printPage}>
            {t('handover:printSheet')}
          </Button>
          {props.actions}
        </>
      }
    >
      <div className="no-print">{props.children}</div>
      <ChecklistSheet of={detail} />
    </Page>
  )
}
