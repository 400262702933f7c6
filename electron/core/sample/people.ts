import { type DateText, yearOf } from '../../contract/dates.ts'
import { birthDateIn, idNumberOf } from './identity.ts'
import { companyNameOf, givenNameOf, type Sex, surnameOf } from './names.ts'
import type { Random } from './random.ts'

/** A person or company as the office knows them, whichever units they have to do with. */
export interface Party {
  readonly name: string
  readonly surname: string
  readonly sex: Sex
  /** Known to us; the office may not have it. */
  readonly born: DateText
  readonly phone: string | null
  readonly idNumber: string | null
  readonly birthDate: DateText | null
  readonly company: boolean
}

export interface PersonWish {
  readonly bornIn: number
  readonly sex?: Sex
  readonly surname?: string
  /** How likely the office has copied the ID card. */
  readonly papers: number
}

export function personOf(random: Random, nextPhone: () => string, wish: PersonWish): Party {
  const sex = wish.sex ?? (random.chance(0.56) ? 'male' : 'female')
  const surname = wish.surname ?? surnameOf(random)
  const born = birthDateIn(random, wish.bornIn)
  const age = 2025 - yearOf(born)
  const idNumber = random.chance(age < 16 ? wish.papers / 2 : wish.papers) ? idNumberOf(random, born, sex) : null
  const hasPhone = age >= 16 && random.chance(age > 72 ? 0.7 : 0.97)
  return {
    name: surname + givenNameOf(random, sex, wish.bornIn),
    surname,
    sex,
    born,
    phone: hasPhone ? nextPhone() : null,
    idNumber,
    birthDate: idNumber !== null || random.chance(0.6) ? born : null,
    company: false,
  }
}

/** Companies have neither an ID number nor a birthday here. */
export function companyOf(random: Random, nextPhone: () => string): Party {
  const name = companyNameOf(random)
  const nobody = { surname: name, sex: 'male', born: '1900-01-01', idNumber: null, birthDate: null } as const
  return { name, ...nobody, phone: nextPhone(), company: true }
}
