import { type OpenCatalogue, openCatalogue } from '../../../exchange/catalogue/shipped.ts'
import { parseDay } from '../../../judge/dates.ts'
import { problem } from '../../../language/problem.ts'
import { type Common, Console } from '../../console.ts'
import { exit } from '../../exit.ts'

export interface CatalogueOptions {
  /** another file than the one that comes with the product */
  readonly file?: string
  /** day, ISO 8601; today where none is given */
  readonly on?: string
}

export interface Begun extends OpenCatalogue {
  readonly c: Console
  /** from 1970-01-01 */
  readonly day: number
}

/** Opens the catalogue as of a day and does the work on it; what cannot be opened is said. */
export async function withCatalogue(
  options: CatalogueOptions,
  common: Common,
  work: (begun: Begun) => number | Promise<number>,
): Promise<number> {
  const c = new Console(common)
  const day = dayOf(options)
  if (day === undefined) {
    const text = { zh: '日期有误', en: 'The date is not a date' }
    return c.refuse([problem('wrong-value', text, { expected: '2026-11-22', got: options.on ?? '' })])
  }
  const opened = openCatalogue(undefined, options.file)
  if (!opened.ok) return c.refuse(opened.problems)
  return (await work({ ...opened.value, c, day })) ?? exit.conforms
}

function dayOf({ on }: CatalogueOptions): number | undefined {
  const now = new Date()
  if (on === undefined) return Math.floor((now.getTime() - now.getTimezoneOffset() * 60_000) / 86_400_000)
  return parseDay(on)
}
