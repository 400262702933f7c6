import type { MeterReasoning, TariffReasoning } from '../../../electron/contract/billing.ts'

/** 0.0001 yuan as it stands in a calculation: always four decimals. */
export function pricedText(priceE4: number): string {
  const digits = String(priceE4).padStart(5, '0')
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`
}

/**
 * What the factors give before anything is rounded, in yuan: exact where it ends within six decimals, otherwise cut
 * there with `…`.
 */
export function exactFen(reasoning: TariffReasoning | MeterReasoning): string {
  let [numerator, denominator] = [0n, 1n]
  for (const [top, bottom] of termsOf(reasoning)) {
    numerator = numerator * bottom + top * denominator
    denominator *= bottom
  }
  const scaled = (numerator * 1_000_000n) / denominator
  const isExact = (numerator * 1_000_000n) % denominator === 0n
  const digits = String(scaled).padStart(7, '0')
  const fraction = digits.slice(-6)
  const shown = isExact ? fraction.replace(/0+$/, '').padEnd(2, '0') : `${fraction}…`
  return `${digits.slice(0, -6)}.${shown}`
}

/** Each line as a fraction of yuan. */
function termsOf(reasoning: TariffReasoning | MeterReasoning): [bigint, bigint][] {
  if (reasoning.basis === 'meter') {
    return reasoning.usages.map(({ usageCenti, priceE4, ratioBp }) => [
      BigInt(usageCenti) * BigInt(priceE4) * BigInt(ratioBp),
      100n * 10_000n * 10_000n,
    ])
  }
  const area = reasoning.basis === 'area-month' ? BigInt(reasoning.areaCenti) : 100n
  return reasoning.segments.map((one) => [
    area *
      BigInt(one.priceE4) *
      BigInt(one.ratioBp) *
      BigInt(one.vacancyBp) *
      BigInt(one.months) *
      BigInt(Math.round(one.days * 2)),
    100n * 10_000n * 10_000n * 10_000n * 2n * BigInt(one.ofDays),
  ])
}
