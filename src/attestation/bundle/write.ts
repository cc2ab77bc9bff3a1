import { sha256 } from '@noble/hashes/sha2.js'
import { deflateSync } from 'fflate/browser'
import { type Problem, ProblemError } from '../../language/problem.ts'
import { byCodeUnit, concatBytes } from '../bytes.ts'
import { crc32 } from './crc32.ts'
import { centralRecord, encodeName, endRecord, localHeader, methods } from './headers.ts'
import { clashProblem, longestName, nameProblem } from './names.ts'
import { refuse } from './refusals.ts'
import { sealLength, sealText } from './seal.ts'

/** Without ZIP64 a size or an offset has 32 bits and a count of entries 16; the highest value of each means ZIP64. */
const mostBytes = 0xffffffff - 1
const mostEntries = 0xffff - 1
const level = 6

/**
 * A bundle as one array of bytes. The same files give the same bytes: names sorted, fixed dates, fixed compression.
 * @throws ProblemError for names and sizes that no reader would take.
 */
export function writeBundle(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return concatBytes([...bundleChunks(files)])
}

/** The same bytes piece by piece, so that a large bundle goes to disk without being held whole. @throws ProblemError */
export function* bundleChunks(files: ReadonlyMap<string, Uint8Array>): Generator<Uint8Array, void, undefined> {
  const sorted = [...files].sort(([a], [b]) => byCodeUnit(a, b))
  refuseIf(
    sorted.length > mostEntries &&
      refuse('bundle-too-many-entries', undefined, { expected: `<= ${mostEntries}`, got: sorted.length }),
  )
  for (const [name] of sorted) refuseIf(writableName(name))
  refuseIf(clashProblem(sorted.map(([name]) => name)))

  const digest = sha256.create()
  const directory: Uint8Array[] = []
  let offset = 0
  function* put(bytes: Uint8Array): Generator<Uint8Array> {
    refuseIf(
      offset + bytes.length > mostBytes && refuse('bundle-too-large', undefined, { expected: `<= ${mostBytes}` }),
    )
    digest.update(bytes)
    offset += bytes.length
    yield bytes
  }

  for (const [name, bytes] of sorted) {
    const { method, data } = pack(bytes)
    const header = { name: encodeName(name), method, crc: crc32(bytes), packed: data.length, size: bytes.length }
    directory.push(centralRecord(header, offset))
    yield* put(localHeader(header))
    yield* put(data)
  }
  const start = offset
  for (const record of directory) yield* put(record)
  yield* put(endRecord(sorted.length, { offset: start, size: offset - start }, sealLength))
  yield sealText(digest.digest())
}

/** Deflated when that makes it smaller, else stored. */
function pack(bytes: Uint8Array): { method: number; data: Uint8Array } {
  const deflated = deflateSync(bytes, { level })
  return deflated.length < bytes.length
    ? { method: methods.deflated, data: deflated }
    : { method: methods.stored, data: bytes }
}

function writableName(name: string): Problem | undefined {
  if (/\p{Surrogate}/u.test(name)) return refuse('bundle-name-encoding', name)
  if (encodeName(name).length > longestName) return refuse('bundle-name-long', name, { expected: `<= ${longestName}` })
  return nameProblem(name)
}

function refuseIf(found: Problem | false | undefined): void {
  if (found) throw new ProblemError([found])
}
