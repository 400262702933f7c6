import { createRouterClient } from '@orpc/server'
import { expect, test } from 'vitest'
import { router } from '../../electron/backend/router.ts'
import { sampleStaff } from '../../electron/core/sample/staff.ts'
import { sampleCopy } from '../office/shared.ts'
import { newHost } from './host.ts'

test('a call that the workshop takes down keeps the whole phone, which the workshop does not see', async () => {
  const { host, folder, faults } = await newHost()
  await host.open(await sampleCopy(folder))
  const client = createRouterClient(router, { context: host.context(host.connect()) })
  const member = sampleStaff.find((one) => one.role === 'engineering')
  const staff = (await client.office.state()).staff.find((one) => one.name === member?.name)
  await client.office.signIn({ staffId: staff?.id ?? 0, secret: member?.pin ?? '' })

  const { db } = host.office
  const { personId, unitId, whole } = await db
    .selectFrom('residency')
    .innerJoin('person', 'person.id', 'residency.person_id')
    .select(['person.id as personId', 'residency.unit_id as unitId', 'person.phone as whole'])
    .where('residency.to_on', 'is', null)
    .where('person.phone', 'like', '1__________')
    .executeTakeFirstOrThrow()
  const [caller] = await client.intake.callers({ personId })
  expect(caller).toMatchObject({ isMasked: true, phone: `${whole.slice(0, 3)}****${whole.slice(-4)}` })

  const call = { unitId, personId, caller: caller?.name ?? '', place: '', content: '水管漏水' }
  const job = {
    ...call,
    source: 'resident',
    trade: 'civil',
    priority: 'normal',
    chargeClass: 'free',
    appointedOn: null,
    appointedTime: '',
    kind: 'repair',
    reworkOfId: null,
  } as const
  const phoneOf = async (table: 'job' | 'complaint' | 'enquiry' | 'job_reporter', id: number) =>
    (await db.selectFrom(table).select('phone').where('id', '=', id).executeTakeFirstOrThrow()).phone
  for (const [index, sent] of ['', caller?.phone ?? ''].entries()) {
    const key = (name: string) => ({ phone: sent, requestKey: `${name}-000000${index}` })
    const { id } = await client.jobs.register({ ...job, ...key('job') })
    expect(await phoneOf('job', id)).toBe(whole)
    const note = { unitId, personId, caller: call.caller, note: '', jobId: id }
    const added = await client.jobs.addReporter({ ...note, ...key('reporter') })
    expect(await phoneOf('job_reporter', added.id)).toBe(whole)
    const complaint = await client.complaints.receive({ ...call, kind: 'other', against: '', ...key('complaint') })
    expect(await phoneOf('complaint', complaint.id)).toBe(whole)
    const { place: _, ...answered } = call
    const enquiry = await client.intake.answer({ ...answered, kind: 'enquiry', answer: '好', ...key('enquiry') })
    expect(await phoneOf('enquiry', enquiry.id)).toBe(whole)
  }
  const { id } = await client.jobs.register({ ...job, phone: '0592-5551234', requestKey: 'typed-0001' })
  expect(await phoneOf('job', id)).toBe('0592-5551234')
  const nobody = { ...job, personId: null, phone: '138****1234', requestKey: 'typed-0002' }
  expect(await phoneOf('job', (await client.jobs.register(nobody)).id)).toBe('')
  expect(faults).toEqual([])
})
