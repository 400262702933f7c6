import { addDays, type DateText, earlier, yearOf } from '../../contract/dates.ts'
import { dayBetween, offFestival, referenceDay } from './calendar.ts'
import { type Random, randomOf } from './random.ts'
import type { SampleUnitDates } from './rows.ts'
import type { Slot } from './slots.ts'

/**
 * The dated facts of a unit from its sale to the end of 2026, such that it stands in the slot's category on
 * 31 December 2025. What lies after that day follows by chance alone; `cut.ts` takes away what has not happened yet.
 */
export function lifeOf(slot: Slot): SampleUnitDates {
  const random = randomOf(`life ${slot.key}`)
  switch (slot.category) {
    case 'decorated-resident':
      return movedOutIn2026(random, 0.015, decoratedAndMovedIn(slot, random))
    case 'undecorated-resident':
      return movedOutIn2026(random, 0.05, undecoratedResident(slot, random))
    case 'decorating':
      return decorating(slot, random)
    case 'decorated-vacant':
      return decoratedVacant(slot, random)
    case 'vacant':
      return vacant(slot, random)
    case 'unsold-let':
      return unsoldLet(slot, random)
    case 'undelivered-leaseback':
      return leaseback(slot, random)
    case 'undelivered':
      return undelivered(slot, random)
  }
}

const noDates: SampleUnitDates = {
  readyOn: null,
  dueOn: null,
  handedOverOn: null,
  decorationStartedOn: null,
  decorationFinishedOn: null,
  movedInOn: null,
  movedOutOn: null,
  soldOn: null,
  letFrom: null,
  letTo: null,
  leasebackFrom: null,
  leasebackTo: null,
}

/** Homes are handed over by then in 2025, so that each of them has at least one month's fee of the year. */
const lastHandover2025: DateText = '2025-11-28'
const lastHandoverBefore2025: DateText = '2024-12-28'

type Purchase = Pick<SampleUnitDates, 'soldOn' | 'dueOn'> & { readonly handedOverOn: DateText }

/** Sale, due date and handover, not later than `until`. */
function purchase(slot: Slot, random: Random, until: DateText = lastHandover2025): Purchase {
  const { building, course } = slot
  const handedOverOn = handover(slot, random, until)
  if (course === 'bought-in-2025') {
    const dueOn = earlier(addDays(handedOverOn, random.between(-12, 12)), referenceDay)
    return { soldOn: addDays(handedOverOn, -random.between(35, 75)), dueOn, handedOverOn }
  }
  const lateBuyer = building.rate === null || (handedOverOn > addDays(building.dueOn, 120) && random.chance(0.5))
  if (course === 'ordinary' && lateBuyer) {
    const soldOn = addDays(handedOverOn, -random.between(22, 80))
    return { soldOn, dueOn: addDays(handedOverOn, -random.between(0, 20)), handedOverOn }
  }
  return { soldOn: addDays(building.readyOn, -random.between(20, 620)), dueOn: building.dueOn, handedOverOn }
}

/** Most owners come in the days of the joint handover, the others over the following two years. */
function handover(slot: Slot, random: Random, until: DateText): DateText {
  const { building, course } = slot
  if (course === 'bought-in-2025') return dayBetween(random, '2025-03-20', building.rate ? until : '2025-12-24')
  if (course === 'in-2025' && yearOf(building.dueOn) < 2025) return dayBetween(random, '2025-01-06', until)
  const limit = course === 'in-2025' ? until : lastHandoverBefore2025
  if (building.rate === null) return dayBetween(random, addDays(building.readyOn, 60), limit)
  if (random.chance(0.62)) {
    return dayBetween(random, addDays(building.dueOn, -14), earlier(addDays(building.dueOn, 9), limit))
  }
  const straggler = offFestival(addDays(building.dueOn, random.tail(260, 900)))
  return straggler <= limit ? straggler : dayBetween(random, building.dueOn, limit)
}

interface Works {
  readonly decorationStartedOn: DateText
  readonly decorationFinishedOn: DateText
}

/** A home takes two to eight months, a villa the longer part of them, a shop some weeks. */
function daysOfWorks(slot: Slot, random: Random): number {
  if (slot.building.kind === 'shop') return random.between(20, 70)
  return slot.building.kind === 'villa' ? random.between(140, 243) : random.between(62, 235)
}

function works(slot: Slot, random: Random, startedOn: DateText): Works {
  const start = offFestival(startedOn)
  return {
    decorationStartedOn: start,
    decorationFinishedOn: offFestival(addDays(start, daysOfWorks(slot, random))),
  }
}

/** After the works a home airs for some weeks; a few cannot wait and move in before the works are finished. */
function moveInAfter(slot: Slot, random: Random, done: Works): DateText {
  if (slot.building.kind === 'shop') return offFestival(addDays(done.decorationFinishedOn, random.between(2, 18)))
  if (random.chance(0.05)) return offFestival(addDays(done.decorationFinishedOn, -random.between(5, 30)))
  return offFestival(addDays(done.decorationFinishedOn, random.between(15, 150)))
}

type Settled = SampleUnitDates & Works & { readonly movedInOn: DateText }

/** Draws stories until one fits before the end of 2025, each a little more hurried than the last. */
function decoratedAndMovedIn(slot: Slot, random: Random): Settled {
  for (let patience = 100; ; patience *= 0.8) {
    const bought = purchase(slot, random, '2025-08-12')
    const done = works(slot, random, addDays(bought.handedOverOn, 8 + random.tail(patience, 1400)))
    const movedInOn = moveInAfter(slot, random, done)
    if (movedInOn > '2025-12-27' || done.decorationFinishedOn > '2025-12-27') continue
    return { ...noDates, readyOn: slot.building.readyOn, ...bought, ...done, movedInOn }
  }
}

/** Lives with what the developer left; some are having the works done around them at the end of 2025. */
function undecoratedResident(slot: Slot, random: Random): SampleUnitDates {
  const bought = purchase(slot, random, '2025-09-30')
  const movedInOn = offFestival(earlier(addDays(bought.handedOverOn, 3 + random.tail(80, 500)), '2025-12-18'))
  const settled = { ...noDates, readyOn: slot.building.readyOn, ...bought, movedInOn }
  if (!random.chance(0.13)) return settled
  return { ...settled, ...worksOverNewYear(slot, random, addDays(movedInOn, 1)) }
}

/** Works that are open on 31 December 2025, begun on `from` at the earliest. */
function worksOverNewYear(slot: Slot, random: Random, from: DateText): Works {
  const days = Math.max(65, daysOfWorks(slot, random))
  const latestUnfinished = addDays(referenceDay, 6 - days)
  const earliest = from > latestUnfinished ? from : latestUnfinished
  const decorationStartedOn = dayBetween(random, earliest, '2025-12-19')
  return { decorationStartedOn, decorationFinishedOn: offFestival(addDays(decorationStartedOn, days)) }
}

function decorating(slot: Slot, random: Random): SampleUnitDates {
  const bought = purchase(slot, random)
  const done = worksOverNewYear(slot, random, addDays(bought.handedOverOn, 7))
  const movedInOn = random.chance(0.7) ? offFestival(addDays(done.decorationFinishedOn, random.between(20, 150))) : null
  return { ...noDates, readyOn: slot.building.readyOn, ...bought, ...done, movedInOn }
}

/** Either the household has left again, or it has never come: an investment, or a child still abroad. */
function decoratedVacant(slot: Slot, random: Random): SampleUnitDates {
  const settled = decoratedAndMovedIn(slot, random)
  if (random.chance(0.4) && settled.movedInOn < '2025-06-01') {
    return { ...settled, movedOutOn: dayBetween(random, addDays(settled.movedInOn, 120), '2025-12-20') }
  }
  return { ...settled, movedInOn: random.chance(0.25) ? dayBetween(random, '2026-01-05', '2026-11-30') : null }
}

function vacant(slot: Slot, random: Random): SampleUnitDates {
  const bought = purchase(slot, random)
  const empty = { ...noDates, readyOn: slot.building.readyOn, ...bought }
  if (slot.building.rate === null) return empty
  const leftAgain = slot.building.kind === 'shop' ? 0.25 : 0.04
  if (bought.handedOverOn < '2022-01-01' && random.chance(leftAgain)) {
    const movedInOn = offFestival(addDays(bought.handedOverOn, random.between(10, 400)))
    return { ...empty, movedInOn, movedOutOn: dayBetween(random, addDays(movedInOn, 150), '2025-11-30') }
  }
  if (random.chance(0.22))
    return { ...empty, ...settlesIn(slot, random, dayBetween(random, '2026-02-26', '2026-11-25')) }
  return random.chance(0.03) ? { ...empty, movedInOn: dayBetween(random, '2026-01-05', '2026-12-20') } : empty
}

/** Works begun on a day of 2026, and for some the moving in that follows. */
function settlesIn(slot: Slot, random: Random, from: DateText): Partial<SampleUnitDates> {
  const done = works(slot, random, from)
  return { ...done, movedInOn: random.chance(0.55) ? moveInAfter(slot, random, done) : null }
}

function movedOutIn2026(random: Random, probability: number, settled: SampleUnitDates): SampleUnitDates {
  if (!random.chance(probability)) return settled
  return { ...settled, movedOutOn: dayBetween(random, '2026-01-10', '2026-12-10') }
}

/** Let by the developer. In 2026 some leases end, and some flats are sold to whoever lived there or to others. */
function unsoldLet(slot: Slot, random: Random): SampleUnitDates {
  const { readyOn } = slot.building
  const letFrom = random.chance(0.1)
    ? dayBetween(random, earlierOf2025(readyOn), '2025-10-20')
    : dayBetween(random, addDays(readyOn, 45), '2024-12-01')
  const let_ = { ...noDates, readyOn, letFrom }
  if (!random.chance(0.16)) return let_
  const letTo = dayBetween(random, '2026-01-15', '2026-10-20')
  return random.chance(0.5) ? { ...let_, letTo } : { ...let_, letTo, ...soldIn2026(random, addDays(letTo, 8)) }
}

const earlierOf2025 = (readyOn: DateText): DateText => (readyOn > '2024-12-01' ? addDays(readyOn, 45) : '2025-01-08')

/** A sale out of the developer's stock, and its handover some weeks later. */
function soldIn2026(random: Random, from: DateText): Partial<SampleUnitDates> {
  const soldOn = dayBetween(random, from, addDays(from, 30))
  const handedOverOn = offFestival(addDays(soldOn, random.between(25, 70)))
  return { soldOn, dueOn: addDays(soldOn, 45), handedOverOn }
}

/** Sold, and rented back by the developer for a fixed term; the owner takes it over when the term has ended. */
function leaseback(slot: Slot, random: Random): SampleUnitDates {
  const { readyOn } = slot.building
  const clearance = slot.course === 'bought-in-2025'
  const leasebackFrom = clearance
    ? dayBetween(random, '2025-06-03', '2025-06-27')
    : dayBetween(random, addDays(readyOn, 425), addDays(readyOn, 440))
  const leasebackTo = dayBetween(random, '2026-03-31', '2028-12-31')
  const taken = leasebackTo < '2026-11-01' ? offFestival(addDays(leasebackTo, random.between(3, 40))) : null
  return {
    ...noDates,
    readyOn,
    soldOn: clearance ? addDays(leasebackFrom, -random.between(5, 25)) : addDays(readyOn, -random.between(20, 400)),
    leasebackFrom,
    leasebackTo,
    dueOn: addDays(leasebackTo, 15),
    handedOverOn: taken,
  }
}

function undelivered(slot: Slot, random: Random): SampleUnitDates {
  const { building, course } = slot
  if (course === 'never-ready') return noDates
  const stock = { ...noDates, readyOn: building.readyOn }
  if (yearOf(building.readyOn) > 2025) return newPhase(slot, random)
  if (course !== 'sold') {
    return random.chance(0.25)
      ? { ...stock, ...soldIn2026(random, dayBetween(random, '2026-01-08', '2026-09-30')) }
      : stock
  }
  const handedOverOn = random.chance(0.5) ? dayBetween(random, '2026-01-08', '2026-11-10') : null
  if (building.rate !== null) {
    const soldOn = addDays(building.readyOn, -random.between(20, 620))
    return { ...stock, soldOn, dueOn: building.dueOn, handedOverOn }
  }
  const soldOn = dayBetween(random, '2025-08-01', '2025-11-20')
  return { ...stock, soldOn, dueOn: addDays(soldOn, 30), handedOverOn }
}

/** A tower that becomes ready in 2026: a joint handover, then stragglers; a quarter has not come by the end of the year. */
function newPhase(slot: Slot, random: Random): SampleUnitDates {
  const { readyOn, dueOn } = slot.building
  const built = { ...noDates, readyOn }
  if (slot.course !== 'sold') {
    if (!random.chance(0.3) || readyOn > '2026-09-30') return built
    return { ...built, ...soldIn2026(random, dayBetween(random, dueOn, '2026-10-15')) }
  }
  const soldOn = addDays(readyOn, -random.between(150, 560))
  if (!random.chance(0.76)) return { ...built, soldOn, dueOn }
  const handedOverOn = random.chance(0.6)
    ? dayBetween(random, addDays(dueOn, -10), addDays(dueOn, 12))
    : addDays(dueOn, random.tail(70, 180))
  const taken = { ...built, soldOn, dueOn, handedOverOn }
  return random.chance(0.5)
    ? { ...taken, ...settlesIn(slot, random, addDays(handedOverOn, 8 + random.tail(35, 120))) }
    : taken
}
