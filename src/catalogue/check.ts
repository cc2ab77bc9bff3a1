import { type Problem, problem, warning } from '../language/problem.ts'
import type { Catalogue } from './catalogue.ts'
import { type Edition, keyOf } from './edition.ts'
import { parseIdentifier } from './identifier/parse.ts'

/**
 * What does not hold together in a catalogue: a number twice, days in the wrong order, a successor that is not here, and adoptions that lag behind
 * (rules SYS-7 and SYS-8). `day`: from 1970-01-01.
 */
export function checkCatalogue(catalogue: Catalogue, day: number): readonly Problem[] {
  const seen = new Set<string>()
  return catalogue.editions.flatMap((edition) => {
    const key = keyOf(edition)
    const found = [...datesOf(edition), ...successorOf(catalogue, edition), ...adoptionOf(catalogue, edition, day)]
    if (seen.has(key))
      found.push(
        problem('catalogue-number-twice', { zh: '编号重复', en: 'The number stands twice' }, { place: { path: key } }),
      )
    seen.add(key)
    return found
  })
}

function datesOf(edition: Edition): Problem[] {
  const { published, effective } = edition
  if (!published || !effective || effective.last >= published.first) return []
  const text = { zh: '实施日期早于发布日期', en: 'It takes effect before it is published' }
  return [problem('catalogue-dates', text, { place: { path: keyOf(edition) } })]
}

function successorOf(catalogue: Catalogue, edition: Edition): Problem[] {
  const { replacedBy: got } = edition
  if (got === undefined || catalogue.find(got)) return []
  const text = { zh: '代替它的版本不在本目录中', en: 'The edition that takes its place is not in this catalogue' }
  return [warning('catalogue-successor-absent', text, { place: { path: keyOf(edition) }, got })]
}

export interface Lag {
  /** the latest edition of what is adopted that may be out on the day */
  readonly latest: Edition
  /** from its publication to the day, at least and at most; undefined where the catalogue has no date of it */
  readonly days?: { readonly low: number; readonly high: number }
}

/** A later edition of what is adopted is here: since its publication the adoption lags. Rule SYS-8; `day` from 1970-01-01. */
export function adoptionLag(catalogue: Catalogue, edition: Edition, day: number): Lag | undefined {
  if (!edition.adopts) return undefined
  const cited = parseIdentifier(edition.adopts.number, { undated: true })
  if (!cited.ok || cited.value.year === undefined) return undefined
  const [latest] = catalogue
    .editionsOf(cited.value)
    .filter((e) => e.identifier.supplement === undefined && !(e.published && e.published.first > day))
  if (!latest || (latest.identifier.year ?? 0) <= cited.value.year) return undefined
  const { published } = latest
  if (published === undefined) return { latest }
  return { latest, days: { low: Math.max(0, day - published.last), high: day - published.first } }
}

function adoptionOf(catalogue: Catalogue, edition: Edition, day: number): Problem[] {
  const lag = adoptionLag(catalogue, edition, day)
  if (lag === undefined) return []
  const since = lag.days === undefined ? '' : ` (${lag.days.low} d)`
  const text = { zh: '所采用的国际标准已有新版，采用滞后', en: 'What it adopts has a later edition: the adoption lags' }
  const at = { place: { path: keyOf(edition) }, expected: `${keyOf(lag.latest)}${since}`, got: edition.adopts!.number }
  return [warning('adoption-lag', text, at)]
}
