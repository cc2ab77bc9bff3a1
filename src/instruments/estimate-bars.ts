import type { Estimate, Quantity } from '../judge/evidence.ts'
import { Exact } from '../language/exact.ts'
import type { Text } from '../language/text.ts'
import type { Axis, BarsPicture } from './picture.ts'

/**
 * Bars of one field of a list quantity, such as the error rate of each stratum; intervals at the last of the confidences its estimates carry.
 * Nothing where fewer than two items have a value: one bar compares with nothing. `words` say what names of a fixed list mean.
 */
export function estimateBars(
  title: Text,
  axis: Axis,
  list: Quantity | undefined,
  name: string,
  field: string,
  whole?: Quantity,
  words?: Readonly<Record<string, Text>>,
): readonly BarsPicture[] {
  if (!Array.isArray(list)) return []
  const bars = (list as readonly Readonly<Record<string, Quantity>>[]).flatMap((item) => {
    const value = numberOf(item[field])
    if (value === undefined) return []
    const ends = (item[field] as Estimate | null)?.bounds?.at(-1)
    return [
      {
        name: words?.[String(item[name])] ?? String(item[name] ?? ''),
        value,
        ...(ends === undefined ? {} : { lower: Number(ends.lower), upper: Number(ends.upper) }),
      },
    ]
  })
  const reference = numberOf(whole)
  return bars.length < 2 ? [] : [{ kind: 'bars', title, axis, bars, ...(reference === undefined ? {} : { reference }) }]
}

/** A quantity as a number for drawing; undefined where it has none. */
export function numberOf(quantity: Quantity | undefined): number | undefined {
  const given =
    typeof quantity === 'object' && quantity !== null && 'value' in quantity ? (quantity as Estimate).value : quantity
  if (typeof given !== 'string' && typeof given !== 'number') return undefined
  const value = Exact.parse(String(given))
  return value?.finite === true ? value.toNumber() : undefined
}
