import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { done, failed, type Outcome, type Problem, problem } from '../../../../language/problem.ts'

/** One element of a JSON array: bytes[from, to), good until the next one comes, and where it begins (from 1; the column counts bytes). */
export interface JsonElement {
  /** key of the array in the outermost object; empty where the file is an array itself */
  readonly key: string
  readonly bytes: Buffer
  readonly from: number
  readonly to: number
  readonly line: number
  readonly column: number
  /** read by `plain` already */
  readonly plain: boolean
}

/** Reads an object that begins at `from` and gives the place behind it; -1 where it cannot, or where it goes on behind the bytes. */
export type PlainReader = (bytes: Buffer, from: number) => number

const MOST_BYTES = 64 * 2 ** 20
const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a]
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST, NEWLINE] = [0x7b, 0x7d, 0x5b, 0x5d, 0x0a]
const isSpace = (c: number) => c === 0x20 || c === NEWLINE || c === 0x0d || c === 0x09

/**
 * Reads a JSON file of any size (no more than 64 MiB for one element) and hands over the elements of its outermost array, or of the arrays
 * `wanted` in its outermost object. What stands under other keys is passed over. `plain` is tried on each object first, which spares
 * looking for its end. Gives the SHA-256 of the file (hex).
 * Problems: json-shape (neither array nor object, or torn between values), json-cut-short, json-element-size.
 */
export async function readElements(
  path: string,
  file: string,
  wanted: readonly string[] | undefined,
  take: (element: JsonElement) => void,
  plain?: PlainReader,
): Promise<Outcome<{ readonly sha256: string }>> {
  const hash = createHash('sha256')
  const scanner = new Scanner(wanted, take, plain)
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) {
    hash.update(chunk as Buffer)
    scanner.push(chunk as Buffer)
    if (scanner.fault !== undefined) return failed(faultOf(scanner.fault, file, wanted))
  }
  if (!scanner.finished) return failed(faultOf({ code: 'json-cut-short', ...scanner.here() }, file, wanted))
  return done({ sha256: hash.digest('hex') })
}

/** The text of an element. */
export function textOf({ bytes, from, to }: JsonElement): string {
  return bytes.toString('utf8', from, to)
}

interface Fault {
  readonly line: number
  readonly column: number
  readonly code: 'json-shape' | 'json-cut-short' | 'json-element-size'
}

/**
 * `start` before the first bracket, `key` before a key or the end of the object, `colon`, `value` before a value of the object, `skip` and
 * `element` within a value, `end` after the last bracket.
 */
type State = 'start' | 'key' | 'in-key' | 'colon' | 'value' | 'skip' | 'element' | 'after' | 'end'

class Scanner {
  fault: Fault | undefined
  readonly #wanted: readonly string[] | undefined
  readonly #take: (element: JsonElement) => void
  readonly #plain: PlainReader | undefined
  #state: State = 'start'
  #depth = 0
  #inString = false
  #escaped = false
  #key = ''
  #held: Buffer[] = []
  #heldBytes = 0
  #blank = true
  #first = true
  #line = 1
  #lineStart = 0
  #offset = 0
  #at = { line: 1, column: 1 }
  #nextLine = -1

  constructor(
    wanted: readonly string[] | undefined,
    take: (element: JsonElement) => void,
    plain: PlainReader | undefined,
  ) {
    this.#wanted = wanted
    this.#take = take
    this.#plain = plain
  }

  get finished(): boolean {
    return this.#state === 'end'
  }

  here(at = this.#offset): { readonly line: number; readonly column: number } {
    return { line: this.#line, column: at - this.#lineStart + 1 }
  }

  push(chunk: Buffer): void {
    let from = 0
    let i = this.#offset === 0 && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? 3 : 0
    for (; i < chunk.length && this.fault === undefined; i++) {
      if (this.#state === 'element' && !this.#blank) i = this.#within(chunk, i)
      if (i >= chunk.length) break
      const c = chunk[i]!
      if (c === NEWLINE) this.#newLine(i)
      if (this.#state === 'element' || this.#state === 'skip') {
        if (this.#inString) {
          if (this.#escaped) this.#escaped = false
          else if (c === BACKSLASH) this.#escaped = true
          else if (c === QUOTE) this.#inString = false
          continue
        }
        if (this.#blank) {
          if (isSpace(c)) continue
          if (c !== COMMA && c !== CLOSE_LIST && c !== CLOSE_OBJECT) {
            this.#blank = false
            this.#at = this.here(this.#offset + i)
            from = i
            const end = c === OPEN_OBJECT ? this.#plainTo(chunk, i) : -1
            if (end >= 0) {
              i = end
              this.#boundary(chunk[i]!, chunk, from, i, true)
              continue
            }
          }
        }
        if (c === QUOTE) this.#inString = true
        else if (c === OPEN_OBJECT || c === OPEN_LIST) this.#depth++
        else if (this.#depth > 0) {
          if (c === CLOSE_OBJECT || c === CLOSE_LIST) this.#depth--
        } else if (c === COMMA || c === CLOSE_LIST || c === CLOSE_OBJECT) this.#boundary(c, chunk, from, i)
      } else if (this.#state === 'in-key') {
        if (c === QUOTE) this.#state = 'colon'
        else if (this.#key.length < 200) this.#key += String.fromCharCode(c)
      } else if (!isSpace(c)) this.#between(c, i)
    }
    if (this.#state === 'element' && !this.#blank) this.#hold(chunk.subarray(from))
    this.#offset += chunk.length
  }

  /** Where an element that `plain` can read ends with a comma or the bracket of its array, within the chunk; -1 for any other. */
  #plainTo(chunk: Buffer, from: number): number {
    let end = this.#plain?.(chunk, from) ?? -1
    if (end < 0) return -1
    while (end < chunk.length && isSpace(chunk[end]!)) end++
    if (end >= chunk.length || (chunk[end] !== COMMA && chunk[end] !== CLOSE_LIST)) return -1
    if (this.#nextLine < this.#offset + from) this.#seekLine(chunk, from)
    while (this.#nextLine < this.#offset + end) {
      this.#newLine(this.#nextLine - this.#offset)
      this.#seekLine(chunk, this.#nextLine - this.#offset + 1)
    }
    return end
  }

  /** The next line break of the chunk, or its end: one search serves many elements. */
  #seekLine(chunk: Buffer, from: number): void {
    const found = chunk.indexOf(NEWLINE, from)
    this.#nextLine = this.#offset + (found < 0 ? chunk.length : found)
  }

  /** Passes over the inside of an element, where most bytes are: to the byte that may end it, or to the end of the chunk. */
  #within(chunk: Buffer, from: number): number {
    let i = from
    let depth = this.#depth
    let inString = this.#inString
    let escaped = this.#escaped
    for (; i < chunk.length; i++) {
      const c = chunk[i]!
      if (inString) {
        if (escaped) escaped = false
        else if (c === BACKSLASH) escaped = true
        else if (c === QUOTE) inString = false
        else if (c === NEWLINE) this.#newLine(i)
      } else if (c === QUOTE) inString = true
      else if (c === OPEN_OBJECT || c === OPEN_LIST) depth++
      else if (c === CLOSE_OBJECT || c === CLOSE_LIST) {
        if (depth === 0) break
        depth--
      } else if (c === COMMA && depth === 0) break
      else if (c === NEWLINE) this.#newLine(i)
    }
    this.#depth = depth
    this.#inString = inString
    this.#escaped = escaped
    return i
  }

  #newLine(i: number): void {
    this.#line++
    this.#lineStart = this.#offset + i + 1
  }

  /** Outside of values. */
  #between(c: number, i: number): void {
    switch (this.#state) {
      case 'start':
        if (c === OPEN_LIST && this.#wanted === undefined) this.#begin('element')
        else if (c === OPEN_OBJECT && this.#wanted !== undefined) this.#state = 'key'
        else this.#wrong('json-shape', i)
        return
      case 'key':
        if (c === CLOSE_OBJECT) this.#state = 'end'
        else if (c === QUOTE) [this.#state, this.#key] = ['in-key', '']
        else this.#wrong('json-shape', i)
        return
      case 'colon':
        if (c === COLON) this.#state = 'value'
        else this.#wrong('json-shape', i)
        return
      case 'value':
        if (this.#wanted?.includes(this.#key)) {
          if (c === OPEN_LIST) this.#begin('element')
          else this.#wrong('json-shape', i)
          return
        }
        this.#begin('skip')
        this.#blank = false
        if (c === QUOTE) this.#inString = true
        else if (c === OPEN_OBJECT || c === OPEN_LIST) this.#depth = 1
        return
      case 'after':
        if (c === COMMA) this.#state = 'key'
        else if (c === CLOSE_OBJECT) this.#state = 'end'
        else this.#wrong('json-shape', i)
        return
      default:
        this.#wrong('json-shape', i)
    }
  }

  #begin(state: 'element' | 'skip'): void {
    this.#state = state
    this.#depth = 0
    this.#blank = true
    this.#first = true
  }

  /** A comma or a closing bracket outside of all brackets of the value. */
  #boundary(c: number, chunk: Buffer, from: number, i: number, plain = false): void {
    if (this.#state === 'skip') {
      if (c === CLOSE_LIST) this.#wrong('json-shape', i)
      else this.#state = c === COMMA ? 'key' : 'end'
      return
    }
    const empty = this.#blank && this.#first && c === CLOSE_LIST
    if (c === CLOSE_OBJECT || (this.#blank && !empty)) {
      this.#wrong('json-shape', i)
      return
    }
    if (!empty) {
      const key = this.#wanted === undefined ? '' : this.#key
      if (this.#held.length === 0 && i - from <= MOST_BYTES)
        this.#take({ key, bytes: chunk, from, to: i, ...this.#at, plain })
      else {
        this.#hold(chunk.subarray(from, i))
        if (this.fault !== undefined) return
        const bytes = Buffer.concat(this.#held)
        this.#held = []
        this.#heldBytes = 0
        this.#take({ key, bytes, from: 0, to: bytes.length, ...this.#at, plain })
      }
    }
    this.#blank = true
    this.#first = false
    if (c === CLOSE_LIST) this.#state = this.#wanted === undefined ? 'end' : 'after'
  }

  #hold(part: Buffer): void {
    this.#heldBytes += part.length
    if (this.#heldBytes > MOST_BYTES) this.fault = { code: 'json-element-size', ...this.#at }
    else this.#held.push(part)
  }

  #wrong(code: Fault['code'], i: number): void {
    this.fault = { code, ...this.here(this.#offset + i) }
  }
}

function faultOf({ code, line, column }: Fault, file: string, wanted: readonly string[] | undefined): Problem {
  const place = { file, line, column }
  const expected = wanted === undefined ? '[{…}, {…}]' : `{${wanted.map((key) => `"${key}": [{…}, …]`).join(', ')}}`
  switch (code) {
    case 'json-shape':
      return problem(
        'json-shape',
        { zh: '这个 JSON 文件不是应有的样子。', en: 'This JSON file is not laid out as it should be.' },
        { place, expected },
      )
    case 'json-cut-short':
      return problem(
        'json-cut-short',
        { zh: '这个 JSON 文件没有写完。', en: 'This JSON file ends too early.' },
        { place, expected, next: { zh: '重新导出这个文件', en: 'export the file again' } },
      )
    case 'json-element-size':
      return problem(
        'json-element-size',
        { zh: 'JSON 数组里有一个元素过大。', en: 'One element of the JSON array is too large.' },
        { place, expected: `<= ${MOST_BYTES / 2 ** 20} MiB` },
      )
  }
}
