import type { MeasureReport, Produced } from '../../assessment/report.ts'
import type { Quantity } from '../../judge/evidence.ts'
import { say, type Text } from '../../language/text.ts'
import type { View } from './view.ts'

/** What an instrument said of a quantity; undefined in an old report, and for what a subject supplied itself. */
export function producedOf(m: MeasureReport, name: string): Produced | undefined {
  return m.produces?.find((p) => p.name === name)
}

/** What people call a quantity, with its unit; its name in the files where nobody said. */
export function calledOf(view: View, p: Produced | undefined, name: string): string {
  const title = say(p?.title, view.lang) || name
  return p?.unit === undefined ? title : `${title}${view.words.inBrackets(p.unit)}`
}

/** What a word of a fixed list means; undefined for a name. */
export function wordOf(produced: Produced | undefined, word: string): Text | undefined {
  const words = produced?.words
  return words !== undefined && Object.hasOwn(words, word) ? words[word] : undefined
}

/** Quantities in the order of their instrument, which puts first what matters; what it did not name comes after. */
export function inOrder<T>(
  named: Readonly<Record<string, T>>,
  produced: readonly Produced[] = [],
): readonly (readonly [string, T])[] {
  const place = new Map(produced.map((p, i) => [p.name, i]))
  const at = ([name]: readonly [string, T]) => place.get(name) ?? produced.length
  return Object.entries(named).sort((a, b) => at(a) - at(b))
}

/** A place such as `ap50` or `strata[9].accuracy` of a measurement, as people call it: quantity, which item, what of it. */
export function placeCalled(view: View, measure: string, path: string): string {
  const m = view.report.measures.find((r) => r.measure === measure)
  const [, name = path, index, field] = /^([^.[\]]+)(?:\[(\d+)\])?(?:\.([^.[\]]+))?$/.exec(path) ?? []
  const produced = m && producedOf(m, name)
  if (!m || !produced) return path
  const part = produced.fields?.find((f) => f.name === field)
  return [
    say(produced.title, view.lang) || name,
    ...(index === undefined ? [] : [itemCalled(view, m.quantities[name], produced, Number(index))]),
    ...(field === undefined ? [] : [say(part?.title, view.lang) || field]),
  ].join(' · ')
}

/** An item of a list by the word it begins with, such as its class or stratum, else by its number. */
function itemCalled(view: View, list: Quantity | undefined, produced: Produced, index: number): string {
  const item = Array.isArray(list) ? list[index] : undefined
  const key = produced.fields?.find((f) => f.kind === 'word')
  const word = typeof item === 'object' && key !== undefined ? item[key.name] : undefined
  return typeof word === 'string' ? say(wordOf(key, word), view.lang) || word : view.words.node.item(index + 1)
}
