import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListRow } from '../../../electron/contract/lists.ts'
import { client } from '../../api/client.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { ChoiceFilter, PlaceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { sayDone } from '../../ui/write.ts'
import { RowButton } from './AssignmentsPage.tsx'
import { BillingFrame } from './BillingFrame.tsx'
import { EndDialog } from './EndDialog.tsx'
import { VacancyDialog } from './VacancyDialog.tsx'

type Row = ListRow<'vacancies'>

/** Approved vacancies: who pays less while nobody lives there. */
export function VacanciesPage() {
  const { t } = useTranslation()
  const { today } = useOffice()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const [ending, setEnding] = useState<Row | null>(null)
  const mayAsk = useMay('billing.askVacancy')
  const mayEnd = useMay('billing.endVacancy')
  useCommands(mayAsk ? [{ key: 'n', label: t('billing:vacancy.ask'), run: () => setAsking(true) }] : [])
  return (
    <BillingFrame
      tab="vacancies"
      actions={
        mayAsk && (
          <Button
            leftSection={<IconPlus size={16} />}
            rightSection={<Keys of="n" />}
            onClick={() => setAsking(true)}
            data-testid="ask-vacancy"
          >
            {t('billing:vacancy.ask')}
          </Button>
        )
      }
    >
      <DataList
        list="vacancies"
        filters={
          <>
            <TextFilter placeholder={t('billing:findUnit')} />
            <PlaceFilter />
            <ChoiceFilter field="vacancyState" label={t('lists:vacancies.filters.vacancyState')} />
          </>
        }
        {...(mayEnd && {
          more: [
            {
              id: 'end',
              title: '',
              width: 90,
              cell: (row: Row) =>
                (row.toOn === null || row.toOn > today) && (
                  <RowButton onClick={() => setEnding(row)}>{t('billing:assign.end')}</RowButton>
                ),
            },
          ],
        })}
        onOpen={(row) => void navigate({ to: '/estate/unit/$id', params: { id: String(row.unitId) } })}
        empty={<EmptyFace title={t('billing:vacancy.none')} />}
      />
      {asking && <VacancyDialog onClose={() => setAsking(false)} />}
      {ending && (
        <EndDialog
          title={t('billing:vacancy.endTitle', { unit: ending.display })}
          hint={t('billing:vacancy.endHint')}
          from={ending.fromOn}
          version={ending.version}
          save={(version, toOn) => client.billing.endVacancy({ id: ending.id, version, toOn })}
          onSaved={({ billed }) =>
            sayDone(billed === 0 ? t('common:saved') : t('billing:vacancy.billedLater', { bills: billed }))
          }
          onClose={() => setEnding(null)}
        />
      )}
    </BillingFrame>
  )
}
