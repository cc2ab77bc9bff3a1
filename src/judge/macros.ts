import { type Expr, walk } from '../language/formula/tree.ts'
import type { Type } from '../language/types.ts'
import type { Context } from './context.ts'
import { present } from './members.ts'
import { all, any, truth } from './truths.ts'
import {
  bool,
  both,
  isPerhaps,
  type ListValue,
  type Member,
  na,
  no,
  nothing,
  perhaps,
  truthNo,
  truthYes,
  unknown,
  type Value,
  type Why,
  whyOf,
  yes,
} from './values.ts'

/** all, exists, filter and map over a list whose members may only perhaps be there. */
export function macro(e: Expr & { op: 'macro' }, list: ListValue, c: Context): Value {
  if ((list as Value).k === 'na') return list
  if (list.open && e.macro !== 'map' && e.macro !== 'filter') return perhaps(bool(unknown, list.why), list.why)
  const bodyOf = (value: Value) => c.evaluate(e.body, { ...c, variables: { name: e.as, value, next: c.variables } })
  const each = present(list, c).map((m) => ({ m, v: bodyOf(m.value) }))
  switch (e.macro) {
    case 'map':
      return {
        k: 'list',
        items: each.map(({ m, v }) => ({ ...m, value: v })),
        open: list.open,
        ...(list.each === undefined ? {} : { each: () => mapped(e.body, list.each!(), bodyOf) }),
        why: list.why,
        of: (e.type as Type & { k: 'list' }).of,
      }
    case 'filter': {
      const items = each.flatMap(({ m, v }): Member[] => {
        const t = truth(v)
        if (t === 'na' || t === no) return []
        return t === yes ? [m] : [{ value: m.value, in: unknown, why: both(m.why, whyOf(v)) }]
      })
      return { ...list, items }
    }
    case 'all':
    case 'exists': {
      // a perhaps-member counts only if it is there: it can make "all" fail or "exists" hold, never surely
      const parts = each.map(({ m, v }) =>
        m.in === yes || v.k !== 'bool'
          ? v
          : v.may === (e.macro === 'all' ? yes : no)
            ? v
            : bool(unknown, both(m.why, whyOf(v))),
      )
      if (parts.length > 0 && each.every(({ m }) => m.in === yes) && parts.every((p) => p.k === 'na'))
        return na(parts.reduce<Why>((w, p) => both(w, whyOf(p)), nothing))
      const result = e.macro === 'all' ? all([truthYes, ...parts]) : any([truthNo, ...parts])
      // with nothing left but members whose condition does not apply, it does not apply either
      const lost = each.filter(({ v }) => v.k === 'na' || isPerhaps(v))
      const may = lost.length > 0 && each.every(({ m, v }) => m.in !== yes || v.k === 'na' || isPerhaps(v))
      return may
        ? perhaps(
            result,
            lost.reduce<Why>((w, { m, v }) => both(w, both(m.why, whyOf(v))), nothing),
          )
        : result
    }
  }
}

function mapped(body: Expr, value: Value | undefined, bodyOf: (value: Value) => Value): Value | undefined {
  return value === undefined || asksWhatIsKnown(body) ? undefined : bodyOf(value)
}

/** Whether a formula asks what is known: of a member that is somewhere in a range it would say less than of the member itself. */
function asksWhatIsKnown(e: Expr): boolean {
  for (const x of walk(e)) {
    if (x.op === 'call' && x.fn === 'known') return true
    if (x.op === 'property' && (x.name === 'determined' || x.name === 'coverage')) return true
  }
  return false
}
