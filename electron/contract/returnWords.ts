/** What a return visit is about. */
export const returnSubjects = ['job', 'complaint'] as const
export type ReturnSubject = (typeof returnSubjects)[number]

/** What came of one call. */
export const returnOutcomes = ['reached', 'unreachable', 'refused', 'callback'] as const
export type ReturnOutcome = (typeof returnOutcomes)[number]

/** What came of a case that asks for a return visit. */
export const returnStates = ['open', 'reached', 'refused', 'unreachable'] as const
export type ReturnState = (typeof returnStates)[number]

export const returnAttitudes = ['satisfied', 'so-so', 'dissatisfied'] as const
export type ReturnAttitude = (typeof returnAttitudes)[number]

/** Part of the list of return visits; without one, whatever can be called now. */
export const returnsShown = ['todo', 'due', 'overdue', 'callback', 'coming', 'done', 'all'] as const
export type ReturnsShown = (typeof returnsShown)[number]

/** So often somebody is called; after that, who was not reached stays unreached. */
export const mostAttempts = 3
