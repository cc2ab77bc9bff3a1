import type { Bounds, Estimate, Quantity } from '../../judge/evidence.ts'
import type { QuantityKind } from '../contract.ts'

const DECIMAL = /^-?\d+(\.\d+)?$/
const FRACTION = /^\d+\/[1-9]\d*$/

/** The number behind a value: a JSON number, a decimal text or a ratio of counts; undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string') return undefined
  if (DECIMAL.test(value)) return Number(value)
  if (!FRACTION.test(value)) return undefined
  const [top, bottom] = value.split('/')
  return Number(top) / Number(bottom)
}

/** What is wrong with a quantity for its kind; empty when it fits. `null` (not known) fits every kind. */
export function misfits(name: string, kind: QuantityKind, quantity: Quantity | undefined): readonly string[] {
  if (quantity === undefined) return [`${name} is missing`]
  if (quantity === null) return []
  switch (kind.kind) {
    case 'ratio':
    case 'number':
      return numberOf(plainValue(quantity)) === undefined ? [`${name} is no number: ${JSON.stringify(quantity)}`] : []
    case 'integer':
      return Number.isInteger(numberOf(plainValue(quantity)))
        ? []
        : [`${name} is no whole number: ${JSON.stringify(quantity)}`]
    case 'yes-no':
      return typeof quantity === 'boolean' ? [] : [`${name} is neither true nor false`]
    case 'word':
      return typeof quantity === 'string' ? [] : [`${name} is no word`]
    case 'list':
      return Array.isArray(quantity)
        ? quantity.flatMap((row, i) => rowMisfits(`${name}[${i}]`, kind.fields, row))
        : [`${name} is no list`]
  }
}

function rowMisfits(name: string, fields: Readonly<Record<string, QuantityKind>>, row: unknown): readonly string[] {
  if (typeof row !== 'object' || row === null) return [`${name} is no object`]
  const cells = row as Record<string, Quantity>
  const extra = Object.keys(cells).filter((key) => !(key in fields))
  return [
    ...extra.map((key) => `${name}.${key} is not declared`),
    ...Object.entries(fields).flatMap(([key, kind]) => misfits(`${name}.${key}`, kind, cells[key])),
  ]
}

/** Every estimate in a set of quantities, with its path, lists included. */
export function estimatesIn(quantities: Readonly<Record<string, Quantity>>, path = ''): [string, Estimate][] {
  return Object.entries(quantities).flatMap(([name, q]): [string, Estimate][] => {
    const at = `${path}${name}`
    if (Array.isArray(q))
      return q.flatMap((row, i) => (typeof row === 'string' ? [] : estimatesIn(row, `${at}[${i}].`)))
    return isEstimate(q) ? [[at, q]] : []
  })
}

/** Why bounds do not enclose their estimate, or do not widen with confidence; empty when they do. */
export function boundFaults(path: string, estimate: Estimate): readonly string[] {
  const value = numberOf(estimate.value)
  if (value === undefined) return [`${path} has no value`]
  const sorted = [...(estimate.bounds ?? [])].sort((a, b) => Number(a.confidence) - Number(b.confidence))
  const slack = 1e-11 * Math.max(1, Math.abs(value))
  return sorted.flatMap((b, i) => [
    ...(ends(b).lower > value + slack ? [`${path}: lower ${b.lower} > ${value} at ${b.confidence}`] : []),
    ...(ends(b).upper < value - slack ? [`${path}: upper ${b.upper} < ${value} at ${b.confidence}`] : []),
    ...(i > 0 && ends(b).lower > ends(sorted[i - 1]!).lower + slack ? [`${path}: lower grows with confidence`] : []),
    ...(i > 0 && ends(b).upper < ends(sorted[i - 1]!).upper - slack ? [`${path}: upper shrinks with confidence`] : []),
  ])
}

function ends(b: Bounds): { lower: number; upper: number } {
  return { lower: Number(b.lower), upper: Number(b.upper) }
}

function plainValue(q: Quantity): unknown {
  return isEstimate(q) ? q.value : q
}

function isEstimate(q: Quantity): q is Estimate {
  return typeof q === 'object' && q !== null && !Array.isArray(q) && 'value' in q
}
