import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type {
  ChargeReasoning,
  MeterReasoning,
  ShareReasoning,
  TariffReasoning,
} from '../../../electron/contract/billing.ts'
import { formatArea, formatMoney } from '../../ui/format.ts'
import classes from './billing.module.css'
import { exactFen, pricedText } from './reasons.ts'
import { scaledText } from './ScaledField.tsx'

/** Why a charge is what it is, in words and numbers that anybody can work out again. */
export function Reasoning({ of, amount }: { readonly of: ChargeReasoning | null; readonly amount: number }) {
  const { t } = useTranslation()
  if (of === null) return <Text size="sm">{t('billing:why.imported')}</Text>
  switch (of.basis) {
    case 'single':
      return (
        <Text size="sm">
          {of.note === '' ? t('billing:why.byHand') : t('billing:why.byHandNote', { note: of.note })}
        </Text>
      )
    case 'share':
      return <Share of={of} amount={amount} />
    case 'meter':
      return <Usages of={of} amount={amount} />
    default:
      return <Segments of={of} amount={amount} />
  }
}

function Segments({ of, amount }: { readonly of: TariffReasoning; readonly amount: number }) {
  const { t } = useTranslation()
  const lines = of.segments.map((segment) => {
    const isWhole = segment.days === segment.ofDays
    const factors = [
      ...(of.basis === 'area-month' ? [t('billing:why.area', { area: formatArea(of.areaCenti) })] : []),
      t('billing:why.price', { price: pricedText(segment.priceE4) }),
      isWhole
        ? t('billing:why.months', { months: segment.months })
        : t('billing:why.partMonth', { days: segment.days, of: segment.ofDays }),
      ...(segment.ratioBp === 10_000 ? [] : [t('billing:why.ratio', { percent: scaledText(segment.ratioBp, 2) })]),
      ...(segment.vacancyBp === 10_000
        ? []
        : [t('billing:why.vacancy', { percent: scaledText(segment.vacancyBp, 2) })]),
    ]
    return { key: segment.fromOn, period: `${segment.fromOn} – ${segment.toOn}`, text: factors.join(' × ') }
  })
  return <Sum lines={lines} exact={exactFen(of)} rounding={`${of.rounding}-${of.roundingWay}`} amount={amount} />
}

function Usages({ of, amount }: { readonly of: MeterReasoning; readonly amount: number }) {
  const { t } = useTranslation()
  const lines = of.usages.map((usage) => ({
    key: String(usage.readingId),
    period: `${usage.fromOn} – ${usage.toOn}`,
    text: [
      t('billing:why.usage', {
        meter: usage.meter,
        from: formatArea(usage.fromCenti),
        to: formatArea(usage.toCenti),
        used: formatArea(usage.usageCenti),
      }),
      t('billing:why.price', { price: pricedText(usage.priceE4) }),
      ...(usage.ratioBp === 10_000 ? [] : [t('billing:why.ratio', { percent: scaledText(usage.ratioBp, 2) })]),
    ]
      .join(' × ')
      .concat(usage.unusual ? t('billing:why.unusual') : ''),
  }))
  return <Sum lines={lines} exact={exactFen(of)} rounding={`${of.rounding}-${of.roundingWay}`} amount={amount} />
}

function Share({ of, amount }: { readonly of: ShareReasoning; readonly amount: number }) {
  const { t } = useTranslation()
  const weights =
    of.by === 'area'
      ? t('billing:why.shareArea', { own: formatArea(of.weight), all: formatArea(of.totalWeight) })
      : t('billing:why.shareHousehold', { own: of.weight, all: of.totalWeight })
  return (
    <div className={classes.reasoning}>
      <div>{of.title}</div>
      <div className="figure">
        {t('billing:why.share', { total: formatMoney(of.total), weights })} ={' '}
        <strong>{t('billing:why.yuan', { amount: formatMoney(amount) })}</strong>
      </div>
      <div className={classes.quiet}>{t('billing:why.shareRest')}</div>
    </div>
  )
}

function Sum(props: {
  readonly lines: readonly { readonly key: string; readonly period: string; readonly text: string }[]
  readonly exact: string
  readonly rounding: string
  readonly amount: number
}) {
  const { t } = useTranslation()
  return (
    <div className={classes.reasoning}>
      {props.lines.map((line, index) => (
        <div key={line.key} className={classes.line}>
          <span className={`figure ${classes.period}`}>{line.period}</span>
          <span className="figure">
            {index > 0 && '+ '}
            {line.text}
          </span>
        </div>
      ))}
      <div className="figure">
        = {props.exact} → {t(`vocabulary:tariffRounding.${props.rounding}`)} →{' '}
        <strong>{t('billing:why.yuan', { amount: formatMoney(props.amount) })}</strong>
      </div>
    </div>
  )
}
