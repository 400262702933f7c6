import { describe, expect, it } from 'vitest'
import type { CampaignCall, CampaignFields, CampaignFilter } from '../../electron/contract/campaigns.ts'
import { campaignDetail } from '../../electron/core/campaigns/detail.ts'
import {
  approveCampaign,
  countPeople,
  draftCampaign,
  finishCampaign,
  nextPerson,
  recordCampaignCall,
  startCampaign,
} from '../../electron/core/campaigns/service.ts'
import { officeClock } from '../../electron/core/clock.ts'
import { receiveComplaint } from '../../electron/core/complaints/service.ts'
import { undoImport } from '../../electron/core/imports/index.ts'
import { registerJob } from '../../electron/core/jobs/service.ts'
import { listPage } from '../../electron/core/lists/page.ts'
import { recordVisit } from '../../electron/core/visits/service.ts'
import { home, importRows, newOffice } from './office.ts'

const survey: CampaignFields = {
  name: '电梯改造意见',
  purpose: '征求加装扶手的意见 <b>𠮷</b>😀',
  questions: [
    { kind: 'grade', text: '对电梯满意吗' },
    { kind: 'choice', text: '是否同意', choices: ['同意', '不同意'] },
    { kind: 'text', text: '建议' },
  ],
  filter: { role: 'owner' },
}
const nobody: CampaignCall = { outcome: 'unreachable', callbackAt: null, answers: [], note: '' }
const answered: CampaignCall = { ...nobody, outcome: 'reached', answers: [5, '同意', null] }

/** Two homes with an owner each; one of them is over sixty. */
async function office() {
  const { desk } = await newOffice('2026-11-20')
  const done = { readyOn: '2020-01-01', handedOverOn: '2020-03-10' }
  await importRows(desk, 'units', [home('101', done), home('102', done)])
  const place = (await desk.db
    .selectFrom('unit')
    .innerJoin('building', 'building.id', 'unit.building_id')
    .innerJoin('area', 'area.id', 'building.area_id')
    .select(['area.name as area', 'building.name as building'])
    .executeTakeFirstOrThrow()) as { area: string; building: string }
  const owner = { ...place, role: 'owner', fromOn: '2020-03-10' }
  await importRows(desk, 'residents', [
    { ...owner, room: '101', name: '陈一', phone: '13800000001', birthOn: '1950-01-01' },
    { ...owner, room: '102', name: '陈二', phone: '13800000002', birthOn: '1990-01-01' },
    { ...owner, room: '102', name: '陈三', phone: '13800000003', role: 'family' },
  ])
  const manager = { ...desk, actor: { id: null, name: '主管', roles: ['manager' as const] } }
  const running = async (fields: CampaignFields = survey) => {
    const id = await draftCampaign(desk, fields)
    await approveCampaign(manager, id, 1)
    await startCampaign(desk, id, 2)
    return id
  }
  const call = async (campaign: number, more: Partial<CampaignCall>) => {
    const person = await nextPerson(desk, campaign)
    const { id, version } = person ?? { id: 0, version: 0 }
    return recordCampaignCall(desk, { ...nobody, ...more, id, version: Number(version), requestKey: null })
  }
  return { desk, manager, running, call }
}

describe('a campaign', () => {
  it('shows how many it finds, how far it is, and what was answered', async () => {
    const { desk, running, call } = await office()
    expect(await countPeople(desk, { role: 'owner' })).toBe(2)
    expect(await countPeople(desk, { elderly: true })).toBe(1)
    const id = await running()
    await call(id, answered)
    const page = await listPage(desk, 'campaigns', { filter: { state: 'running' }, offset: 0, limit: 10 })
    expect(page.rows).toMatchObject([{ id, name: '电梯改造意见', people: 2, reached: 1, progress: 50 }])
    const { results, people } = await campaignDetail(desk, id)
    expect(people.map((one) => one.state)).toEqual(['reached', 'open'])
    expect(results.map((one) => one.answered)).toEqual([1, 1, 0])
    expect(results[1]?.counts).toEqual([
      { key: '同意', count: 1 },
      { key: '不同意', count: 0 },
    ])
  })

  it('is approved by somebody else before it starts, and its list is frozen then', async () => {
    const { desk, manager } = await office()
    const id = await draftCampaign(desk, survey)
    await expect(startCampaign(desk, id, 1)).rejects.toMatchObject({ code: 'campaign-not-so' })
    await expect(approveCampaign(desk, id, 1)).rejects.toMatchObject({ code: 'campaign-own' })
    await approveCampaign(manager, id, 1)
    expect(await startCampaign(desk, id, 2)).toBe(2)
    await desk.db.updateTable('person').set({ phone: '0' }).execute()
    const people = await desk.db.selectFrom('campaign_person').select(['name', 'phone']).orderBy('id').execute()
    expect(people).toEqual([
      { name: '陈一', phone: '13800000001' },
      { name: '陈二', phone: '13800000002' },
    ])
    await finishCampaign(desk, id, 3)
    await expect(finishCampaign(desk, id, 4)).rejects.toMatchObject({ code: 'campaign-not-so' })
  })

  it('keeps the residents on its list: the import they came with cannot be taken back', async () => {
    const { desk, running } = await office()
    await running()
    const { id } = await desk.db
      .selectFrom('import_batch')
      .select('id')
      .where('kind', '=', 'residents')
      .executeTakeFirstOrThrow()
    await expect(undoImport(desk, id)).rejects.toMatchObject({
      code: 'import-depended-on',
      problems: [
        { code: 'built-on-import', params: { entity: 'campaign_person', name: '陈一' } },
        { code: 'built-on-import', params: { entity: 'campaign_person', name: '陈二' } },
      ],
    })
  })

  it('finds whom its filter means', async () => {
    const { desk, manager } = await office()
    const count = async (filter: CampaignFields['filter']) => {
      const id = await draftCampaign(desk, { ...survey, filter })
      await approveCampaign(manager, id, 1)
      return startCampaign(desk, id, 2)
    }
    expect(await count({})).toBe(3)
    expect(await count({ elderly: true })).toBe(1)
    await expect(count({ owing: true })).rejects.toMatchObject({ code: 'campaign-nobody' })
  })

  it('finds whom the lists find: by class, tag, occupancy, moving in, complaints, visits and jobs', async () => {
    const { desk } = await office()
    const { db } = desk
    await db.updateTable('person').set({ client_class: 'A', tags: '独居,热心' }).where('name', '=', '陈一').execute()
    await db.updateTable('person').set({ tags: '不独居' }).where('name', '=', '陈二').execute()
    await db.insertInto('stay').values({ id: 1, unit_id: 1, moved_in_on: '2026-09-01', moved_out_on: null }).execute()
    const names = async (filter: CampaignFilter) => {
      const id = await draftCampaign(desk, { ...survey, filter })
      await approveCampaign({ ...desk, actor: { ...desk.actor, name: '主管' } }, id, 1)
      const count = await countPeople(desk, filter)
      if (count === 0) return []
      await startCampaign(desk, id, 2)
      const people = await db.selectFrom('campaign_person').select('name').where('campaign_id', '=', id).execute()
      expect(people).toHaveLength(count)
      return people.map((one) => one.name)
    }
    const [first, second] = [['陈一'], ['陈二', '陈三']]
    expect(await names({ clientClass: 'A' })).toEqual(first)
    expect(await names({ tag: '独居' })).toEqual(first)
    expect(await names({ tag: '%' })).toEqual([])
    expect(await names({ occupancy: 'undecorated-resident' })).toEqual(first)
    expect(await names({ occupancy: 'vacant' })).toEqual(second)
    expect(await names({ movedInSince: '2026-09-01' })).toEqual(first)
    expect(await names({ movedInSince: '2026-09-02' })).toEqual([])

    const call = { place: '', personId: null, caller: '', phone: '', content: '太吵', requestKey: null }
    const at = (day: string) => ({ ...desk, clock: officeClock(() => new Date(), undefined, day) })
    await receiveComplaint(at('2026-07-01'), { ...call, unitId: 2, kind: 'other', against: '' })
    expect(await names({ complainedWithin: 6 })).toEqual(second)
    expect(await names({ complainedWithin: 3 })).toEqual([])
    const visit = { unitId: 1, result: 'met', visitorId: null, person: '', note: '' } as const
    await recordVisit(desk, { ...visit, findings: [], onDate: '2026-08-01', plannedId: null, requestKey: 'visit-0001' })
    expect(await names({ notVisitedFor: 6 })).toEqual(second)
    expect(await names({ notVisitedFor: 3 })).toEqual([...first, ...second])
    const job = { source: 'resident', trade: 'civil', priority: 'normal', chargeClass: 'free' } as const
    await registerJob(at('2026-10-01'), { ...call, ...job, unitId: 1, appointedOn: null, appointedTime: '' })
    expect(await names({ jobWithin: 2 })).toEqual(first)
    expect(await names({ jobWithin: 1 })).toEqual([])
    expect(await names({ jobWithin: 2, clientClass: 'B' })).toEqual([])
  })

  it('calls whom it has tried least, three times at most, and keeps every call', async () => {
    const { desk, running, call } = await office()
    const id = await running()
    const first = await call(id, {})
    expect(await call(id, { ...answered, note: '很热情' })).not.toBe(first)
    expect(await call(id, {})).toBe(first)
    expect(await call(id, {})).toBe(first)
    expect(await nextPerson(desk, id)).toBeUndefined()
    const again = { ...nobody, id: first, version: 4, requestKey: null }
    await expect(recordCampaignCall(desk, again)).rejects.toMatchObject({ code: 'return-finished' })
    const people = await desk.db.selectFrom('campaign_person').select(['state', 'answers']).orderBy('id').execute()
    expect(people).toEqual([
      { state: 'unreachable', answers: null },
      { state: 'reached', answers: '[5,"同意",null]' },
    ])
    expect(await desk.db.selectFrom('campaign_call').select('id').execute()).toHaveLength(4)
  })

  it.each([
    ['a grade of 6', { ...answered, answers: [6, '同意', null] }, 'campaign-answers'],
    ['a choice nobody offered', { ...answered, answers: [5, '也许', null] }, 'campaign-answers'],
    ['too few answers', { ...answered, answers: [5] }, 'campaign-answers'],
    ['a callback in the past', { outcome: 'callback', callbackAt: '2026-11-19 09:00' }, 'callback-in-past'],
  ] as [string, Partial<CampaignCall>, string][])('refuses %s', async (_, wrong, code) => {
    const { running, call } = await office()
    const id = await running()
    await expect(call(id, wrong)).rejects.toMatchObject({ code: 'return-invalid', problems: [{ code }] })
  })

  it('tells the second of two clerks what the first has done', async () => {
    const { desk, running, call } = await office()
    const first = await call(await running(), {})
    const late = { ...nobody, id: first, version: 1, requestKey: null }
    await expect(recordCampaignCall(desk, late)).rejects.toMatchObject({
      changes: [{ field: 'attempts', from: 0, to: 1 }],
    })
  })
})
