import { describe, expect, test } from 'vitest'
import { type LegalState, legalStates } from '../../electron/contract/vocabulary.ts'
import {
  type Interruption,
  limitationOf,
  mayFollow,
  noticeNo,
  promiseStateOf,
} from '../../electron/core/dunning/rules.ts'

const at = (onDate: string, kind: Interruption['kind'] = 'demand'): Interruption => ({ onDate, kind })

describe('the limitation period', () => {
  test('ends three years after the due date; its last day still counts', () => {
    expect(limitationOf('2023-01-31', [], '2025-06-01')).toMatchObject({
      endsOn: '2026-01-31',
      state: 'running',
      by: null,
    })
    expect(limitationOf('2023-01-31', [], '2026-01-31').state).toBe('soon')
    expect(limitationOf('2023-01-31', [], '2026-02-01').state).toBe('lapsed')
  })

  test('is warned of from ninety days before', () => {
    expect(limitationOf('2023-01-31', [], '2025-11-01').state).toBe('running')
    expect(limitationOf('2023-01-31', [], '2025-11-02').state).toBe('soon')
  })

  test('begins anew with each interruption, the latest counts', () => {
    const two = [at('2024-05-01'), at('2025-12-20', 'payment')]
    expect(limitationOf('2023-01-31', two, '2026-11-21')).toEqual({
      startedOn: '2025-12-20',
      by: 'payment',
      endsOn: '2028-12-20',
      state: 'running',
    })
    expect(limitationOf('2023-01-31', two.toReversed(), '2026-11-21').startedOn).toBe('2025-12-20')
  })

  test('does not know what comes after the day that is asked for', () => {
    expect(limitationOf('2023-01-31', [at('2026-01-20')], '2026-01-10')).toMatchObject({
      endsOn: '2026-01-31',
      state: 'soon',
    })
  })

  test('is not interrupted by what came before the debt was due', () => {
    expect(limitationOf('2023-01-31', [at('2022-12-01')], '2024-01-01').by).toBeNull()
  })

  test('once over, a demand or a payment does not revive it; a promise does', () => {
    expect(limitationOf('2020-01-31', [at('2024-01-01')], '2024-06-01').state).toBe('lapsed')
    expect(limitationOf('2020-01-31', [at('2024-01-01', 'payment')], '2024-06-01').state).toBe('lapsed')
    expect(limitationOf('2020-01-31', [at('2024-01-01', 'promise')], '2024-06-01')).toMatchObject({
      startedOn: '2024-01-01',
      state: 'running',
    })
  })

  test('an interruption on its last day is in time, the day after is not', () => {
    expect(limitationOf('2021-03-31', [at('2024-03-31')], '2024-06-01').state).toBe('running')
    expect(limitationOf('2021-03-31', [at('2024-04-01')], '2024-06-01').state).toBe('lapsed')
  })

  test('of 29 February ends on 28 February', () => {
    expect(limitationOf('2024-02-29', [], '2024-03-01').endsOn).toBe('2027-02-28')
  })
})

describe('a promise', () => {
  const promise = { madeOn: '2026-11-01', promiseOn: '2026-11-10', amount: 50_000 }
  const paid = (onDate: string, amount = 50_000) => [{ onDate, amount }]

  test('is kept by the money up to three days after its day', () => {
    expect(promiseStateOf(promise, paid('2026-11-13'), '2026-11-21')).toBe('kept')
    expect(promiseStateOf(promise, paid('2026-11-14'), '2026-11-21')).toBe('broken')
  })

  test('is kept by several payments together, not by too little', () => {
    const halves = [...paid('2026-11-02', 25_000), ...paid('2026-11-11', 25_000)]
    expect(promiseStateOf(promise, halves, '2026-11-21')).toBe('kept')
    expect(promiseStateOf(promise, paid('2026-11-10', 49_999), '2026-11-21')).toBe('broken')
  })

  test('is open until its last day has passed', () => {
    expect(promiseStateOf(promise, [], '2026-11-13')).toBe('open')
    expect(promiseStateOf(promise, [], '2026-11-14')).toBe('broken')
    expect(promiseStateOf(promise, paid('2026-11-12'), '2026-11-11')).toBe('open')
  })

  test('is not kept by money that came before it', () => {
    expect(promiseStateOf(promise, paid('2026-10-31'), '2026-11-12')).toBe('open')
  })
})

describe('a case at law', () => {
  const allowed: readonly (readonly [LegalState, readonly LegalState[]])[] = [
    ['demand', ['demand', 'suit', 'mediation', 'closed']],
    ['suit', ['mediation', 'enforcement', 'closed']],
    ['mediation', ['suit', 'enforcement', 'closed']],
    ['enforcement', ['closed']],
    ['closed', []],
  ]
  test.each(allowed)('goes from %s only where it may', (from, to) => {
    expect(legalStates.filter((state) => mayFollow(from, state))).toEqual(
      legalStates.filter((state) => to.includes(state)),
    )
  })
})

test('a notice is numbered within its year', () => {
  expect(noticeNo(2025, 7)).toBe('TZ2025-0007')
  expect(noticeNo(2025, 12345)).toBe('TZ2025-12345')
})
