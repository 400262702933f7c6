import { Badge, Button } from '@mantine/core'
import { IconCalendarStats, IconPlus, IconQrcode } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { ChoiceFilter, DateFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { LinkButton } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { EquipmentDialog } from './EquipmentDialog.tsx'
import { EquipmentStateBadge } from './EquipmentStateBadge.tsx'

/** Every piece of equipment; what is out of order or has late tasks stands out. */
export function EquipmentPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { category } = useSearch({ from: '/equipment' })
  const maySave = useMay('equipment.save')
  const reminders = useQuery(orpc.equipment.reminders.queryOptions()).data ?? []
  const [adding, setAdding] = useState(false)
  const plans = { to: '/tasks/plans', search: { subject: 'maintenance' } } as const
  const search = category === undefined ? {} : { category }
  useCommands([
    ...(maySave ? [{ key: 'a', label: t('equipment:add'), run: () => setAdding(true) }] : []),
    { key: 'l', label: t('equipment:labels.title'), run: () => void navigate({ to: '/equipment/labels', search }) },
    { key: 'y', label: t('equipment:yearPlan.title'), run: () => void navigate({ to: '/equipment/year', search }) },
    { key: 'p', label: t('lists:plans.title'), run: () => void navigate(plans) },
    { key: 'r', label: t('equipment:reminders.title'), run: () => void navigate({ to: '/equipment/reminders' }) },
  ])
  return (
    <Page
      title={t('common:nav.equipment')}
      fill
      actions={
        <>
          <LinkButton to="/equipment/reminders" variant="default" rightSection={<Keys of="r" />}>
            {t('equipment:reminders.count', { count: reminders.length })}
          </LinkButton>
          <LinkButton {...plans} variant="default" rightSection={<Keys of="p" />}>
            {t('lists:plans.title')}
          </LinkButton>
          <LinkButton
            to="/equipment/year"
            search={search}
            variant="default"
            leftSection={<IconCalendarStats size={16} />}
            rightSection={<Keys of="y" />}
          >
            {t('equipment:yearPlan.title')}
          </LinkButton>
          <LinkButton
            to="/equipment/labels"
            search={search}
            variant="default"
            leftSection={<IconQrcode size={16} />}
            rightSection={<Keys of="l" />}
          >
            {t('equipment:labels.title')}
          </LinkButton>
          {maySave && (
            <Button
              leftSection={<IconPlus size={16} />}
              rightSection={<Keys of="a" />}
              onClick={() => setAdding(true)}
              data-testid="add-equipment"
            >
              {t('equipment:add')}
            </Button>
          )}
        </>
      }
    >
      <DataList
        list="equipment"
        filters={
          <>
            <TextFilter placeholder={t('equipment:find')} />
            <ChoiceFilter field="category" w={130} />
            <ChoiceFilter field="state" w={100} />
            <ChoiceFilter field="grade" choices="equipmentGrade" w={90} />
            <ChoiceFilter field="show" choices="equipmentShown" label={t('lists:equipment.filters.show')} w={130} />
            <DateFilter field="asOf" label={t('lists:equipment.filters.asOf')} />
          </>
        }
        cells={{
          state: (row) => row.state && <EquipmentStateBadge state={row.state} />,
          late: (row) =>
            row.late === 0 ? (
              ''
            ) : (
              <Badge color="red" className="figure">
                {row.late}
              </Badge>
            ),
        }}
        onOpen={(row) => void navigate({ to: '/equipment/$id', params: { id: String(row.id) } })}
      />
      {adding && (
        <EquipmentDialog
          onClose={() => setAdding(false)}
          onSaved={(id) => void navigate({ to: '/equipment/$id', params: { id: String(id) } })}
        />
      )}
    </Page>
  )
}
