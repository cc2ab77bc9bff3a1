import { Inflate } from 'fflate/browser'
import type { Problem } from '../../language/problem.ts'
import { done, failed, type Outcome } from '../../language/problem.ts'
import { refuse } from './refusals.ts'

/** Compressed bytes given to the decoder at a time: at most 1032 times as many come out before they are counted. */
const slice = 2048

/**
 * What the library keeps of an unfinished stream and does not show: `p` is input not yet used, `s.p` the bits used of its
 * first byte, `s.f` that the last block was seen, `s.l` the open block. A test holds the library to it.
 */
interface StreamState {
  readonly p: Uint8Array
  readonly s: { readonly p?: number; readonly f?: number; readonly l?: unknown }
}

/**
 * Unpacks raw DEFLATE data (RFC 1951) that says it has `size` bytes. The bytes that come out are counted as they come;
 * nothing that the headers say is believed, and no more is unpacked than `size` and one slice.
 */
export function inflate(data: Uint8Array, size: number, entry: string): Outcome<Uint8Array> {
  const whole = new Uint8Array(size)
  let length = 0
  const stream = new Inflate((chunk) => {
    if (length + chunk.length > size)
      throw new Refused(refuse('bundle-size-lie', entry, { expected: size, got: `> ${size}` }))
    whole.set(chunk, length)
    length += chunk.length
  })
  const state = stream as unknown as StreamState
  try {
    for (let at = 0; at < data.length; at += slice) {
      stream.push(data.subarray(at, at + slice), at + slice >= data.length)
      if (ended(state) && (unused(state) > 0 || at + slice < data.length))
        return failed(refuse('bundle-deflate-tail', entry))
    }
  } catch (error) {
    return failed(error instanceof Refused ? error.problem : refuse('bundle-inflate', entry))
  }
  if (!ended(state)) return failed(refuse('bundle-inflate', entry))
  return length === size ? done(whole) : failed(refuse('bundle-size-lie', entry, { expected: size, got: length }))
}

function ended({ s }: StreamState): boolean {
  return Boolean(s.f) && !s.l
}

/** Whole bytes left over; the byte in which the last block ends counts as used. */
function unused({ p, s }: StreamState): number {
  return p.length - (s.p ? 1 : 0)
}

class Refused extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}
