import type { BankLine } from './item.ts'

const order = [
  'id',
  'version',
  'lang',
  'classId',
  'type',
  'prompt',
  'messages',
  'options',
  'gold',
  'data',
  'tags',
  'source',
  'licence',
  'createdAt',
  'holdout',
] as const

/** Lines of a bank as text: keys in one order, what is empty or the default left out, one LF after every line. */
export function bankText(lines: readonly BankLine[]): string {
  return lines
    .map((line) => {
      const kept = order.flatMap((key) => {
        const value = line[key]
        const empty = value === undefined || value === false || (Array.isArray(value) && value.length === 0)
        return empty ? [] : [[key, value] as const]
      })
      return `${JSON.stringify(Object.fromEntries(kept))}\n`
    })
    .join('')
}
