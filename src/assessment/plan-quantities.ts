import type { Instrument } from '../instruments/contract.ts'
import { strangeFields } from '../judge/asked-fields.ts'
import type { Quantity } from '../judge/evidence.ts'
import { nearestName } from '../language/names.ts'
import { type Problem, problem, warning } from '../language/problem.ts'
import type { Type } from '../language/types.ts'

/** What somebody supplied by hand and the standard does not take: probably a slip, so it is said. */
export function notTaken(
  measure: string,
  gives: ReadonlyMap<string, Type>,
  given: Readonly<Record<string, unknown>>,
): Problem[] {
  const strange = (path: string, name: string, names: readonly string[]) => {
    const near = nearestName(name, names)
    return warning(
      'quantity-not-taken',
      {
        zh: `标准不取测量“${path}”的“${name}”，不计入`,
        en: `The standard takes no "${name}" of the measurement "${path}"; it is passed over`,
      },
      {
        place: { path: `measurements.${path}.${name}` },
        expected: names.join(', '),
        got: name,
        ...(near ? { next: { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } } : {}),
      },
    )
  }
  return Object.entries(given).flatMap(([q, quantity]) => {
    const type = gives.get(q)
    if (type === undefined) return [strange(measure, q, [...gives.keys()])]
    const fields = type.k === 'list' && type.of.k === 'record' ? [...type.of.fields.keys()] : []
    return strangeFields(type, quantity as Quantity).map((f) => strange(`${measure}.${q}`, f, fields))
  })
}

/** What a standard wants of an instrument that does not give it: a mistake of the standard. */
export function notGiven(measure: string, gives: ReadonlyMap<string, Type>, instrument: Instrument): Problem[] {
  const lacks = (path: string, known: readonly string[]) =>
    problem(
      'no-such-quantity',
      {
        zh: `仪器 ${instrument.name} 不给出“${path}”`,
        en: `The instrument ${instrument.name} does not give "${path}"`,
      },
      { place: { path: `measures.${measure}.gives.${path}` }, expected: known.join(', '), got: path },
    )
  return [...gives].flatMap(([q, type]) => {
    const kind = instrument.produces[q]
    if (kind === undefined) return [lacks(q, Object.keys(instrument.produces))]
    if (kind.kind !== 'list' || type.k !== 'list' || type.of.k !== 'record') return []
    const fields = Object.keys(kind.fields)
    return [...type.of.fields.keys()].filter((f) => !fields.includes(f)).map((f) => lacks(`${q}.${f}`, fields))
  })
}
