import { IconDivide, IconReceipt } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { yearOf } from '../../../electron/contract/dates.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { ChoiceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { LinkButton } from '../../ui/links.tsx'
import { BillingFrame } from './BillingFrame.tsx'
import { ItemFilter, YearFilter } from './ItemSelect.tsx'

/** Every run that was published; a row opens its charges. */
export function RunsPage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const navigate = useNavigate()
  const mayRun = useMay('billingRun.publish')
  useCommands(
    mayRun ? [{ key: 'n', label: t('billing:run.new'), run: () => void navigate({ to: '/billing/run' }) }] : [],
  )
  return (
    <BillingFrame
      tab="runs"
      actions={
        mayRun && (
          <>
            <LinkButton
              to="/billing/share"
              variant="default"
              leftSection={<IconDivide size={16} />}
              data-testid="new-share"
            >
              {t('billing:share.new')}
            </LinkButton>
            <LinkButton
              to="/billing/run"
              leftSection={<IconReceipt size={16} />}
              rightSection={<Keys of="n" />}
              data-testid="new-run"
            >
              {t('billing:run.new')}
            </LinkButton>
          </>
        )
      }
    >
      <DataList
        list="billingRuns"
        filters={
          <>
            <TextFilter placeholder={t('billing:run.find')} />
            <ItemFilter label={t('lists:billingRuns.columns.item')} />
            <ChoiceFilter field="kind" w={130} />
            <YearFilter label={t('lists:billingRuns.filters.year')} until={yearOf(today) + 1} />
          </>
        }
        onOpen={(row) => void navigate({ to: '/billing/charges', search: { run: row.id, sort: 'room' } })}
        empty={<EmptyFace title={t('billing:run.none')} />}
      />
    </BillingFrame>
  )
}
