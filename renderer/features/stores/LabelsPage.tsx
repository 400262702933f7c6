import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { formatCount } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import papers from '../arrears/paper.module.css'
import classes from './stores.module.css'

/** Labels on a sheet of A4: three beside each other, eight rows. */
const labelsOnSheet = 24

/** Shelf labels: one item, a category or all of them, in the order of the bins. */
export function LabelsPage() {
  const { t } = useTranslation()
  const { category, item } = useSearch({ from: '/stores/labels' })
  const input = { ...(item !== undefined && { ids: [item] }), ...(category !== undefined && { category }) }
  const query = useQuery(orpc.stores.labels.queryOptions({ input }))
  useCommands([{ key: 'p', label: t('common:print'), run: printPage }])
  return (
    <Page
      ownPaper
      title={t('stores:labels.title')}
      subtitle={category}
      crumbs={[{ label: t('common:nav.stores'), link: { to: '/stores' } }]}
      actions={
        <Button leftSection={<IconPrinter size={16} />} rightSection={<Keys of="p" />} onClick={printPage}>
          {t('stores:labels.print', { count: formatCount(query.data?.length ?? 0) as never })}
        </Button>
      }
    >
      <Loaded query={query}>
        {(labels) =>
          labels.length === 0 ? (
            <EmptyFace />
          ) : (
            Array.from({ length: Math.ceil(labels.length / labelsOnSheet) }, (_, at) => (
              <article
                // biome-ignore lint/suspicious/noArrayIndexKey: sheets are known by their number
                key={at}
                className={papers.sheet}
                aria-label={`${t('stores:labels.title')} ${at + 1}`}
                data-testid="label-sheet"
              >
                <div className={classes.labels}>
                  {labels.slice(at * labelsOnSheet, (at + 1) * labelsOnSheet).map((label) => (
                    <div key={label.id} className={classes.label}>
                      <span className={classes.labelBin}>{label.bin}</span>
                      <span className={classes.labelName}>{label.name}</span>
                      <span className={classes.labelWords}>
                        {[label.specification, label.unitName].filter(Boolean).join(' · ')}
                      </span>
                      <span className={classes.labelCode}>{label.code}</span>
                    </div>
                  ))}
                </div>
              </article>
            ))
          )
        }
      </Loaded>
    </Page>
  )
}
