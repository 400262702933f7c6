import { Button, Select } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type EquipmentCategory, equipmentCategories } from '../../../electron/contract/equipmentWords.ts'
import { codesOf } from '../../../electron/contract/vocabulary.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import classes from './equipment.module.css'
import { qrPath } from './qrCode.ts'

interface Label {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly place: string
}

/** Labels on one sheet of A4: three across, eight down. */
const onSheet = 24

/** Labels to stick on: a sheet of A4 of a category or of all, or a single one. */
export function LabelsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { category, id } = useSearch({ from: '/equipment/labels' })
  const input = id === undefined ? (category ? { category } : {}) : { ids: [id] }
  const query = useQuery(orpc.equipment.labels.queryOptions({ input }))
  useCommands([{ key: 'p', label: t('common:print'), run: printPage }])
  return (
    <Page
      ownPaper
      title={t(id === undefined ? 'equipment:labels.title' : 'equipment:labels.one')}
      crumbs={[{ label: t('common:nav.equipment'), link: { to: '/equipment' } }]}
      actions={
        <>
          {id === undefined && (
            <Select
              w={160}
              aria-label={t('lists:equipment.columns.category')}
              placeholder={t('lists:equipment.columns.category')}
              clearable
              data={codesOf(equipmentCategories).map((value) => ({
                value,
                label: t(`vocabulary:equipmentCategory.${value}`),
              }))}
              value={category ?? null}
              onChange={(value) =>
                void navigate({
                  to: '/equipment/labels',
                  search: value === null ? {} : { category: value as EquipmentCategory },
                  replace: true,
                })
              }
            />
          )}
          <Button leftSection={<IconPrinter size={16} />} rightSection={<Keys of="p" />} onClick={printPage}>
            {t('common:print')}
          </Button>
        </>
      }
    >
      <Loaded query={query}>
        {(labels) =>
          labels.length === 0 ? (
            <EmptyFace title={t('equipment:labels.none')} />
          ) : (
            Array.from({ length: Math.ceil(labels.length / onSheet) }, (_, index) => {
              const own = labels.slice(index * onSheet, (index + 1) * onSheet)
              return (
                <article
                  key={own[0]?.id}
                  className={classes.labels}
                  aria-label={t('equipment:labels.sheet', { number: index + 1 })}
                  data-testid="label-sheet"
                >
                  {own.map((label) => (
                    <LabelBox key={label.id} of={label} />
                  ))}
                </article>
              )
            })
          )
        }
      </Loaded>
    </Page>
  )
}

/** The code is read with any telephone: office and code of the equipment. */
function LabelBox({ of }: { readonly of: Label }) {
  const { t } = useTranslation()
  const office = useOffice()
  const { modules, path } = qrPath(`${office.name} ${of.code}`)
  return (
    <div className={classes.label} data-testid="label">
      <svg
        viewBox={`-2 -2 ${modules + 4} ${modules + 4}`}
        role="img"
        aria-label={t('equipment:labels.qr', { code: of.code })}
      >
        <path d={path} fill="#000" />
      </svg>
      <div>
        <small>{office.name}</small>
        <b>{of.code}</b>
        <span>{of.name}</span>
        <small>{of.place}</small>
      </div>
    </div>
  )
}
