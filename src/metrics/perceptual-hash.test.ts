import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differenceHash } from './perceptual-hash.ts'

const picture = (width: number, height: number, of: (x: number, y: number) => number) =>
  Uint8Array.from({ length: width * height }, (_, i) => of(i % width, Math.floor(i / width)))

/** Every pixel as 9 × 8 equal ones, then plain means over blocks of width × height. */
function slow(gray: Uint8Array, width: number, height: number): string {
  const field = (row: number, column: number) => {
    let sum = 0
    for (let y = row * height; y < (row + 1) * height; y++) {
      for (let x = column * width; x < (column + 1) * width; x++)
        sum += gray[Math.floor(y / 8) * width + Math.floor(x / 9)]!
    }
    return sum
  }
  let bits = ''
  for (let r = 0; r < 8; r++) for (let c = 0; c < 8; c++) bits += field(r, c + 1) > field(r, c) ? '1' : '0'
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0')
}

describe('difference hash', () => {
  test('brighter to the right is all ones, flat and darker are zero', () => {
    expect(
      differenceHash(
        picture(90, 40, (x) => x),
        90,
        40,
      ),
    ).toBe('ffffffffffffffff')
    expect(
      differenceHash(
        picture(90, 40, (x) => 255 - x),
        90,
        40,
      ),
    ).toBe('0000000000000000')
    expect(
      differenceHash(
        picture(7, 3, () => 128),
        7,
        3,
      ),
    ).toBe('0000000000000000')
  })
  test('rows from the top, the first bit highest', () => {
    const dot = picture(9, 8, (x, y) => Number(x === 1 && y === 0) + 2 * Number(x === 8 && y === 7))
    expect(differenceHash(dot, 9, 8)).toBe('8000000000000001')
  })
  test('is that of exact means over areas, whatever the size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 23 }),
        fc.integer({ min: 1, max: 19 }),
        fc.infiniteStream(fc.nat(255)),
        (w, h, values) => {
          const gray = picture(w, h, () => values.next().value!)
          expect(differenceHash(gray, w, h)).toBe(slow(gray, w, h))
        },
      ),
    )
  })
  test('light and contrast do not matter where nothing is clipped', () => {
    const of = (x: number, y: number) => (x * 7 + y * 13) % 100
    expect(
      differenceHash(
        picture(32, 32, (x, y) => 2 * of(x, y) + 20),
        32,
        32,
      ),
    ).toBe(differenceHash(picture(32, 32, of), 32, 32))
  })
  test('a picture of another size than it says', () => {
    expect(() => differenceHash(new Uint8Array(10), 3, 3)).toThrow(RangeError)
    expect(() => differenceHash(new Uint8Array(0), 0, 3)).toThrow(RangeError)
  })
})
