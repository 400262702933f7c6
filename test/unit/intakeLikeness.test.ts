import { describe, expect, it } from 'vitest'
import { filledIn } from '../../electron/contract/intake.ts'
import { costOf, lineAmount } from '../../electron/contract/jobs.ts'
import { fileType } from '../../electron/core/attachments/service.ts'
import { greetingOn } from '../../electron/core/intake/greeting.ts'
import { likelySame, likeness } from '../../electron/core/intake/likeness.ts'
import { maskedPhone } from '../../electron/core/residents/phones.ts'
import { defaultCallScript } from '../../electron/core/settings/intake.ts'
import { jpeg, png, webp } from '../fixtures/picture.ts'

describe('two calls', () => {
  const call = { unitId: 1, buildingId: 10, place: '厨房', content: '厨房水管漏水' }

  it.each([
    [
      'the same unit, said otherwise',
      { unitId: 1, buildingId: 10, place: '', content: '厨房水槽下面水管漏水，请尽快' },
      true,
    ],
    ['another fault of the same unit', { unitId: 1, buildingId: 10, place: '', content: '客厅插座没电' }, false],
    ['a neighbour in the same building', { unitId: 2, buildingId: 10, place: '', content: '水管漏水' }, true],
    ['the kitchen of another building', { unitId: 9, buildingId: 11, place: '厨房', content: '水管漏水' }, false],
  ])('are likely the same: %s', (_, other, same) => {
    expect(likelySame(call, other)).toBe(same)
    expect(likelySame(other, call)).toBe(same)
  })

  it('about a common part are the same by its name, however much of it is said', () => {
    const lamp = { unitId: null, buildingId: null, place: '3栋一楼大堂', content: '感应灯不亮' }
    expect(likelySame(lamp, { ...lamp, place: '大堂', content: '大堂灯不亮了，感应灯坏' })).toBe(true)
    expect(likelySame(lamp, { ...lamp, place: '地下车库' })).toBe(false)
  })

  it('are compared without marks, width and letter case; of too few words only the very same', () => {
    expect(likeness('ＷＩＦＩ，无信号！', 'wifi无信号')).toBe(1)
    expect(likeness('灯', '灯')).toBe(1)
    expect(likeness('灯', '水')).toBe(0)
    expect(likeness('', '')).toBe(0)
    expect(likeness('𠮷先生家漏水', '𠮷先生家漏水')).toBe(1)
  })
})

describe('the greeting', () => {
  it.each([
    ['2026-02-28', 'winter'],
    ['2026-03-01', 'spring'],
    ['2026-06-01', 'summer'],
    ['2026-09-01', 'autumn'],
    ['2026-12-01', 'winter'],
  ])('of %s is that of %s', (date, season) => {
    expect(greetingOn(defaultCallScript, date, null).occasion).toBe(season)
    expect(greetingOn(defaultCallScript, date, { kind: 'workday', name: '国庆节' }).occasion).toBe(season)
  })

  it('of a holiday is its own before the general one', () => {
    const spring = greetingOn(defaultCallScript, '2026-02-17', { kind: 'holiday', name: '春节' })
    expect(spring.text).toContain('新年好')
    const national = greetingOn(defaultCallScript, '2026-10-01', { kind: 'holiday', name: '国庆节' })
    expect(filledIn(national.text, { office: '管家台', clerk: '小林', holiday: national.holiday })).toContain(
      '祝您国庆节快乐',
    )
  })

  it('leaves a blank for what is not known yet', () => {
    expect(filledIn('电话{phone}，{name}', { phone: '', name: '陈女士' })).toBe('电话＿＿，陈女士')
  })
})

describe('what a job took', () => {
  it('adds up to the fen, each line rounded half up as it stands on the voucher', () => {
    expect(lineAmount({ quantityCenti: 150, price: 333 })).toBe(500)
    expect(lineAmount({ quantityCenti: 33, price: 150 })).toBe(50)
    expect(lineAmount({ quantityCenti: 100_000_000, price: 10_000_000 })).toBe(10_000_000_000_000)
    const materials = [
      { quantityCenti: 150, price: 333 },
      { quantityCenti: 33, price: 150 },
    ]
    expect(costOf({ materials, labourCenti: 150, labourPrice: 6000 })).toBe(500 + 50 + 9000)
  })
})

describe('a phone', () => {
  it.each([
    ['13812345678', '138****5678'],
    ['13812345678、13900001111', '138****5678、139****1111'],
    ['0592-5551234', '0592-***1234'],
    ['66123', '***23'],
    ['', ''],
    ['转 802', '转 802'],
  ])('%s is masked as %s', (phone, masked) => {
    expect(maskedPhone(phone)).toBe(masked)
  })
})

describe('a picture', () => {
  const pictures = { 'image/jpeg': jpeg, 'image/png': png, 'image/webp': webp }

  it('is known by its content, and by the whole of it: cut off anywhere it is none', () => {
    for (const [type, bytes] of Object.entries(pictures)) {
      expect(fileType(bytes)).toBe(type)
      for (let length = 0; length < bytes.length; length++) expect(fileType(bytes.subarray(0, length))).toBeNull()
    }
    // A camera may write more behind the end.
    expect(fileType(Uint8Array.of(...jpeg, 0, 1, 2))).toBe('image/jpeg')
    expect(fileType(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBeNull()
    expect(fileType(new TextEncoder().encode('RIFF....WAVEfmt '))).toBeNull()
    expect(fileType(new TextEncoder().encode('<svg onload=alert(1)>'))).toBeNull()
    expect(fileType(new Uint8Array())).toBeNull()
  })
})
