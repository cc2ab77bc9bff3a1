type Better = 'higher' | 'lower'

/** A share from 0 to 1, by its names. */
export const ratio = (zh: string, en: string, better: Better = 'higher') =>
  ({ kind: 'ratio', better, title: { zh, en } }) as const

/** A share of which less is better, such as an error rate. */
export const errorRate = (zh: string, en: string) => ({ kind: 'ratio', better: 'lower', title: { zh, en } }) as const

/** A number of which less is better, in a unit if there is one. */
export const lower = (zh: string, en: string, unit?: string) =>
  ({ kind: 'number', better: 'lower', ...(unit === undefined ? {} : { unit }), title: { zh, en } }) as const

/** A count. */
export const integer = (zh: string, en: string) => ({ kind: 'integer', title: { zh, en } }) as const
