import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pcg32 } from '../../../../metrics/random.ts'
import { plainDetection } from './detection-bytes.ts'
import { type PlainReader, readElements, textOf } from './json-elements.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-json-'))
})
afterAll(() => rm(folder, { recursive: true }))

const row = new Array<number>(7).fill(0)
const plain: PlainReader = (bytes, from) => plainDetection(bytes, from, row)

async function elements(text: string, reader?: PlainReader) {
  const path = join(folder, 'dt.json')
  await writeFile(path, text)
  const found: { text: string; line: number; column: number }[] = []
  let plainly = 0
  const take = (element: Parameters<typeof textOf>[0] & { line: number; column: number; plain: boolean }) => {
    found.push({ text: textOf(element).trim(), line: element.line, column: element.column })
    if (element.plain) plainly++
  }
  const read = await readElements(path, 'dt.json', undefined, take, reader)
  return { read: read.ok ? read.value : read.problems, found, plainly }
}

test('elements read at once are the elements, places and faults that a search for their ends gives, over the edges of chunks', async () => {
  const random = pcg32(11n)
  const breaks = ['', ' ', '\n', '\r\n  ']
  const some = <T>(of: readonly T[]) => of[random.below(of.length)]!
  const rows = Array.from({ length: 40_000 }, (_, i) => {
    const gap = some(breaks)
    const plainRow = `{"image_id":${i},${gap}"category_id":1,"bbox":[1.5,2,${gap}3,4],${gap}"score":0.${i}${gap}}`
    const others = ['{"image_id": "x}"}', '[1, {"a": 2}]', '7', '{"a": {"b": "\\"}"}}']
    return gap + (random.below(50) === 0 ? some(others) : plainRow) + some(breaks)
  })
  const text = `[${rows.join(',')}]`
  expect(text.length).toBeGreaterThan(2 ** 21)
  const slow = await elements(text)
  const fast = await elements(text, plain)
  expect(fast.found).toEqual(slow.found)
  expect(fast.read).toEqual(slow.read)
  expect(slow.plainly).toBe(0)
  expect(fast.plainly).toBeGreaterThan(38_000)
})

const sound = '{"image_id":1,"category_id":2,"bbox":[1,2,3,4],"score":0.5}'
test.each([
  ['more behind an element', `[${sound}x,${sound}]`],
  ['torn off', `[${sound},${sound.slice(0, 20)}`],
  ['torn off behind an element', `[${sound}`],
  ['a bracket too many', `[${sound}},${sound}]`],
  ['a comma too many', `[${sound},,${sound}]`],
])('%s: the same with and without', async (_, text) => {
  const [slow, fast] = [await elements(text), await elements(text, plain)]
  expect(fast.read).toEqual(slow.read)
  expect(fast.found).toEqual(slow.found)
})
