import { z } from 'zod'

export const rewardKinds = ['reward', 'penalty'] as const
export type RewardKind = (typeof rewardKinds)[number]

/** The life of a swap: asked by one, confirmed by the other, decided by a third. */
export const swapStates = ['asked', 'confirmed', 'approved', 'declined', 'refused', 'withdrawn'] as const
export type SwapState = (typeof swapStates)[number]

export const month = z.string().regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/)

export const shiftLogStates = ['draft', 'given', 'read'] as const

/** The PIN of whoever's word it is, given at somebody else's desk; null where they are signed in themselves. */
export const givenSecret = z.string().max(100).nullable()
