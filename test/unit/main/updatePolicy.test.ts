import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { feedAddress, untilNextLook } from '../../../electron/main/updatePolicy.ts'

describe('the address of a feed', () => {
  test.each([
    ['https://updates.example.com/desk', 'https://updates.example.com/desk/'],
    ['  https://updates.example.com/desk/ ', 'https://updates.example.com/desk/'],
    ['HTTPS://Updates.Example.com', 'https://updates.example.com/'],
    ['https://192.168.1.20:8443/管家台', 'https://192.168.1.20:8443/%E7%AE%A1%E5%AE%B6%E5%8F%B0/'],
  ])('%s is kept as %s', (text, kept) => {
    expect(feedAddress(text)).toBe(kept)
  })

  test.each([
    '',
    'updates.example.com',
    'http://updates.example.com/',
    'http://127.0.0.1:8000/',
    'file:///srv/updates/',
    'ftp://updates.example.com/',
    'app://desk/',
    'javascript:alert(1)',
    'https://',
    'https://name:secret@updates.example.com/',
    'https://name@updates.example.com/',
    'https://updates.example.com/?channel=beta',
    'https://updates.example.com/#latest',
    'https://updates.example.com#',
    'https://updates.example.com/desk?',
    `https://updates.example.com/${'x'.repeat(500)}`,
  ])('%s is refused', (text) => {
    expect(feedAddress(text)).toBeUndefined()
  })

  test('whatever is kept is https, has no secret in it, and is kept again as it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string()), (text) => {
        const kept = feedAddress(text)
        if (kept === undefined) return
        const { protocol, username, password, search, hash } = new URL(kept)
        expect([protocol, username, password, search, hash]).toEqual(['https:', '', '', '', ''])
        expect(feedAddress(kept)).toBe(kept)
      }),
    )
  })
})

describe('the feed is looked at by itself', () => {
  const now = new Date('2026-11-28T08:00:00Z')
  const hour = 3_600_000

  test('a minute after the start where it never was', () => {
    expect(untilNextLook(null, now)).toBe(60_000)
  })

  test('a day after the last look', () => {
    expect(untilNextLook('2026-11-28T02:00:00Z', now)).toBe(18 * hour)
    expect(untilNextLook('2026-11-27T08:00:00Z', now)).toBe(60_000)
    expect(untilNextLook('2026-01-01T08:00:00Z', now)).toBe(60_000)
  })

  test('soon where the last look lies ahead of the clock, or is no moment at all', () => {
    expect(untilNextLook('2027-01-01T00:00:00Z', now)).toBe(60_000)
    expect(untilNextLook('yesterday', now)).toBe(60_000)
  })
})
