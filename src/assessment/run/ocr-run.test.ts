import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Subject } from '../../instruments/contract.ts'
import { ocr } from '../../instruments/recognition/ocr/index.ts'
import type { Estimate } from '../../judge/evidence.ts'
import { run } from './run.ts'

const example = fileURLToPath(new URL('../../../examples/ocr-line-reading/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'plumbline-ocr-run-'))
cpSync(example, folder, { recursive: true })
const subject = {
  ...(parse(readFileSync(join(example, 'subject.yaml'), 'utf8')) as object),
  folder,
} as unknown as Subject
const journal = join(folder, 'run.jsonl')
const params = ocr.params.parse({ condition: 'clean' })

afterAll(() => rm(folder, { recursive: true, force: true }))

test('a real engine: cancelled, a file broken, mended, resumed, and the whole is judged from the journal alone', async () => {
  const good = readFileSync(join(folder, 'images/zh-001.png'))
  writeFileSync(join(folder, 'images/zh-001.png'), 'spilt coffee')
  const stop = new AbortController()
  const counted = {
    ...ocr,
    measure: (item: Parameters<typeof ocr.measure>[0], context: Parameters<typeof ocr.measure>[1]) => {
      if (item.id === 'zh-031') stop.abort()
      return ocr.measure(item, context)
    },
  }
  const cut = await run(counted, subject, params, { journal, width: 2, signal: stop.signal })
  if (!cut.ok) throw new Error(cut.problems[0]?.code)
  expect(cut.value.complete).toBe(false)
  expect(cut.value.errors).toEqual({ 'image-unreadable': 1 })
  expect(cut.value.invalid?.code).toBe('too-many-setup-errors')
  expect(cut.value.done).toBeGreaterThan(3)

  writeFileSync(join(folder, 'images/zh-001.png'), good)
  const rest = await run(ocr, subject, params, { journal, width: 2 })
  if (!rest.ok) throw new Error(rest.problems[0]?.code)
  expect(rest.value).toMatchObject({ complete: true, done: 24, errors: {} })
  expect(rest.value.invalid).toBeUndefined()

  const results = []
  for await (const result of rest.value.results()) results.push(result)
  const { quantities } = ocr.reduce(results, params, ['0.95'])
  expect(Number((quantities['ar'] as Estimate).bounds?.[0]?.lower)).toBeGreaterThan(0.9)
}, 120_000)
