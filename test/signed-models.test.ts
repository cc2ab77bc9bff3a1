import { createHash, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const example = new URL('../examples/ocr-line-reading/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, example))

/** The example says that its model files are signed; here the word is kept. */
test('the models of the example are those that were signed, and those that it declares', () => {
  const signed = read('signed/models.sha256')
  expect(verify(null, signed, read('signed/models.pub').toString(), read('signed/models.sha256.sig'))).toBe(true)
  const lines = signed.toString().trim().split('\n')
  const packages = createRequire(import.meta.url)
  for (const line of lines) {
    const [hash, file] = line.split('  ')
    const language = file!.replace('.traineddata.gz', '')
    const folder = dirname(packages.resolve(`@tesseract.js-data/${language}/package.json`))
    const bytes = readFileSync(join(folder, '4.0.0_best_int', file!))
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash)
  }
  const { facts } = parse(read('subject.yaml').toString()) as { facts: Record<string, string> }
  expect(facts['testedHash']).toBe(lines.map((l) => l.slice(0, 64)).join('+'))
})

test('the test set of the example is the one in custody', () => {
  const { facts } = parse(read('subject.yaml').toString()) as { facts: Record<string, string> }
  const hash = createHash('sha256').update(read('lines.jsonl')).digest('hex')
  expect([facts['testSetHash'], facts['custodyHash']]).toEqual([hash, hash])
})
