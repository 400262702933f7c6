import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  draftPieces,
  isIncidental,
  isSameNumber,
  parseReference,
  referenceText,
  tidyText,
  typedNumbers,
  withReferences,
} from '../../electron/contract/draftText.ts'
import { docOf, textOf } from '../../renderer/features/summary/draftDoc.ts'

it('takes references apart and writes them the same again', () => {
  for (const ref of [
    'handover/done',
    'fees/receivable#vacant',
    'handover/rate.numerator',
    'surveys/coverage#DC区.denominator',
    'fees/household-rate/moved-in@before',
    'jobs/total#civil@change',
    'jobs/finish-in-time@target',
  ])
    expect(referenceText(parseReference(ref) ?? { figure: '' })).toBe(ref)
  expect(parseReference('surveys/coverage#DC区.denominator')).toEqual({
    figure: 'surveys/coverage',
    part: 'DC区',
    side: 'denominator',
  })
})

it('takes apart what it has written, whatever the office calls its areas', () => {
  const name = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter((one) => !/[\n\r]/.test(one))
  fc.assert(
    fc.property(name, fc.constantFrom(undefined, 'numerator' as const), (part, side) => {
      const reference = { figure: 'visits/coverage', part, ...(side && { side }) }
      expect(parseReference(referenceText(reference))).toEqual(reference)
    }),
  )
})

it('takes nothing for a reference that is none', () => {
  for (const text of ['handover', 'handover/done@yesterday', 'handover/', '累计交房', 'a/b.sum', ''])
    expect(parseReference(text)).toBeNull()
})

it('cuts a line at its references and loses nothing of it', () => {
  expect(draftPieces('截至{{asOf}}累计{{handover/done}}户{{x}')).toEqual([
    { text: '截至' },
    { ref: 'asOf' },
    { text: '累计' },
    { ref: 'handover/done' },
    { text: '户{{x}' },
  ])
})

it('gives the editor a text and takes the same back', () => {
  const text = '截至{{asOf}}，累计{{handover/done}}户。\n{{nobody/knows}}\n1. 另外，{x} }} 也留着'
  expect(textOf(docOf(text))).toBe(text)
})

it('finds typed numbers, and tells days, years and single digits from them', () => {
  const text = '1. 2025年12月31日累计1,258户，{{handover/ready}}户中89.4%，31 December'
  const found = typedNumbers(text)
  expect(found.map((one) => one.text)).toEqual(['1', '2025', '12', '31', '1,258', '89.4%', '31'])
  expect(found.filter((one) => !isIncidental(text, one)).map((one) => one.text)).toEqual(['1,258', '89.4%'])
})

it('takes numbers for the same however they are written, percents only for percents', () => {
  expect(isSameNumber('1258', '1,258')).toBe(true)
  expect(isSameNumber('1061102', '1,061,102.00')).toBe(true)
  expect(isSameNumber('98%', '98.0%')).toBe(true)
  expect(isSameNumber('89.4', '89.4%')).toBe(false)
  expect(isSameNumber('120', '12')).toBe(false)
  expect(isSameNumber('100', '1')).toBe(false)
})

it('puts references in place of the chosen numbers only', () => {
  const text = '交房1258户，入住1258户，交房率89.4%'
  expect(
    withReferences(
      text,
      new Map([
        [1, 'movein/households'],
        [2, 'handover/rate'],
      ]),
    ),
  ).toBe('交房1258户，入住{{movein/households}}户，交房率{{handover/rate}}')
})

it('keeps a text without empty lines and trailing blanks', () => {
  expect(tidyText('一 \n\n  \n二\n')).toBe('一\n二')
})
