import { canonicalText } from '../../language/canonical.ts'

/**
 * The bytes of a results file. `outcomes` come by id (UTF-16 code units), as `readResults` wants them, and are JSON values;
 * `bytes` is how much they will hardly exceed. Memory holds the bytes and not a value for every item.
 */
export function resultLines(outcomes: Iterable<{ readonly id: string }>, bytes: number): Uint8Array {
  let whole = Buffer.allocUnsafeSlow(bytes)
  let end = 0
  for (const outcome of outcomes) {
    const text = lineText(outcome)
    const length = Buffer.byteLength(text) + 1
    if (end + length > whole.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(end + length, whole.length * 2))
      whole.copy(larger, 0, 0, end)
      whole = larger
    }
    end += whole.write(text, end)
    whole[end++] = 10
  }
  return new Uint8Array(whole.buffer, whole.byteOffset, end)
}

/**
 * The canonical form of what `JSON.parse` gave. `JSON.stringify` writes it where keys stand in order, without the many pieces of
 * text that the general way makes of a large value.
 */
export function lineText(value: unknown): string {
  const ordered = inOrder(value)
  if (ordered === unsure) return canonicalText(value)
  const text = JSON.stringify(ordered)
  // half a surrogate pair is written as an escape here and refused there
  return text.includes('\\ud') ? canonicalText(value) : text
}

const unsure = Symbol('an object that cannot hold its keys in their order')

/** The value with all keys in order; parts that are so already are not copied. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const parts = value.every(plain) ? value : value.map(inOrder)
    return parts.includes(unsure) ? unsure : parts
  }
  const ordered: Record<string, unknown> = {}
  for (const key of Object.keys(value).sort()) {
    // these go before all others, or are no keys when they are set
    if (/^\d+$/.test(key) || key === '__proto__') return unsure
    const part = inOrder((value as Record<string, unknown>)[key])
    if (part === unsure) return unsure
    ordered[key] = part
  }
  return ordered
}

/** Nothing with keys in it: a text, a number, a list of those. */
function plain(value: unknown): boolean {
  return Array.isArray(value) ? value.every(plain) : typeof value !== 'object' || value === null
}
