import { Exact } from '../exact.ts'
import { parseFormula } from '../formula/parse.ts'
import { printFormula } from '../formula/print.ts'
import type { Form, Standard } from '../standard.ts'
import { type Direction, decisionDirection, directionOf, turned } from './direction.ts'
import { type FormMap, type Kind, listAt, mapOf, type Piece, piecesOf, sameForm, text } from './pieces.ts'

/** One difference between two editions of a standard. */
export interface Change {
  readonly kind: Kind
  /** id in the old edition; of what is added, in the new */
  readonly id: string
  /** printed number of the clause, if it has one */
  readonly clause?: string
  readonly what: 'added' | 'removed' | 'renamed' | 'changed'
  /** which field; `at-least.L3` for one threshold, `rules[2][0]` for one cell (counted from 0) */
  readonly field?: string
  readonly from?: string
  readonly to?: string
  /** of a weight: its part of all weights of the group, before and after, where all of them are plain numbers */
  readonly share?: { readonly from: string; readonly to: string }
  readonly direction: Direction
}

/** Words for people; no judgement rests on them. */
const editorial = new Set(['title', 'text', 'clause', 'note', 'from', 'because', 'url', 'status'])
const editorialHeadings = new Set([
  'title',
  'edition',
  'designation',
  'level',
  'jurisdiction',
  'body',
  'stage',
  'from',
  'authority',
  'views',
  'plumbline',
])

/**
 * Every difference between two editions, clause by clause, in written order of the old and then the new one.
 * Empty if and only if the canonical forms are the same. A direction is that of the clause by itself: what refers to a clause may
 * turn it round (`!R.satisfied` in a bonus), and only a back-test tells what comes of it.
 */
export function differences(from: Standard, to: Standard): readonly Change[] {
  const [old, now] = [piecesOf(from), piecesOf(to)]
  const renamed = renames(old, now)
  const out: Change[] = []
  for (const [key, a] of old) {
    const other = renamed.get(a.id)
    const b = a.kind === 'clause' && other !== undefined ? now.get(`clause ${other}`) : now.get(key)
    if (!b) out.push(whole(a, 'removed'))
    else {
      if (b.id !== a.id) out.push({ ...named(a), what: 'renamed', from: a.id, to: b.id, direction: 'equal' })
      out.push(...fields(a, b, { old, now, lower: lowerScales(to) }))
    }
  }
  const taken = new Set([...renamed.values()].map((id) => `clause ${id}`))
  for (const [key, b] of now) if (!old.has(key) && !taken.has(key)) out.push(whole(b, 'added'))
  return out
}

/** A clause with the same printed number whose id is in only one of the editions: the same clause under another id. */
function renames(old: ReadonlyMap<string, Piece>, now: ReadonlyMap<string, Piece>): ReadonlyMap<string, string> {
  const only = (all: ReadonlyMap<string, Piece>, others: ReadonlyMap<string, Piece>) => {
    const by = new Map<string, string | undefined>()
    for (const [key, p] of all) {
      const clause = mapOf(p.form)['clause']
      // a number that stands twice names nothing
      if (p.kind === 'clause' && clause !== undefined && !others.has(key))
        by.set(text(clause), by.has(text(clause)) ? undefined : p.id)
    }
    return by
  }
  const to = only(now, old)
  const out = new Map<string, string>()
  for (const [clause, id] of only(old, now)) {
    const other = to.get(clause)
    if (id !== undefined && other !== undefined) out.set(id, other)
  }
  return out
}

function named(p: Piece): Pick<Change, 'kind' | 'id' | 'clause'> {
  const clause = p.kind === 'clause' ? mapOf(p.form)['clause'] : undefined
  return { kind: p.kind, id: p.id, ...(clause === undefined ? {} : { clause: text(clause) }) }
}

function whole(p: Piece, what: 'added' | 'removed'): Change {
  const form = mapOf(p.form)
  const asks = p.kind === 'clause' && p.part === 'requirements' && ('holds' in form || 'check' in form)
  const binding = form['says'] === undefined || form['says'] === 'shall'
  const direction: Direction =
    p.kind === 'source' || (p.kind === 'heading' && editorialHeadings.has(p.id))
      ? 'equal'
      : !asks
        ? 'incomparable'
        : !binding
          ? 'equal'
          : what === 'added'
            ? 'stricter'
            : 'looser'
  return { ...named(p), what, direction }
}

interface Both {
  readonly old: ReadonlyMap<string, Piece>
  readonly now: ReadonlyMap<string, Piece>
  /** scales on which a lower level is the better one */
  readonly lower: ReadonlySet<string>
}

function lowerScales(standard: Standard): ReadonlySet<string> {
  return new Set([...standard.scales.values()].filter((s) => s.better === 'lower').map((s) => s.id))
}

function fields(a: Piece, b: Piece, both: Both): Change[] {
  if (a.kind === 'heading') {
    if (sameForm(a.form, b.form)) return []
    const direction =
      a.id === 'decision' ? decisionDirection(a.form, b.form) : editorialHeadings.has(a.id) ? 'equal' : 'incomparable'
    return [{ ...named(a), what: 'changed', from: text(a.form), to: text(b.form), direction }]
  }
  if (!isMap(a.form) || !isMap(b.form))
    return sameForm(a.form, b.form)
      ? []
      : [{ ...named(a), what: 'changed', from: text(a.form), to: text(b.form), direction: 'incomparable' }]
  const [x, y] = [mapOf(a.form), mapOf(b.form)]
  const changes = [...new Set([...Object.keys(x), ...Object.keys(y)])]
    .filter((key) => !sameForm(x[key], y[key]) && !(a.kind === 'clause' && key === 'id'))
    .flatMap((key) => field(key, a, b, both))
  if (a.kind === 'clause' && (a.parent !== b.parent || a.part !== b.part))
    changes.push(
      made(
        a,
        'place',
        [a.part, a.parent].filter(Boolean).join(' '),
        [b.part, b.parent].filter(Boolean).join(' '),
        'incomparable',
      ),
    )
  return changes
}

function isMap(form: Form): boolean {
  return typeof form === 'object' && !Array.isArray(form)
}

function made(p: Piece, name: string, from: Form | undefined, to: Form | undefined, direction: Direction): Change {
  return {
    ...named(p),
    what: 'changed',
    field: name,
    ...(from === undefined ? {} : { from: text(from) }),
    ...(to === undefined ? {} : { to: text(to) }),
    direction,
  }
}

function field(key: string, a: Piece, b: Piece, both: Both): Change[] {
  const [from, to] = [mapOf(a.form)[key], mapOf(b.form)[key]]
  if (a.kind === 'source' || editorial.has(key)) return [made(a, key, from, to, 'equal')]
  if (a.kind === 'clause' && key === 'weight')
    return [{ ...made(a, key, from ?? '1', to ?? '1', 'incomparable'), ...shares(a, b, both) }]
  if (key === 'decision') return [made(a, key, from, to, decisionDirection(from, to))]
  if (key === 'level' && isMap(from ?? '') && isMap(to ?? '')) return levels(a, mapOf(from), mapOf(to), both.lower)
  if (key === 'holds' && typeof from === 'string' && typeof to === 'string') return [condition(a, from, to)]
  if (key === 'says') return [made(a, key, from, to, modality(from, to))]
  if (key === 'table' && isMap(from ?? '') && isMap(to ?? ''))
    return Object.keys({ ...mapOf(from), ...mapOf(to) }).flatMap((k) =>
      cells(a, `table.${k}`, mapOf(from)[k], mapOf(to)[k]),
    )
  if (key === 'minimum') return [made(a, key, from, to, directionOf(key, from ?? '0', to ?? '0'))]
  return cells(a, key, from, to)
}

/** A clause that says nothing binds as one that says shall (`met` asks both). */
function modality(from: Form | undefined, to: Form | undefined): Direction {
  const binds = (s: Form | undefined) => s === undefined || s === 'shall'
  const plain = (s: Form | undefined) => s === undefined || s === 'shall' || s === 'should' || s === 'may'
  if (!plain(from) || !plain(to)) return 'incomparable'
  return binds(from) === binds(to) ? 'equal' : directionOf('says', from ?? 'shall', to ?? 'shall')
}

/** Lists of the same length change item by item, down to the cell or to the field of an item; everything else as a whole. */
function cells(p: Piece, name: string, from: Form | undefined, to: Form | undefined): Change[] {
  if (sameForm(from, to)) return []
  if (Array.isArray(from) && Array.isArray(to) && from.length === to.length)
    return from.flatMap((x, i) => cells(p, `${name}[${i}]`, x, to[i]))
  if (name.endsWith(']') && isMap(from ?? '') && isMap(to ?? '')) {
    const [x, y] = [mapOf(from), mapOf(to)]
    return [...new Set([...Object.keys(x), ...Object.keys(y)])].flatMap((k) => cells(p, `${name}.${k}`, x[k], y[k]))
  }
  const last = name.replace(/^.*\./, '')
  return [made(p, name, from, to, editorial.has(last) ? 'equal' : 'incomparable')]
}

function levels(p: Piece, from: FormMap, to: FormMap, lower: ReadonlySet<string>): Change[] {
  const upsideDown = from['scale'] === to['scale'] && lower.has(text(to['scale']))
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((key) => {
    const [a, b] = [from[key], to[key]]
    if (sameForm(a, b)) return []
    if (key === 'decision') return [made(p, 'level.decision', a, b, decisionDirection(a, b))]
    if (key !== 'at-least' && key !== 'at-most' && key !== 'needs')
      return [made(p, `level.${key}`, a, b, 'incomparable')]
    if (!isMap(a ?? {}) || !isMap(b ?? {})) return [made(p, `level.${key}`, a, b, 'incomparable')]
    const [x, y] = [mapOf(a), mapOf(b)]
    return [...new Set([...Object.keys(x), ...Object.keys(y)])].flatMap((level) => {
      const [was, is] = [x[level], y[level]]
      if (sameForm(was, is)) return []
      // no condition on a level is the same as `n/a`
      const none = key === 'needs' ? 'true' : 'n / a'
      const d =
        key === 'needs'
          ? directionOf('holds', was ?? none, is ?? none)
          : (was ?? none) === (is ?? none)
            ? ('equal' as const)
            : directionOf('level', { [key]: { [level]: was ?? none } }, { [key]: { [level]: is ?? none } })
      return [made(p, `${key}.${level}`, was, is, upsideDown ? turned(d) : d)]
    })
  })
}

/** A condition; where only the limit of one comparison moved, the limit is shown. */
function condition(p: Piece, from: string, to: string): Change {
  const direction = directionOf('holds', from, to)
  const [a, b] = [limit(from), limit(to)]
  return a && b && a.rest === b.rest
    ? made(p, 'limit', a.number, b.number, direction)
    : made(p, 'holds', from, to, direction)
}

function limit(formula: string): { rest: string; number: string } | undefined {
  const parsed = parseFormula(formula)
  if (!('syntax' in parsed)) return undefined
  const s = parsed.syntax
  if (s.k !== 'compare' || s.b.k !== 'number') return undefined
  return { rest: `${printFormula(s.a)} ${s.sign}`, number: s.b.value.toString() }
}

function shares(a: Piece, b: Piece, both: Both): Pick<Change, 'share'> {
  const from = shareIn(a, both.old)
  const to = shareIn(b, both.now)
  return from && to ? { share: { from, to } } : {}
}

/** Weight over the sum of weights of the group that lists the node, as an exact ratio. */
function shareIn(p: Piece, all: ReadonlyMap<string, Piece>): string | undefined {
  const group = [...all.values()].find((g) => g.kind === 'clause' && listAt(mapOf(g.form), 'of').includes(p.id))
  if (!group) return undefined
  let sum = Exact.zero
  for (const id of listAt(mapOf(group.form), 'of')) {
    const w = weight(all.get(`clause ${text(id)}`))
    if (!w) return undefined
    sum = sum.plus(w)
  }
  const own = weight(p)
  return own && sum.sign > 0 ? own.over(sum).toString() : undefined
}

function weight(p: Piece | undefined): Exact | undefined {
  const w = p && mapOf(p.form)['weight']
  return w === undefined ? Exact.one : typeof w === 'string' ? Exact.parse(w) : undefined
}
