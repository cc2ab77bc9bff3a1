import { decimalOf } from '../../files/decimal-bytes.ts'

const POINT = 0x2e
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
 * A detection of the COCO results format in bytes[from, to), as its tools write it: an object of the four keys and other numbers, in any order. Fills `row` and says
 * true; false for anything else, also where it is valid: then a JSON parser has to look. Numbers are the doubles that JSON.parse gives.
 */
export function plainDetection(bytes: Buffer, from: number, to: number, row: number[]): boolean {
  let at = blanks(bytes, from)
  if (bytes[at] !== OPEN) return false
  let seen = 0
  do {
    at = blanks(bytes, at + 1)
    if (bytes[at] !== QUOTE) return false
    const end = bytes.indexOf(QUOTE, at + 1)
    if (end < 0 || end >= to) return false
    const place = placeOf(bytes, at + 1, end)
    at = blanks(bytes, end + 1)
    if (bytes[at] !== COLON) return false
    at = blanks(bytes, at + 1)
    if (place === 2) {
      if (bytes[at] !== OPEN_LIST) return false
      for (let k = 0; k < 4; k++) {
        at = number(bytes, blanks(bytes, at + 1), row, 2 + k)
        if (at < 0 || bytes[at] !== (k < 3 ? COMMA : CLOSE_LIST)) return false
      }
      at = blanks(bytes, at + 1)
    } else {
      at = number(bytes, at, row, place)
      if (at < 0) return false
    }
    if (place >= 0) {
      // a key that comes twice is for the parser, which takes the last
      if ((seen >> place) & 1) return false
      seen |= 1 << place
    }
  } while (bytes[at] === COMMA)
  return bytes[at] === CLOSE && seen === ALL && blanks(bytes, at + 1) >= to
}

/** Reads a number as JSON writes it and gives the place behind it and its blanks; -1 for anything else. `place` -1: passed over. */
function number(bytes: Buffer, from: number, row: number[], place: number): number {
  let at = from
  if (bytes[at] === 0x2d) at++
  const first = bytes[at]!
  if (!(first >= 0x30 && first <= 0x39)) return -1
  // 01 is no number in JSON
  if (first === 0x30 && bytes[at + 1]! >= 0x30 && bytes[at + 1]! <= 0x39) return -1
  while (isOfNumber(bytes[at])) {
    const next = bytes[at + 1]!
    // 1. and 1.e5 are no numbers in JSON
    if (bytes[at] === POINT && !(next >= 0x30 && next <= 0x39)) return -1
    at++
  }
  const last = bytes[at - 1]!
  if (!(last >= 0x30 && last <= 0x39)) return -1
  const value = decimalOf(bytes, from, at)
  if (value === Number.POSITIVE_INFINITY) return -1
  if (place >= 0) row[place] = value
  return blanks(bytes, at)
}

const isOfNumber = (c: number | undefined) =>
  c !== undefined && ((c >= 0x30 && c <= 0x39) || c === 0x2e || c === 0x2d || c === 0x2b || c === 0x65 || c === 0x45)

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
