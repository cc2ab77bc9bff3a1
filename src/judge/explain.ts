import { type Expr, parts, walk } from '../language/formula/tree.ts'
import type { Context } from './context.ts'
import { evaluate } from './formulas.ts'
import type { ConditionTrace, Input } from './judgement.ts'
import { showValue, truthWord } from './show.ts'
import { truth } from './truths.ts'
import { type Value, whyOf, yes } from './values.ts'

function slice(root: Expr, e: Expr): string {
  return root.text?.slice(e.start, e.end) ?? ''
}

function show(v: Value, e: Expr, c: Context): string {
  return showValue(v, e.type, c.session.standard.scales)
}

/** A condition taken apart at its "and"s, each part with both sides of its comparison and how far it is from holding. */
export function conditions(root: Expr, c: Context): ConditionTrace[] {
  const split = (e: Expr): Expr[] => (e.op === 'and' ? e.args.flatMap(split) : [e])
  return split(root).map((e) => {
    const v = evaluate(e, c)
    const t = truth(v)
    const why = whyOf(v)
    const base = {
      text: slice(root, e),
      holds: t === 'na' ? ('not-applicable' as const) : truthWord(t),
      ...(why.length > 0 && t !== yes ? { why } : {}),
      ...nodesIn(e),
    }
    if (e.op !== 'compare') return base
    const a = evaluate(e.a, c)
    const b = evaluate(e.b, c)
    return {
      ...base,
      left: show(a, e.a, c),
      right: show(b, e.b, c),
      sign: e.sign,
      ...(t === yes || t === 'na' ? {} : distance(e.sign, a, b)),
    }
  })
}

function nodesIn(e: Expr): { nodes?: readonly string[] } {
  const ids = new Set<string>()
  for (const x of walk(e))
    if (x.op === 'property' && x.of.type.k === 'node') for (const id of x.of.type.ids) ids.add(id)
  return ids.size > 0 ? { nodes: [...ids] } : {}
}

/** From the cautious end to the threshold, as a share of the threshold's size. For sorting only, so a double will do. */
function distance(sign: string, a: Value, b: Value): { distance?: number } {
  if (a.k !== 'num' || b.k !== 'num') return {}
  const up = sign === '>=' || sign === '>'
  const down = sign === '<=' || sign === '<'
  const gap = up ? b.hi.minus(a.lo) : down ? a.hi.minus(b.lo) : a.lo.minus(b.lo)
  const size = Math.abs((up ? b.hi : b.lo).toNumber()) || 1
  const d = Math.abs(gap.toNumber()) / size
  return Number.isFinite(d) ? { distance: Number(d.toPrecision(6)) } : {}
}

/** What a formula read: each reference once, with its value. */
export function inputs(roots: readonly Expr[], c: Context): Input[] {
  const found = new Map<string, string>()
  const visit = (root: Expr, e: Expr): void => {
    if (isReference(e) && !usesVariable(e)) {
      const text = slice(root, e)
      if (text && !found.has(text)) found.set(text, show(evaluate(e, c), e, c))
      if (e.op !== 'table') return
    }
    for (const sub of subs(e)) visit(root, sub)
  }
  for (const root of roots) if (root.op !== 'number' && root.op !== 'word') visit(root, root)
  return [...found].map(([text, value]) => ({ text, value }))
}

function isReference(e: Expr): boolean {
  if (e.type.k === 'list' || e.type.k === 'record' || e.type.k === 'node' || e.type.k === 'item') return false
  return (
    e.op === 'property' ||
    e.op === 'field' ||
    e.op === 'table' ||
    e.op === 'today' ||
    e.op === 'party' ||
    e.op === 'index'
  )
}

function usesVariable(e: Expr): boolean {
  for (const x of walk(e))
    if (x.op === 'variable' || (x.op === 'own' && x.what !== 'of' && x.what !== 'leaves')) return true
  return false
}

/** What a formula is made of; the body of a loop is left alone, for its variable has no value out here. */
function subs(e: Expr): readonly Expr[] {
  return e.op === 'macro' ? [e.list] : parts(e)
}
