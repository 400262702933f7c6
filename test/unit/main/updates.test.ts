import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { explain, Problem, Said } from '../../../electron/main/problem.ts'
import { type UpdateChoice, type UpdateQuestion, Updates } from '../../../electron/main/updates.ts'

/** The order of things and what stops it; the updater, dialogs and backup themselves are in the desktop tests. */

const feed = 'https://updates.example.com/desk/'
let happened: string[]
let questions: UpdateQuestion[]
let kept: UpdateChoice | undefined
let newest: string | undefined
/** What goes wrong, by the step at which it does. */
let trouble: Partial<Record<'look' | 'download' | 'backUp' | 'letGo' | 'agree' | 'install', Error | true>>
let told: unknown[]

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-28T08:00:00Z') })
  happened = []
  questions = []
  told = []
  kept = { feed, lookedAt: null }
  newest = '9.9.9'
  trouble = {}
})

afterEach(() => {
  vi.useRealTimers()
})

describe('an update that was found', () => {
  test('is asked about, fetched, preceded by a backup, and installed when everything is closed', async () => {
    const updates = start()
    expect(await updates.look()).toEqual({
      possible: true,
      feed,
      lookedAt: '2026-11-28T08:00:00.000Z',
      found: '9.9.9',
    })
    expect(await updates.install()).toBe('installing')
    expect(happened).toEqual(['look', 'agree', 'download', 'backUp', 'letGo', 'install'])
    expect(questions).toEqual([{ kind: 'install', feed, version: '9.9.9' }])
  })

  test('is not fetched where the person does not agree', async () => {
    trouble = { agree: true }
    const updates = start()
    await updates.look()
    expect(await updates.install()).toBe('cancelled')
    expect(happened).toEqual(['look', 'agree'])
  })

  test('is not installed where the backup fails, and the backup’s own reason is told', async () => {
    trouble = { backUp: new Said('磁盘空间不足。') }
    const updates = start()
    await updates.look()
    const refused = await updates.install().catch((error: unknown) => error)
    expect(refused).toMatchObject({ kind: 'updateNoBackup' })
    expect(explain(refused, 'zh')).toBe('更新前的备份没有成功，因此没有安装新版本。磁盘空间不足。')
    expect(happened).toEqual(['look', 'agree', 'download', 'backUp'])
  })

  test('is not installed where what was fetched is not what was announced', async () => {
    trouble = { download: new Problem('updateDamaged') }
    const updates = start()
    await updates.look()
    await expect(updates.install()).rejects.toMatchObject({ kind: 'updateDamaged' })
    expect(happened).toEqual(['look', 'agree', 'download'])
  })

  test('waits for a page that somebody would rather finish', async () => {
    trouble = { letGo: true }
    const updates = start()
    await updates.look()
    expect(await updates.install()).toBe('cancelled')
    expect(happened).not.toContain('install')
  })

  test('that fails with everything closed brings the present version back', async () => {
    trouble = { install: new Problem('updateFailed') }
    const updates = start()
    await updates.look()
    await expect(updates.install()).rejects.toMatchObject({ kind: 'updateFailed' })
    expect(happened.slice(-2)).toEqual(['install', 'comeBack'])
  })

  test('is installed once, however often it is asked for', async () => {
    const updates = start()
    await updates.look()
    const first = updates.install()
    await expect(updates.install()).rejects.toMatchObject({ kind: 'updateNone' })
    await first
    expect(happened.filter((one) => one === 'install')).toHaveLength(1)
  })
})

describe('the address', () => {
  test('is asked about before it is used; without agreement the old one stays', async () => {
    kept = undefined
    const updates = start()
    trouble = { agree: true }
    expect((await updates.chooseFeed('https://other.example.com')).feed).toBeNull()
    trouble = {}
    expect((await updates.chooseFeed('https://other.example.com')).feed).toBe('https://other.example.com/')
    expect(questions.at(-1)).toEqual({ kind: 'feed', feed: 'https://other.example.com/' })
  })

  test('that the policy refuses is neither asked about nor kept', async () => {
    await expect(start().chooseFeed('http://other.example.com/')).rejects.toMatchObject({ kind: 'updateAddress' })
    expect(questions).toEqual([])
    expect(kept?.feed).toBe(feed)
  })

  test('in a file somebody else wrote to is judged again', async () => {
    kept = { feed: 'http://other.example.com/', lookedAt: null }
    const updates = start()
    expect(updates.state().feed).toBeNull()
    await vi.advanceTimersByTimeAsync(48 * 3_600_000)
    await expect(updates.look()).rejects.toMatchObject({ kind: 'updateOff' })
    expect(happened).toEqual([])
  })

  test('taken away, nothing is looked for any more, nor is what was found installed', async () => {
    const updates = start()
    await updates.look()
    expect((await updates.chooseFeed(null)).found).toBeNull()
    await vi.advanceTimersByTimeAsync(48 * 3_600_000)
    await expect(updates.install()).rejects.toMatchObject({ kind: 'updateOff' })
    expect(happened).toEqual(['look'])
  })
})

describe('by itself', () => {
  test('it looks a minute after the start and each day after, and offers a version once', async () => {
    trouble = { agree: true }
    start()
    await vi.advanceTimersByTimeAsync(59_000)
    expect(happened).toEqual([])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(happened).toEqual(['look', 'agree'])
    await vi.advanceTimersByTimeAsync(24 * 3_600_000)
    expect(happened).toEqual(['look', 'agree', 'look'])
    newest = '10.0.0'
    await vi.advanceTimersByTimeAsync(24 * 3_600_000)
    expect(happened.slice(-2)).toEqual(['look', 'agree'])
  })

  test('a feed out of reach disturbs nobody; a failed installation is told', async () => {
    trouble = { look: new Problem('updateUnreachable') }
    start()
    await vi.advanceTimersByTimeAsync(60_000)
    expect([happened, told]).toEqual([['look'], []])
    trouble = { backUp: new Said('磁盘空间不足。') }
    await vi.advanceTimersByTimeAsync(60_000)
    expect(told).toMatchObject([{ kind: 'updateNoBackup' }])
    expect(happened).not.toContain('install')
  })

  test('nothing happens where no address is chosen', async () => {
    kept = undefined
    start()
    await vi.advanceTimersByTimeAsync(72 * 3_600_000)
    expect(happened).toEqual([])
  })
})

test('an installation that cannot replace itself neither looks, nor keeps an address, nor asks', async () => {
  const updates = start({ canUpdate: false })
  expect(updates.state().possible).toBe(false)
  await vi.advanceTimersByTimeAsync(48 * 3_600_000)
  for (const attempt of [updates.look(), updates.install(), updates.chooseFeed('https://other.example.com/')]) {
    await expect(attempt).rejects.toMatchObject({ kind: 'updateImpossible' })
  }
  expect([happened, questions, kept]).toEqual([[], [], { feed, lookedAt: null }])
})

function start({ canUpdate = true } = {}): Updates {
  const step = (name: keyof typeof trouble): void => {
    happened.push(name)
    if (trouble[name] instanceof Error) throw trouble[name]
  }
  const updater = {
    look: async () => {
      step('look')
      return newest
    },
    download: async () => step('download'),
    install: () => step('install'),
  }
  return new Updates({
    updater: canUpdate ? updater : undefined,
    choice: () => kept,
    keep: (choice) => {
      kept = choice
    },
    agree: async (question) => {
      questions.push(question)
      if (question.kind === 'install') step('agree')
      return trouble.agree === undefined
    },
    backUp: async () => step('backUp'),
    letGo: async () => {
      step('letGo')
      return trouble.letGo === undefined
    },
    comeBack: () => void happened.push('comeBack'),
    tell: (error) => void told.push(error),
    now: () => new Date(),
    log: () => undefined,
  })
}
