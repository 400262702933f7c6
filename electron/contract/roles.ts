/** The roles of register 0. One person may hold several. */
export const roles = ['front-desk', 'cashier', 'accountant', 'engineering', 'manager', 'administrator'] as const
export type Role = (typeof roles)[number]
