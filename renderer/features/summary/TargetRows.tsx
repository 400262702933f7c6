import { ActionIcon, Table } from '@mantine/core'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { chapterIds, chapters } from '../../../electron/contract/chapters.ts'
import type { FigureResult, FigureValue } from '../../../electron/contract/summary.ts'
import type { JudgedTarget } from '../../../electron/contract/targetStanding.ts'
import type { TargetRow, TargetTable } from '../../../electron/contract/targetTable.ts'
import { useMay } from '../../api/session.ts'
import { currentLanguage } from '../../app/i18n.ts'
import { LinkAnchor } from '../../ui/links.tsx'
import { leave } from '../../ui/unsaved.ts'
import { Definition } from './Definition.tsx'
import { figureName, targetText, valueText } from './figureText.ts'
import { TargetForm } from './TargetForm.tsx'
import { TargetOutcome } from './TargetOutcome.tsx'
import { unitWord } from './unitWord.ts'
import classes from './years.module.css'

/** Figures by chapter, each with its target and result, one of them open to be changed. */
export function TargetRows(props: { readonly table: TargetTable; readonly judged: ReadonlyMap<string, JudgedTarget> }) {
  const { t } = useTranslation()
  const { table, judged } = props
  const { year, asOf, asOfBefore, ahead, rows } = table
  const [edited, setEdited] = useState<string | null>(null)
  const mayEdit = useMay('summary.saveTarget')
  return (
    <div className={classes.frame} data-wide>
      <Table className={classes.table} verticalSpacing={3} horizontalSpacing="xs" data-testid="targets">
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={classes.name}>{t('targets:figure')}</Table.Th>
            <Table.Th ta="right">{t('targets:target', { year })}</Table.Th>
            <Table.Th ta="right">
              {t('targets:result', { year })}
              {!ahead && <span className={classes.until}>{t('targets:soFar', { asOf })}</span>}
            </Table.Th>
            <Table.Th>{t('targets:standing')}</Table.Th>
            <Table.Th>{t('targets:note')}</Table.Th>
            <Table.Th ta="right">{t('targets:lastTarget', { year: year - 1 })}</Table.Th>
            <Table.Th ta="right">
              {t('targets:lastResult', { year: year - 1 })}
              {asOfBefore < `${year - 1}-12-31` && (
                <span className={classes.until}>{t('targets:soFar', { asOf: asOfBefore })}</span>
              )}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        {chapterIds.map((chapter) => {
          const sections: readonly string[] = chapters[chapter]
          const own = rows.filter(({ figure }) => sections.includes(figure.section))
          if (own.length === 0) return null
          return (
            <Table.Tbody key={chapter}>
              <Table.Tr className={classes.chapter}>
                <Table.Th scope="rowgroup" className={classes.name}>
                  {t(`years:chapters.${chapter}`)}
                </Table.Th>
                <Table.Td colSpan={6} />
              </Table.Tr>
              {own.map((row) =>
                edited === row.figure.id ? (
                  <Table.Tr key={row.figure.id} className={classes.edit}>
                    <Table.Td colSpan={7}>
                      <TargetForm row={row} year={year} onClose={() => setEdited(null)} />
                    </Table.Td>
                  </Table.Tr>
                ) : (
                  <Row
                    key={row.figure.id}
                    row={row}
                    table={table}
                    judged={judged.get(row.figure.id)}
                    onEdit={mayEdit ? () => void leave(() => setEdited(row.figure.id)) : undefined}
                  />
                ),
              )}
            </Table.Tbody>
          )
        })}
      </Table>
    </div>
  )
}

function Row(props: {
  readonly row: TargetRow
  readonly table: TargetTable
  readonly judged: JudgedTarget | undefined
  readonly onEdit: (() => void) | undefined
}) {
  const { t } = useTranslation()
  const { row, table, judged, onEdit } = props
  const { figure, target, before } = row
  const label = figure.label[currentLanguage()]
  const name = figureName(figure.id)
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.name}>
        {label} <span className={classes.unit}>{unitWord(figure.unit, t)}</span> <Definition figure={figure} />
      </Table.Th>
      <Table.Td className={`figure ${classes.amount}`} data-testid={`target-${name}`}>
        {target && targetText(figure.unit, target)}
        {onEdit && (
          <ActionIcon
            size="sm"
            ml={4}
            className="no-print"
            aria-label={t(target ? 'targets:edit' : 'targets:add', { figure: label })}
            onClick={onEdit}
            data-testid={`edit-${name}`}
          >
            {target ? <IconPencil size={14} /> : <IconPlus size={14} />}
          </ActionIcon>
        )}
      </Table.Td>
      <Result
        figure={figure}
        amount={table.ahead ? null : figure}
        search={{ year: table.year, asOf: table.asOf }}
        testId={`result-${name}`}
      />
      <Table.Td data-testid={`standing-${name}`}>{judged && <TargetOutcome of={judged} />}</Table.Td>
      <Table.Td className={classes.note}>{target?.note}</Table.Td>
      <Table.Td className={`figure ${classes.amount}`}>
        {before.target && targetText(figure.unit, before.target)}
      </Table.Td>
      <Result
        figure={figure}
        amount={before.result}
        search={{ year: table.year - 1 }}
        met={before.target?.met ?? null}
        testId={`last-${name}`}
      />
    </Table.Tr>
  )
}

/** A result that opens its records; last year's with a mark where its target was missed. */
function Result(props: {
  readonly figure: FigureResult
  readonly amount: FigureValue | null
  readonly search: { readonly year: number; readonly asOf?: string }
  readonly met?: boolean | null
  readonly testId: string
}) {
  const { figure, amount } = props
  return (
    <Table.Td className={classes.amount}>
      {amount === null ? (
        '—'
      ) : (
        <LinkAnchor
          to="/summary/figure/$"
          params={{ _splat: figure.id }}
          search={props.search}
          className={`figure ${classes.value}`}
          data-missed={props.met === false || undefined}
          data-testid={props.testId}
        >
          {valueText(figure.unit, amount)}
        </LinkAnchor>
      )}
    </Table.Td>
  )
}
