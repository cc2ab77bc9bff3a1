import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainDetection } from './detection-bytes.ts'

function read(text: string): number[] | false {
  const row = new Array<number>(7).fill(Number.NaN)
  const bytes = Buffer.from(text)
  return plainDetection(bytes, 0, row) === bytes.length ? row : false
}

test('whatever it takes it takes as JSON.parse does', () => {
  const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(-0))
  const fields = fc.record({
    image_id: number,
    category_id: number,
    bbox: fc.tuple(number, number, number, number),
    score: number,
    area: number,
  })
  const blank = fc.constantFrom('', ' ', '\n\t')
  fc.assert(
    fc.property(
      fields,
      fc.shuffledSubarray(['image_id', 'category_id', 'bbox', 'score', 'area'], { minLength: 4 }),
      blank,
      (f, keys, gap) => {
        const value = (k: string) => JSON.stringify(f[k as keyof typeof f])
        const text = `{${gap}${keys.map((k) => `"${k}"${gap}:${gap}${value(k)}`).join(`${gap},${gap}`)}${gap}}`
        const got = read(text)
        const whole = ['image_id', 'category_id', 'bbox', 'score'].every((k) => keys.includes(k))
        if (!whole) {
          expect(got).toBe(false)
          return
        }
        const { image_id, category_id, bbox, score } = JSON.parse(text) as typeof f
        expect(got).toEqual([image_id, category_id, ...bbox, score])
      },
    ),
  )
})

const sound = '{"image_id":1,"category_id":2,"bbox":[1,2,3,4],"score":0.5}'
test.each([
  ['a text where a number stands', sound.replace('0.5', '"0.5"')],
  ['null', sound.replace('0.5', 'null')],
  ['NaN', sound.replace('0.5', 'NaN')],
  ['no JSON number', sound.replace('0.5', '1.')],
  ['a point and an exponent', sound.replace('0.5', '1.e5')],
  ['a leading zero', sound.replace('0.5', '01')],
  ['a plus', sound.replace('0.5', '+1')],
  ['five numbers', sound.replace('[1,2,3,4]', '[1,2,3,4,5]')],
  ['three numbers', sound.replace('[1,2,3,4]', '[1,2,3]')],
  ['a key twice', sound.replace('}', ',"score":1}')],
  ['nothing', ''],
  ['cut short', sound.slice(0, -1)],
  ['another key with a list', sound.replace('}', ',"segmentation":[[1,2]]}')],
])('%s is left to the parser', (_, text) => expect(read(text)).toBe(false))
