import type { Text } from '../language/text.ts'

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

/** A word: a name as it stands, or one of a fixed list with what each means. */
export const word = (zh: string, en: string, words?: Readonly<Record<string, Text>>) =>
  ({ kind: 'word', ...(words === undefined ? {} : { words }), title: { zh, en } }) as const
