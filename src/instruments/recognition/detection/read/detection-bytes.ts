import { decimalOf, POWERS } from '../../files/decimal-bytes.ts'

const [POINT, MINUS, ZERO, E] = [0x2e, 0x2d, 0x30, 0x65]
/** of a number with its point: up to 15 digits one quotient is exact */
const EXACT_DIGITS = 15
const [QUOTE, COMMA, COLON, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x22, 0x2c, 0x3a, 0x7b, 0x7d, 0x5b, 0x5d]
/** Places in a row: image, category, x, y, w, h, score. */
const PLACES: readonly (readonly [name: Buffer, place: number])[] = [
  [Buffer.from('image_id'), 0],
  [Buffer.from('category_id'), 1],
  [Buffer.from('bbox'), 2],
  [Buffer.from('score'), 6],
]
const ALL = 0b1000111

/**
 * A detection of the COCO results format that begins at `from`, as its tools write it: an object of the four keys and other numbers, in any order.
 * Fills `row` and gives the place behind it; -1 for anything else, also where it is valid or goes on behind the bytes: then a JSON parser
 * has to look. Numbers are the doubles that JSON.parse gives.
 */
export function plainDetection(bytes: Buffer, from: number, row: number[]): number {
  let at = from
  if (bytes[at] !== OPEN) return -1
  let seen = 0
  do {
    at = blanks(bytes, at + 1)
    if (bytes[at] !== QUOTE) return -1
    const begin = at + 1
    at = begin
    while (isOfName(bytes[at])) at++
    if (bytes[at] !== QUOTE) return -1
    const place = placeOf(bytes, begin, at)
    at = blanks(bytes, at + 1)
    if (bytes[at] !== COLON) return -1
    at = blanks(bytes, at + 1)
    if (place === 2) {
      if (bytes[at] !== OPEN_LIST) return -1
      for (let k = 0; k < 4; k++) {
        at = number(bytes, blanks(bytes, at + 1), row, 2 + k)
        if (at < 0 || bytes[at] !== (k < 3 ? COMMA : CLOSE_LIST)) return -1
      }
      at = blanks(bytes, at + 1)
    } else {
      at = number(bytes, at, row, place)
      if (at < 0) return -1
    }
    if (place >= 0) {
      // a key that comes twice is for the parser, which takes the last
      if ((seen >> place) & 1) return -1
      seen |= 1 << place
    }
  } while (bytes[at] === COMMA)
  return bytes[at] === CLOSE && seen === ALL ? at + 1 : -1
}

/** Reads a number as JSON writes it and gives the place behind it and its blanks; -1 for anything else. `place` -1: passed over. */
function number(bytes: Buffer, from: number, row: number[], place: number): number {
  let at = from
  const negative = bytes[at] === MINUS
  if (negative) at++
  const first = at
  let mantissa = 0
  for (let c = bytes[at]!; isDigit(c); c = bytes[++at]!) mantissa = mantissa * 10 + c - ZERO
  // 01 is no number in JSON, nor is .5
  if (at === first || (bytes[first] === ZERO && at - first > 1)) return -1
  let scale = 0
  if (bytes[at] === POINT) {
    const point = at++
    for (let c = bytes[at]!; isDigit(c); c = bytes[++at]!) mantissa = mantissa * 10 + c - ZERO
    scale = at - point - 1
    if (scale === 0) return -1
  }
  let value = scale === 0 ? mantissa : mantissa / POWERS[scale]!
  if ((bytes[at]! | 0x20) === E || at - first > EXACT_DIGITS) {
    while (isOfNumber(bytes[at])) at++
    if (!isDigit(bytes[at - 1]!)) return -1
    value = Math.abs(decimalOf(bytes, from, at))
    if (value === Number.POSITIVE_INFINITY) return -1
  }
  if (place >= 0) row[place] = negative ? -value : value
  return blanks(bytes, at)
}

const isDigit = (c: number) => c >= ZERO && c <= 0x39
const isOfNumber = (c: number | undefined) =>
  c !== undefined && (isDigit(c) || c === POINT || c === MINUS || c === 0x2b || (c | 0x20) === E)
const isOfName = (c: number | undefined) => c !== undefined && ((c >= 0x61 && c <= 0x7a) || c === 0x5f)

function placeOf(bytes: Buffer, from: number, to: number): number {
  for (const [name, place] of PLACES) {
    if (name.length !== to - from) continue
    let i = 0
    while (i < name.length && bytes[from + i] === name[i]) i++
    if (i === name.length) return place
  }
  return -1
}

function blanks(bytes: Buffer, from: number): number {
  let at = from
  for (let c = bytes[at]; c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09; c = bytes[at]) at++
  return at
}
