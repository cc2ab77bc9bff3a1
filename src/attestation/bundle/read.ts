import { done, failed, type Outcome } from '../../language/problem.ts'
import { crc32 } from './crc32.ts'
import { findDirectory } from './directory.ts'
import { type Entry, readEntries } from './entries.ts'
import { methods } from './headers.ts'
import { inflate } from './inflate.ts'
import { type BundleLimits, usualLimits } from './limits.ts'
import { refuse } from './refusals.ts'

/**
 * The files of a bundle from a stranger, sorted by name, or the first reason not to read it. Nothing is written, no name leads
 * anywhere, and no more memory is asked for than `limits` allow.
 */
export function readBundle(
  bytes: Uint8Array,
  limits: BundleLimits = usualLimits,
): Outcome<ReadonlyMap<string, Uint8Array>> {
  const directory = findDirectory(bytes, limits)
  if (!directory.ok) return directory
  const entries = readEntries(bytes, directory.value, limits)
  if (!entries.ok) return entries

  const claimed = entries.value.reduce((sum, entry) => sum + entry.header.size, 0)
  if (claimed > limits.totalBytes)
    return failed(refuse('bundle-total-too-large', undefined, { expected: `<= ${limits.totalBytes}`, got: claimed }))

  const files = new Map<string, Uint8Array>()
  for (const entry of entries.value) {
    const content = unpack(entry)
    if (!content.ok) return content
    if (crc32(content.value) !== entry.header.crc) return failed(refuse('bundle-crc', entry.name))
    files.set(entry.name, content.value)
  }
  return directory.value.sealed ? done(files) : failed(refuse('bundle-repacked'))
}

/** No entry comes out longer than its header says, so the sum checked before is the most that is ever held. */
function unpack({ name, header, data }: Entry): Outcome<Uint8Array> {
  if (header.method === methods.deflated) return inflate(data, header.size, name)
  return header.size === header.packed
    ? done(data.slice())
    : failed(refuse('bundle-size-lie', name, { expected: header.size, got: header.packed }))
}
