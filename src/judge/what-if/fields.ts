import { Exact } from '../../language/exact.ts'
import type { Standard } from '../../language/standard.ts'
import type { NumberType, Type } from '../../language/types.ts'
import type { Evidence } from '../evidence.ts'

interface Place {
  /** as the judge names it: `totalIncome`, `filing.years[2].revenue` */
  readonly path: string
  /** the way to it inside the evidence */
  readonly keys: readonly (string | number)[]
}

/** A number that the evidence gives without uncertainty. It moves in steps of `grid`, inside `lo` and `hi`. */
export interface NumberField extends Place {
  readonly kind: 'number'
  readonly now: Exact
  readonly grid: Exact
  readonly lo: Exact
  readonly hi: Exact
  readonly unit?: string
}

/** A yes or no, a word or a level, with all that it could be instead. */
export interface AnswerField extends Place {
  readonly kind: 'answer'
  readonly now: string
  readonly others: readonly { readonly shown: string; readonly value: unknown }[]
}

export type Field = NumberField | AnswerField

export interface FieldOptions {
  /** paths that stay as they are, with everything below them; `*` stands for anything: `filing.years[0]`, `*.staff` */
  readonly keep?: readonly string[]
  /** by measure: a part is never more than its whole, where both stand side by side: `[aiRevenue, revenue]` */
  readonly parts?: Readonly<Record<string, readonly (readonly [string, string])[]>>
}

/** Everything given that could be otherwise, in the order of the standard. Dates, free text and estimates with bounds are left alone. */
export function fieldsOf(standard: Standard, evidence: Evidence, options: FieldOptions = {}): readonly Field[] {
  const found: Field[] = []
  for (const [name, type] of standard.facts)
    found.push(...below(standard, type, evidence.facts[name], { path: name, keys: ['facts', name] }, []))
  for (const [id, def] of standard.measures) {
    const given = evidence.measures[id]?.quantities ?? {}
    const fields = [...def.gives].map(([name, type]) => ({
      name,
      found: below(
        standard,
        type,
        given[name],
        { path: `${id}.${name}`, keys: ['measures', id, 'quantities', name] },
        options.parts?.[id] ?? [],
      ),
    }))
    found.push(...insideWholes(fields, options.parts?.[id] ?? []))
  }
  for (const [id, finding] of Object.entries(evidence.findings))
    if (id !== '*' && finding.satisfied !== null && finding.waived !== true)
      found.push(yesOrNo({ path: id, keys: ['findings', id, 'satisfied'] }, finding.satisfied))
  const kept = (options.keep ?? []).map(pattern)
  return found.filter((f) => !kept.some((k) => k.test(f.path)))
}

/** The evidence with another value at one place. */
export function put(evidence: Evidence, keys: Place['keys'], value: unknown): Evidence {
  return replaced(evidence, keys, value) as Evidence
}

function replaced(at: unknown, [key, ...rest]: Place['keys'], value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(at)) return at.map((x, i) => (i === key ? replaced(x, rest, value) : x))
  const map = at as Readonly<Record<string, unknown>>
  return { ...map, [key]: replaced(map[key], rest, value) }
}

type Parts = readonly (readonly [string, string])[]

function below(standard: Standard, type: Type, given: unknown, at: Place, parts: Parts): readonly Field[] {
  if (given === null || given === undefined) return []
  switch (type.k) {
    case 'number':
      return type.scale ? levelField(standard, type.scale, given, at) : numberField(type, given, at)
    case 'yes-no': {
      const now = given === true || given === 'yes' || given === 'true'
      return [yesOrNo(at, now)]
    }
    case 'word':
      return typeof given === 'string' && type.words ? [choice(at, given, type.words)] : []
    case 'words':
      return Array.isArray(given) ? [toggled(at, given as string[], type.words)] : []
    case 'list':
      return Array.isArray(given)
        ? given.flatMap((item, i) =>
            below(standard, type.of, item, { path: `${at.path}[${i}]`, keys: [...at.keys, i] }, parts),
          )
        : []
    case 'record': {
      if (typeof given !== 'object') return []
      const fields = [...type.fields].map(([name, t]) => ({
        name,
        found: below(
          standard,
          t,
          (given as Record<string, unknown>)[name],
          { path: `${at.path}.${name}`, keys: [...at.keys, name] },
          parts,
        ),
      }))
      return insideWholes(fields, parts)
    }
    default:
      return []
  }
}

const cent = Exact.parse('0.01')!
const basisPoint = Exact.parse('0.0001')!

/** A share moves by a hundredth of a percent, an amount by a hundredth of its unit, a count by one. */
function gridOf(type: NumberType): Exact {
  if (type.integer) return Exact.one
  return type.unit === undefined && type.lo.equals(Exact.zero) && type.hi.equals(Exact.one) ? basisPoint : cent
}

function numberField(type: NumberType, given: unknown, at: Place): readonly NumberField[] {
  const estimate = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : undefined
  // what was sampled is not moved by a decision
  if (estimate && ['n', 'bounds', 'lower', 'upper', 'distribution'].some((k) => estimate[k] !== undefined)) return []
  const now = Exact.parse(String(estimate ? estimate['value'] : given))
  if (!now) return []
  return [
    {
      kind: 'number',
      path: at.path,
      keys: estimate ? [...at.keys, 'value'] : at.keys,
      now,
      grid: gridOf(type),
      lo: type.lo,
      hi: type.hi,
      ...(type.unit === undefined ? {} : { unit: type.unit }),
    },
  ]
}

function levelField(standard: Standard, scale: string, given: unknown, at: Place): readonly Field[] {
  const ids = standard.scales.get(scale)?.levels.map((l) => l.id) ?? []
  return typeof given === 'string' ? [choice(at, given, ids)] : []
}

function yesOrNo(at: Place, now: boolean): AnswerField {
  return {
    ...at,
    kind: 'answer',
    now: now ? 'yes' : 'no',
    others: [{ shown: now ? 'no' : 'yes', value: !now }],
  }
}

function choice(at: Place, now: string, words: readonly string[]): AnswerField {
  return { ...at, kind: 'answer', now, others: words.filter((w) => w !== now).map((w) => ({ shown: w, value: w })) }
}

function toggled(at: Place, has: readonly string[], words: readonly string[]): AnswerField {
  const show = (list: readonly string[]) => `[${list.join(', ')}]`
  return {
    ...at,
    kind: 'answer',
    now: show(has),
    others: words
      .map((w) => (has.includes(w) ? has.filter((h) => h !== w) : [...has, w]))
      .map((list) => ({ shown: show(list), value: list })),
  }
}

/** Fields that stand side by side: a part stays below its whole, a whole above its parts. */
function insideWholes(
  fields: readonly { readonly name: string; readonly found: readonly Field[] }[],
  parts: Parts,
): readonly Field[] {
  const now = (name: string) => {
    const f = fields.find((x) => x.name === name)?.found[0]
    return f?.kind === 'number' ? f.now : undefined
  }
  return fields.flatMap(({ name, found }) =>
    found.map((f) => {
      if (f.kind !== 'number') return f
      let { lo, hi } = f
      for (const [part, whole] of parts) {
        const [p, w] = [now(part), now(whole)]
        if (p === undefined || w === undefined) continue
        if (name === part && w.compare(hi) < 0) hi = w
        if (name === whole && p.compare(lo) > 0) lo = p
      }
      return { ...f, lo, hi }
    }),
  )
}

function pattern(keep: string): RegExp {
  const escaped = keep.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')
  return new RegExp(`^${escaped}($|[.[])`)
}
