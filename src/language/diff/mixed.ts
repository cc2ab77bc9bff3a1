import { loadStandard } from '../load.ts'
import { failed, type Outcome, problem } from '../problem.ts'
import type { Form, Standard } from '../standard.ts'
import type { Change } from './changes.ts'
import { type FormMap, listAt, mapOf, nodeLists, piecesOf, sections, text } from './pieces.ts'

/** The pieces that changed what is judged and that both editions have, as `clause R2`, `table k`, `heading decision`. */
export function changedPieces(changes: readonly Change[]): readonly string[] {
  return [
    ...new Set(
      changes
        .filter(
          (c) => c.direction !== 'equal' && (c.what === 'changed' || (c.kind === 'heading' && c.id === 'decision')),
        )
        .map((c) => `${c.kind} ${c.id}`),
    ),
  ]
}

/**
 * The old edition with only the chosen pieces of the new one. What only one edition has is always there: it changes nothing until
 * a chosen clause refers to it. Fails where the chosen pieces cannot stand without the others.
 */
export function mixed(from: Standard, to: Standard, chosen: ReadonlySet<string>): Outcome<Standard> {
  const [old, now] = [piecesOf(from), piecesOf(to)]
  const [a, b] = [mapOf(from.form), mapOf(to.form)]
  const newNodes = new Map<string, FormMap>()
  const index = (form: Form): void => {
    if (typeof form === 'string') return
    newNodes.set(text(mapOf(form)['id']), mapOf(form))
    for (const child of listAt(mapOf(form), 'of')) index(child)
  }
  for (const list of nodeLists) for (const n of listAt(b, list)) index(n)
  const node = (form: FormMap): FormMap => {
    const id = text(form['id'])
    const other = newNodes.get(id)
    const taken = chosen.has(`clause ${id}`) && other ? other : form
    const of = listAt(taken, 'of')
    if (of.length === 0) return taken
    return { ...taken, of: of.map((child) => (typeof child === 'string' ? child : known(mapOf(child)))) }
  }
  const oldNodes = new Map<string, FormMap>()
  const indexOld = (form: Form): void => {
    if (typeof form === 'string') return
    oldNodes.set(text(mapOf(form)['id']), mapOf(form))
    for (const child of listAt(mapOf(form), 'of')) indexOld(child)
  }
  for (const list of nodeLists) for (const n of listAt(a, list)) indexOld(n)
  const known = (child: FormMap): FormMap => node(oldNodes.get(text(child['id'])) ?? child)
  const out: Record<string, Form> = { ...a }
  for (const [section, kind] of Object.entries(sections)) {
    const [x, y] = [mapOf(a[section]), mapOf(b[section])]
    const both = { ...y, ...x }
    for (const id of Object.keys(y)) if (chosen.has(`${kind} ${id}`)) both[id] = y[id]!
    if (Object.keys(both).length > 0) out[section] = both
  }
  for (const list of nodeLists) {
    const added = listAt(b, list).filter((n) => !old.has(`clause ${text(mapOf(n)['id'])}`))
    const all = [...listAt(a, list).map((n) => node(mapOf(n))), ...added]
    if (all.length > 0) out[list] = all
  }
  for (const [key, piece] of now)
    if (piece.kind === 'heading' && chosen.has(key) && !(nodeLists as readonly string[]).includes(piece.id))
      out[piece.id] = piece.form
  if (chosen.has('heading decision') && !now.has('heading decision')) delete out['decision']
  return loadStandard('mixed.yaml', JSON.stringify(out))
}

/**
 * The standard with another number at a place: `grade.at-least.L3` for a threshold of a level, `R2.limit` for the limit of a
 * condition that is one comparison, `T1.weight` for a weight. `value` is decimal text.
 */
export function withNumber(standard: Standard, place: string, value: string): Outcome<Standard> {
  const [id = '', what = '', level] = place.split('.')
  let found = false
  const put = (form: Form): Form => {
    if (typeof form === 'string') return form
    if (Array.isArray(form)) return form.map(put)
    const map = mapOf(form)
    const inner = Object.fromEntries(Object.entries(map).map(([k, v]) => [k, k === 'of' ? put(v) : v]))
    if (map['id'] !== id) return inner
    if (what === 'weight' && level === undefined) {
      found = true
      return { ...inner, weight: value }
    }
    const holds = map['holds']
    const compared = typeof holds === 'string' ? /^(.*(?:<=|>=|<|>)) *[0-9.]+$/.exec(holds) : null
    if (what === 'limit' && compared && !/&&|\|\|/.test(compared[1]!)) {
      found = true
      return { ...inner, holds: `${compared[1]} ${value}` }
    }
    const rungs = mapOf(mapOf(map['level'])[what])
    if ((what !== 'at-least' && what !== 'at-most') || level === undefined || rungs[level] === undefined) return inner
    found = true
    return { ...inner, level: { ...mapOf(map['level']), [what]: { ...rungs, [level]: value } } }
  }
  const form = Object.fromEntries(
    Object.entries(mapOf(standard.form)).map(([k, v]) => [
      k,
      (nodeLists as readonly string[]).includes(k) ? put(v) : v,
    ]),
  )
  if (!found)
    return failed(
      problem(
        'unknown-place',
        { zh: `草案中没有可以改动的数“${place}”`, en: `The draft has no number at "${place}"` },
        {
          expected: 'clause.at-least.level, clause.at-most.level, clause.limit, clause.weight',
          got: place,
          next: { zh: '用 plumbline standards show 查看条款', en: 'see the clauses with plumbline standards show' },
        },
      ),
    )
  return loadStandard('mixed.yaml', JSON.stringify(form))
}
