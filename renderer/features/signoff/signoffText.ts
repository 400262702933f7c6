import i18next from 'i18next'
import type { ChangeCause, FigureChange, SignoffHead } from '../../../electron/contract/signoffs.ts'
import { spanKind, spanNumber } from '../../../electron/contract/spans.ts'

/** 2025 年, 2025 年 5 月, 2025 年第 2 季度; with the estate where it is of one. */
export function periodName({ year, span, estateName }: Pick<SignoffHead, 'year' | 'span' | 'estateName'>): string {
  const name = i18next.t(`signoff:period.${spanKind(span)}`, { year, number: spanNumber(span) })
  return estateName === null ? name : i18next.t('signoff:period.ofEstate', { name, estate: estateName })
}

/** 后补了 3 条实收（郑雅萍，2026-12-03）. */
export function causeText({ entity, action, records: count, actor, on, reason }: ChangeCause): string {
  const key = `signoff:cause.${action}`
  const text = i18next.t(i18next.exists(key) ? key : 'signoff:cause.other', {
    count,
    entity: i18next.t(`vocabulary:entity.${entity}`),
    actor,
    on,
  })
  const undone = /^undo-import (\d+)$/.exec(reason ?? '')?.[1]
  if (undone !== undefined) return text + i18next.t('signoff:cause.undone', { batch: undone })
  return reason ? text + i18next.t('common:history.reason', { reason }) : text
}

/** Why a figure is another now, cause by cause. */
export function causeTexts({ causes, byTime, unexplained }: FigureChange): string[] {
  return [
    ...causes.map(causeText),
    ...(byTime > 0 ? [i18next.t('signoff:cause.byTime', { count: byTime })] : []),
    ...(unexplained > 0 ? [i18next.t('signoff:cause.unexplained', { count: unexplained })] : []),
  ]
}
