import { useMatch } from '@tanstack/react-router'
import {
  type TallyRegister,
  type TallyRegisterId,
  tallyItemWords,
  tallyRegister,
  tallyRegisterIds,
} from '../../../electron/contract/tallyRegisters.ts'
import { useActor } from '../../api/session.ts'
import { currentLanguage } from '../../app/i18n.ts'

/** The register of counts whose page this is: the first step of its address is the register's code name. */
export function useRegister(): { readonly id: TallyRegisterId; readonly register: TallyRegister } {
  // Of the page that is drawn, not of the one that is on its way.
  const first = useMatch({ strict: false, select: ({ pathname }) => pathname.split('/')[1] })
  const id = tallyRegisterIds.find((one) => one === first)
  if (!id) throw new Error(`no register of counts at /${first}`)
  return { id, register: tallyRegister(id) }
}

/** Whether the person signed in may keep the register. */
export function useKeeps({ may }: TallyRegister): boolean {
  return useActor()?.roles.some((role) => may.includes(role)) ?? false
}

/** An item in the language of the screen; the office's own are words already. */
export function itemWord(item: string): string {
  return tallyItemWords(item)?.[currentLanguage()] ?? item
}
