import { addDays, type DateText, yearOf } from '../../contract/dates.ts'
import type { ClientClass, ResidentRole } from '../../contract/vocabulary.ts'
import { phoneBook, plateOffice } from './identity.ts'
import { companyOf, type Party, personOf } from './people.ts'
import { type Random, randomOf } from './random.ts'
import type { SampleResidentRow, SampleUnitDates } from './rows.ts'
import type { Slot } from './slots.ts'

/** Who owns, rents and lives in every unit, through the end of 2026. What the developer still owns has no owner. */
export function householdsOf(slots: readonly Slot[], lives: readonly SampleUnitDates[]): SampleResidentRow[] {
  const town: Town = { nextPhone: phoneBook(), nextPlate: plateOffice(), homeowners: new Map() }
  const rows: SampleResidentRow[] = []
  slots.forEach((slot, index) => {
    const life = lives[index]
    if (life !== undefined) rows.push(...new Household(slot, life, town).rows())
  })
  return rows
}

interface Town {
  readonly nextPhone: () => string
  readonly nextPlate: (random: Random) => string
  /** Owners of homes by area: they are who buys a parking space or a storage room. */
  readonly homeowners: Map<string, { readonly owner: Party; readonly from: DateText }[]>
}

const birthYearsOfOwners: Readonly<Record<string, readonly [number, number]>> = {
  AC区: [1953, 1991],
  B区: [1949, 1991],
  别墅区: [1953, 1988],
  DC区: [1964, 2000],
}

/** The people around one unit. Methods add rows in the order in which the people come. */
class Household {
  readonly #slot: Slot
  readonly #life: SampleUnitDates
  readonly #town: Town
  readonly #random: Random
  readonly #rows: SampleResidentRow[] = []

  constructor(slot: Slot, life: SampleUnitDates, town: Town) {
    this.#slot = slot
    this.#life = life
    this.#town = town
    this.#random = randomOf(`household ${slot.key}`)
  }

  rows(): SampleResidentRow[] {
    const { soldOn, letFrom, leasebackFrom } = this.#life
    if (letFrom !== null) this.#lodgers(letFrom, this.#life.letTo)
    if (soldOn !== null) this.#owned(soldOn)
    if (leasebackFrom !== null) this.#lodgers(addDays(leasebackFrom, 12), this.#life.leasebackTo)
    return this.#rows
  }

  #owned(soldOn: DateText): void {
    const owner = this.#owners(soldOn)
    const { movedInOn, movedOutOn, decorationStartedOn } = this.#life
    if (decorationStartedOn !== null && this.#random.chance(0.18)) this.#foreman(decorationStartedOn)
    if (movedInOn === null) return
    const to = movedOutOn === null ? null : addDays(movedOutOn, -1)
    if (this.#slot.building.kind === 'shop') this.#shopkeeper(owner, movedInOn, to)
    else if (this.#random.chance(0.11)) this.#tenants(movedInOn, to)
    else this.#family(owner, movedInOn, to)
  }

  /** The first owner and, where the unit changed hands, the next. Returns who owns it in the end. */
  #owners(soldOn: DateText): Party {
    const first = this.#buyer(soldOn)
    const transfer = this.#transferDay()
    this.#add(first, 'owner', soldOn, transfer, { vehicles: transfer === null })
    if (transfer === null) {
      if (this.#slot.building.rate !== null && !first.company) this.#remember(first, soldOn)
      return first
    }
    const next = this.#buyer(transfer)
    this.#add(next, 'owner', addDays(transfer, 1), null, { vehicles: true })
    return next
  }

  /** Last day of the first owner: resold between handover and moving in. */
  #transferDay(): DateText | null {
    const { handedOverOn, movedInOn } = this.#life
    if (handedOverOn === null || this.#slot.building.rate === null || !this.#random.chance(0.09)) return null
    const from = addDays(handedOverOn, 120)
    const to = movedInOn === null ? '2026-11-30' : addDays(movedInOn, -45)
    const day = addDays(from, this.#random.tail(420, 2600))
    return day < to ? day : null
  }

  #buyer(on: DateText): Party {
    const { building } = this.#slot
    const random = this.#random
    if (building.rate === null) {
      const neighbours = (this.#town.homeowners.get(building.area) ?? []).filter((known) => known.from <= on)
      if (neighbours.length > 0) return random.pick(neighbours).owner
    }
    if (building.kind === 'shop' && random.chance(0.4)) return companyOf(random, this.#town.nextPhone)
    return this.#person(Math.min(this.#generation(), yearOf(on) - 22), 0.93)
  }

  /** Birth year of an owner: the older the part of the estate, the older its people. */
  #generation(): number {
    const [oldest, youngest] = birthYearsOfOwners[this.#slot.building.area] ?? [1955, 1992]
    const middle = (this.#random.between(oldest, youngest) + this.#random.between(oldest, youngest)) / 2
    return Math.round(middle)
  }

  #remember(owner: Party, from: DateText): void {
    const { area, kind } = this.#slot.building
    if (kind === 'shop') return
    const known = this.#town.homeowners.get(area) ?? []
    known.push({ owner, from })
    this.#town.homeowners.set(area, known)
  }

  #family(owner: Party, from: DateText, to: DateText | null): void {
    const random = this.#random
    const ownerYear = yearOf(owner.born)
    const married = yearOf(from) - ownerYear >= 27 && random.chance(0.8)
    const spouse = married ? this.#spouse(owner, 0.5) : null
    if (spouse !== null) this.#add(spouse, 'family', from, to)
    const father = owner.sex === 'male' ? owner : spouse
    const children = married && ownerYear >= 1964 ? random.pick([0, 1, 1, 1, 2, 2]) : 0
    for (let child = 0; child < children; child++) this.#child(owner, father?.surname ?? owner.surname, from, to)
    if (ownerYear >= 1966 && random.chance(0.2)) this.#parents(owner, from, to)
    if (ownerYear <= 1957 && spouse === null && random.chance(0.7)) {
      this.#add(this.#person(ownerYear + random.between(24, 30), 0), 'contact', from, to)
    }
  }

  #spouse(partner: Party, papers: number): Party {
    const sex = partner.sex === 'male' ? 'female' : 'male'
    const years = this.#random.between(-1, 5) * (sex === 'female' ? 1 : -1)
    return this.#person(yearOf(partner.born) + years, papers, { sex })
  }

  /** Children who are grown up at the moving in mostly live elsewhere. */
  #child(owner: Party, surname: string, from: DateText, to: DateText | null): void {
    const bornIn = yearOf(owner.born) + this.#random.between(24, 37)
    if (bornIn >= yearOf(from) || (yearOf(from) - bornIn > 22 && this.#random.chance(0.75))) return
    this.#add(this.#person(bornIn, 0.4, { surname }), 'family', from, to)
  }

  #parents(owner: Party, from: DateText, to: DateText | null): void {
    const bornIn = yearOf(owner.born) - this.#random.between(23, 30)
    const mother = this.#person(bornIn, 0.6, { sex: 'female' })
    this.#add(mother, 'family', from, to)
    if (!this.#random.chance(0.55)) return
    const father = { sex: 'male', surname: owner.surname } as const
    this.#add(this.#person(bornIn - this.#random.between(0, 4), 0.6, father), 'family', from, to)
  }

  #tenants(from: DateText, to: DateText | null): void {
    const tenant = this.#person(Math.min(this.#random.between(1972, 2001), yearOf(from) - 20), 0.85)
    this.#add(tenant, 'tenant', from, to, { vehicles: true })
    if (this.#random.chance(0.4)) this.#add(this.#spouse(tenant, 0.3), 'family', from, to)
  }

  /** Tenants of the developer: one after the other while the lease runs; some flats are rented for a company's people. */
  #lodgers(from: DateText, to: DateText | null): void {
    const random = this.#random
    const limit = to ?? '2026-12-31'
    let begins = from
    while (begins <= limit) {
      const leaves = addDays(begins, random.between(500, 1500))
      const last = leaves < addDays(limit, -120) ? leaves : null
      if (random.chance(0.15)) this.#add(companyOf(random, this.#town.nextPhone), 'tenant', begins, last ?? to)
      else this.#tenants(begins, last ?? to)
      if (last === null) return
      begins = addDays(last, random.between(3, 20))
    }
  }

  #shopkeeper(owner: Party, from: DateText, to: DateText | null): void {
    const random = this.#random
    if (owner.company || random.chance(0.45)) {
      const company = random.chance(0.3)
      const tenant = company ? companyOf(random, this.#town.nextPhone) : this.#person(random.between(1965, 1996), 0.8)
      this.#add(tenant, 'tenant', from, to, { vehicles: !company })
      if (company) this.#add(this.#person(random.between(1975, 1998), 0), 'contact', from, to)
    }
  }

  /** Who answers for the works, until they are finished. */
  #foreman(from: DateText): void {
    const foreman = this.#person(this.#random.between(1968, 1993), 0, { sex: 'male' })
    this.#add(foreman, 'contact', from, this.#life.decorationFinishedOn)
  }

  #person(bornIn: number, papers: number, wish: { sex?: Party['sex']; surname?: string } = {}): Party {
    const person = personOf(this.#random, this.#town.nextPhone, { bornIn, papers, ...wish })
    const taken = this.#rows.some((row) => row.name === person.name)
    return taken ? this.#person(bornIn, papers, wish) : person
  }

  #add(party: Party, role: ResidentRole, from: DateText, to: DateText | null, has: { vehicles?: boolean } = {}): void {
    const { area, name: building } = this.#slot.building
    const main = role === 'owner' || role === 'tenant'
    this.#rows.push({
      area,
      building,
      room: this.#slot.room,
      name: party.name,
      role,
      phone: party.phone,
      idNumber: party.idNumber,
      birthDate: party.birthDate,
      plates: has.vehicles === true ? this.#plates(role) : [],
      from,
      to,
      clientClass: main && this.#slot.category !== 'undelivered' ? this.#clientClass() : null,
    })
  }

  /** Cars are registered with the desk by those who live here. */
  #plates(role: ResidentRole): string[] {
    const random = this.#random
    const { kind, rate } = this.#slot.building
    const livesHere = this.#life.movedInOn !== null && this.#life.movedOutOn === null
    if (rate === null || kind === 'shop' || !(livesHere || role === 'tenant')) return []
    if (!random.chance(kind === 'villa' ? 0.44 : 0.16)) return []
    const first = this.#town.nextPlate(random)
    return random.chance(kind === 'villa' ? 0.25 : 0.08) ? [first, this.#town.nextPlate(random)] : [first]
  }

  #clientClass(): ClientClass | null {
    const place = this.#random.next()
    if (place < 0.06) return 'A'
    if (place < 0.28) return 'B'
    if (place < 0.8) return 'C'
    return place < 0.9 ? 'D' : null
  }
}
