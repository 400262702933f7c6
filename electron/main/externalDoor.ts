import { externalLink } from './policy.ts'

/** The one door to the system's browser. Whatever the policy does not let through is only logged. */
export type ExternalDoor = (target: string) => void

/** @param open Electron's `shell.openExternal` */
export function externalDoor(open: (url: string) => Promise<void>, log: (line: string) => void): ExternalDoor {
  return (target) => {
    const link = externalLink(target)
    if (link === undefined) log(`refused to open ${target.slice(0, 200)}`)
    else open(link).catch((error: unknown) => log(`could not open ${link}: ${String(error)}`))
  }
}
