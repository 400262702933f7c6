import type { AgeBand } from './ageBands.ts'
import type { OccupancyCategory, Trade } from './vocabulary.ts'

/** Colours of charts and maps, the same on screen, on paper and in documents. */

/**
 * Okabe and Ito's palette, which stays apart under every kind of colour blindness.
 * Blues live here, orange is at work, yellow and rose stand empty, greens and reds are let, grey is not handed over.
 */
export const occupancyColors: Readonly<Record<OccupancyCategory, string>> = {
  'decorated-resident': '#0072b2',
  'undecorated-resident': '#56b4e9',
  decorating: '#e69f00',
  'decorated-vacant': '#cc79a7',
  vacant: '#f0e442',
  'unsold-let': '#009e73',
  'undelivered-leaseback': '#d55e00',
  undelivered: '#a9afb4',
}

/** The older, the darker and the redder; near-equal in grey, so each bar stands over its name and amount. */
export const ageColors: Readonly<Record<AgeBand, string>> = {
  '0-3m': '#8ab6d6',
  '3-6m': '#5b93bf',
  '6-12m': '#e0b04c',
  '1-2y': '#d98a2b',
  '2-3y': '#c2561f',
  'over-3y': '#9b2226',
}

export const tradeColors: Readonly<Record<Trade, string>> = {
  'plumbing-electric': '#0072b2',
  civil: '#e69f00',
  'intelligent-systems': '#009e73',
  lift: '#cc79a7',
  other: '#a9afb4',
}

/** What is looked at, and what it is looked at beside: the year before, what had been promised. */
export const emphasis = { now: '#0c7680', before: '#a9afb4' } as const

/** Steps of a bridge: what makes the sum larger, and what makes it smaller. */
export const stepColors = { plus: '#d98a2b', minus: '#5b93bf' } as const
