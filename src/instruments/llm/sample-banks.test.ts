import { readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { listed } from '../conformance/session.ts'
import { subjectAt } from './fixtures/asking.ts'
import { llmInstruments } from './index.ts'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../../standards/cn-sh/llm-trust')
const subject = subjectAt('http://127.0.0.1:9/v1', '.')
const askedBy: Readonly<Record<string, readonly string[]>> = {
  factual: ['factual', 'perturbation', 'calibration'],
  edge: ['edge-inputs'],
}

const banks = readdirSync(join(root, 'banks')).flatMap((file) => {
  const name = /^(.+)\.jsonl$/.exec(file)?.[1]
  return name === undefined ? [] : (askedBy[name] ?? [name]).map((instrument) => [name, `llm/${instrument}`] as const)
})

test.each(banks)('the sample bank %s can be asked by %s', async (bank, name) => {
  const instrument = llmInstruments.find((i) => i.name === name)!
  const params = instrument.params.parse({ bank: `banks/${bank}.jsonl`, bankRoot: root })
  expect(await instrument.check(subject, params)).toEqual([])
  expect((await listed(instrument, subject, params)).length).toBeGreaterThan(8)
})
