import { parseDay, parseTime } from '../../judge/dates.ts'
import { Exact } from '../../language/exact.ts'
import { done, failed, type Outcome, problem } from '../../language/problem.ts'
import { type AskedFact, hint } from './facts.ts'

/** A fact as it is written into a subject file. */
export type Value = string | readonly string[]

/** Lists of records are filled in by hand: no line of text holds them. */
export function askable({ type }: AskedFact): boolean {
  return type.k !== 'list' && type.k !== 'record' && type.k !== 'any'
}

/** What may be chosen, where there is a list; an answer may then be a number from 1. */
export function choices({ type, levels }: AskedFact): readonly string[] {
  if (levels.length > 0) return levels.map((l) => l.id)
  return type.k === 'word' ? (type.words ?? []) : type.k === 'words' ? type.words : []
}

const truths: Readonly<Record<string, 'yes' | 'no'>> = {
  yes: 'yes',
  y: 'yes',
  true: 'yes',
  是: 'yes',
  no: 'no',
  n: 'no',
  false: 'no',
  否: 'no',
}

export function readTruth(answer: string): 'yes' | 'no' | undefined {
  const word = answer.trim().toLowerCase()
  return Object.hasOwn(truths, word) ? truths[word] : undefined
}

/** Reads an answer to a fact; a wrong one says what it may be. */
export function readFact(fact: AskedFact, answer: string): Outcome<Value> {
  const { type } = fact
  const text = answer.trim()
  const listed = choices(fact)
  const choose = (word: string) =>
    listed.includes(word) ? word : /^\d{1,3}$/.test(word) ? listed[Number(word) - 1] : undefined
  const given = (value: Value | undefined): Outcome<Value> =>
    value === undefined ? failed(wrong(`facts.${fact.name}`, hint(fact), answer)) : done(value)
  if (type.k === 'words') {
    const words = text
      .replace(/^\[(.*)\]$/, '$1')
      .split(/[,，、;；\s]+/)
      .filter(Boolean)
      .map(choose)
    const all = words.filter((w) => w !== undefined)
    return given(all.length === words.length && all.length > 0 ? [...new Set(all)] : undefined)
  }
  if (listed.length > 0) return given(choose(text))
  switch (type.k) {
    case 'yes-no':
      return given(readTruth(text))
    case 'date':
      return given(parseDay(text) === undefined ? undefined : text)
    case 'time':
      return given(parseTime(text) === undefined ? undefined : text)
    case 'number': {
      const n = Exact.parse(text)
      const inside = n !== undefined && type.lo.compare(n) <= 0 && n.compare(type.hi) <= 0
      return given(inside && (!type.integer || /^-?\d+$/.test(text)) ? text : undefined)
    }
    default:
      return given(text)
  }
}

/** An answer that the question named by `key` does not take. */
export function wrong(key: string, expected: string, got: string) {
  return problem(
    'answer-invalid',
    { zh: '这个回答不对', en: 'This is not an answer to the question' },
    { place: { path: key }, expected, got },
  )
}
