import { Exact } from '../language/exact.ts'
import { nearestName } from '../language/names.ts'
import { type Problem, problem } from '../language/problem.ts'
import type { Scale, Standard } from '../language/standard.ts'
import type { Text } from '../language/text.ts'
import { nameType, type Type } from '../language/types.ts'
import { fraction, parseDay, parseTime } from './dates.ts'
import type { Bounds, Declared, Estimate, Quantity } from './evidence.ts'
import {
  bool,
  declared,
  type ListValue,
  no,
  num,
  range,
  spanned,
  type Value,
  type Why,
  whole,
  word,
  yes,
} from './values.ts'

/** How uncertainty is read: the estimate, or the bounds at a confidence. */
export type Reading = 'point' | { readonly confidence: string }

export function readingKey(r: Reading): string {
  return r === 'point' ? r : `guarded ${r.confidence}`
}

/** A number of the inputs taken to be anywhere between two ends, ends included, whatever the evidence gives; by its path. */
export type Spans = ReadonlyMap<string, { readonly lo: Exact; readonly hi: Exact }>

/** Turns declared and measured JSON into values by their declared types. Bad input is a problem with its path; nothing is guessed. */
export class Inputs {
  readonly problems: Problem[] = []
  private readonly scales: ReadonlyMap<string, Scale>
  private readonly today: Exact
  private readonly spans: Spans | undefined

  constructor(standard: Standard, today: Exact, spans?: Spans) {
    this.scales = standard.scales
    this.today = today
    this.spans = spans
  }

  private bad(path: string, code: string, text: Text, expected?: string, got?: unknown): Value {
    this.problems.push(
      problem(code, text, { place: { path }, expected, got: got === undefined ? undefined : JSON.stringify(got) }),
    )
    return whole({ k: 'any' }, [`missing: ${path}`])
  }

  /** A declared value, or a quantity as one reading sees it. `path` names it in reasons: `users`, `tasks[0].cleared`. */
  read(type: Type, given: Declared | Quantity | undefined, path: string, reading: Reading, confidence?: string): Value {
    if (
      given === null ||
      given === undefined ||
      (type.k === 'number' && isEstimate(given) && (given.value as unknown) === null)
    )
      return this.missing(type, path)
    const wrong = (expected = nameType(type)) =>
      this.bad(
        path,
        'wrong-value',
        { zh: `“${path}”的值不符`, en: `The value of "${path}" does not fit` },
        expected,
        given,
      )
    switch (type.k) {
      case 'yes-no':
        if (given === true || given === 'yes' || given === 'true') return bool(yes, [])
        if (given === false || given === 'no' || given === 'false') return bool(no, [])
        return wrong('yes, no')
      case 'word':
        if (typeof given !== 'string') return wrong()
        if (type.words && !type.words.includes(given)) return this.unlisted(path, given, type.words)
        return word(given)
      case 'text':
        return typeof given === 'string' || typeof given === 'number' ? word(String(given)) : wrong()
      case 'words': {
        if (!Array.isArray(given)) return wrong()
        for (const w of given)
          if (typeof w !== 'string' || !type.words.includes(w)) return this.unlisted(path, w, type.words)
        return { k: 'words', has: [...new Set(given as string[])], of: type.words, why: [] }
      }
      case 'date': {
        const day = typeof given === 'string' ? parseDay(given) : undefined
        return day === undefined ? wrong('2026-11-22') : num(Exact.whole(BigInt(day)))
      }
      case 'time': {
        const seconds = typeof given === 'string' ? parseTime(given) : undefined
        return seconds === undefined
          ? wrong('2026-11-22T09:30')
          : num(
              Exact.whole(BigInt(seconds))
                .plus(Exact.parse(fraction(given as string))!)
                .over(Exact.whole(3600n)),
            )
      }
      case 'list':
        return this.list(type, given, path, reading, confidence)
      case 'record': {
        if (typeof given !== 'object' || Array.isArray(given)) return wrong()
        return this.record(type, given as Record<string, Declared>, path, reading, confidence)
      }
      case 'number':
        return this.number(type, given, path, reading, confidence)
      default:
        return wrong()
    }
  }

  missing(type: Type, path: string): Value {
    if ((type.k === 'date' || type.k === 'time') && type.open) {
      // it has not happened yet: any day from the day of judgement on
      return range(type.k === 'date' ? this.today : this.today.times(Exact.whole(24n)), Exact.infinity, [
        `pending: ${path}`,
      ])
    }
    if (type.k === 'record') {
      const fields = new Map([...type.fields].map(([name, t]) => [name, this.missing(t, `${path}.${name}`)]))
      return { k: 'record', field: (name) => fields.get(name)! }
    }
    return whole(type, [`missing: ${path}`])
  }

  private unlisted(path: string, got: unknown, words: readonly string[]): Value {
    const near = typeof got === 'string' ? nearestName(got, words) : undefined
    this.problems.push(
      problem(
        'unlisted-word',
        { zh: `“${path}”的值不在所列之中`, en: `The value of "${path}" is not one of those listed` },
        {
          place: { path },
          expected: words.join(', '),
          got: JSON.stringify(got),
          next: near ? { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } : undefined,
        },
      ),
    )
    return whole({ k: 'word', words }, [`missing: ${path}`])
  }

  private list(type: Type & { k: 'list' }, given: unknown, path: string, reading: Reading, confidence?: string): Value {
    if (!Array.isArray(given))
      return this.bad(
        path,
        'wrong-value',
        { zh: `“${path}”须是列表`, en: `"${path}" is a list` },
        nameType(type),
        given,
      )
    if (type.size !== undefined && given.length !== type.size) {
      return this.bad(
        path,
        'list-size',
        { zh: `“${path}”的项数不符`, en: `"${path}" has the wrong number of items` },
        String(type.size),
        given.length,
      )
    }
    const items = given.map((item, i) => ({
      value: this.read(type.of, item as Declared, `${path}[${i}]`, reading, confidence),
      in: 2 as const,
      why: [] as Why,
    }))
    return { k: 'list', items, open: false, ...declared(type.of, []), why: [], of: type.of } satisfies ListValue
  }

  private record(
    type: Type & { k: 'record' },
    given: Record<string, Declared>,
    path: string,
    reading: Reading,
    confidence?: string,
  ): Value {
    for (const name of Object.keys(given)) {
      if (type.fields.has(name)) continue
      const near = nearestName(name, type.fields.keys())
      this.problems.push(
        problem(
          'unknown-field',
          { zh: `“${path}”没有字段“${name}”`, en: `"${path}" has no field "${name}"` },
          {
            place: { path: `${path}.${name}` },
            expected: [...type.fields.keys()].join(', '),
            got: name,
            next: near ? { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } : undefined,
          },
        ),
      )
    }
    const fields = new Map(
      [...type.fields].map(([name, t]) => [name, this.read(t, given[name], `${path}.${name}`, reading, confidence)]),
    )
    return { k: 'record', field: (name) => fields.get(name) ?? whole({ k: 'any' }, [`missing: ${path}.${name}`]) }
  }

  private number(
    type: Type & { k: 'number' },
    given: unknown,
    path: string,
    reading: Reading,
    confidence?: string,
  ): Value {
    const scale = type.scale ? this.scales.get(type.scale) : undefined
    if (scale) {
      const level = scale.levels.find((l) => l.id === given)
      return level
        ? num(level.number)
        : this.unlisted(
            path,
            given,
            scale.levels.map((l) => l.id),
          )
    }
    const span = this.spans?.get(path)
    if (span) return range(span.lo, span.hi, [spanned(path)])
    if (!isEstimate(given)) {
      const x = this.exact(given, path)
      return x ? this.inside(type, x, path) : whole(type, [`missing: ${path}`])
    }
    const value = this.exact(given.value, path)
    if (!value) return whole(type, [`missing: ${path}`])
    const checked = this.inside(type, value, path)
    for (const b of [...(given.bounds ?? []), shortForm(given)]) {
      if (!b) continue
      const lower = this.exact(b.lower, path)
      const upper = this.exact(b.upper, path)
      if (lower && upper && (lower.compare(value) > 0 || upper.compare(value) < 0)) {
        this.bad(
          path,
          'bounds',
          { zh: `“${path}”的估计值不在界限之内`, en: `The estimate of "${path}" is not between its bounds` },
          `${lower} ≤ ${value} ≤ ${upper}`,
        )
      }
    }
    if (reading === 'point') return checked
    // no n and no bounds: known exactly; an n without bounds is a sample of which nothing more is said
    if (given.bounds === undefined && given.lower === undefined && given.upper === undefined && given.n === undefined)
      return checked
    const bounds = boundsAt(given, confidence ?? reading.confidence)
    // too few observations for any bound at this confidence: nothing is claimed
    if (!bounds) return range(type.lo, type.hi, [`uncertain: ${path}`])
    const lower = this.exact(bounds.lower, path)
    const upper = this.exact(bounds.upper, path)
    if (!lower || !upper) return checked
    const lo = lower.compare(type.lo) < 0 ? type.lo : lower
    const hi = upper.compare(type.hi) > 0 ? type.hi : upper
    return range(lo, hi, [`uncertain: ${path}`])
  }

  private inside(type: Type & { k: 'number' }, x: Exact, path: string): Value {
    if (x.compare(type.lo) < 0 || x.compare(type.hi) > 0) {
      return this.bad(
        path,
        'out-of-range',
        { zh: `“${path}”超出范围`, en: `"${path}" is out of range` },
        `${type.lo}..${type.hi}`,
        x.toString(),
      )
    }
    if (type.integer && !x.whole)
      return this.bad(
        path,
        'not-whole',
        { zh: `“${path}”须是整数`, en: `"${path}" is a whole number` },
        'integer',
        x.toString(),
      )
    return num(x)
  }

  private exact(given: unknown, path: string): Exact | undefined {
    const text =
      typeof given === 'number'
        ? Number.isFinite(given)
          ? String(given)
          : undefined
        : typeof given === 'string'
          ? given
          : undefined
    const x = text === undefined ? undefined : Exact.parse(text)
    if (!x)
      this.bad(
        path,
        'not-a-number',
        { zh: `“${path}”不是数`, en: `"${path}" is not a number` },
        '0.985, "985/1000"',
        typeof given === 'number' ? String(given) : given,
      )
    return x
  }
}

function isEstimate(given: unknown): given is Estimate {
  return typeof given === 'object' && given !== null && !Array.isArray(given) && 'value' in given
}

function boundsAt(given: Estimate, confidence: string): Bounds | undefined {
  if (given.bounds === undefined) return shortForm(given)
  const wanted = Exact.parse(confidence)
  return given.bounds.find((b) => wanted && Exact.parse(b.confidence)?.equals(wanted))
}

function shortForm(e: Estimate): Bounds | undefined {
  if (e.lower === undefined && e.upper === undefined) return undefined
  return { confidence: '', lower: String(e.lower ?? e.value), upper: String(e.upper ?? e.value) }
}
