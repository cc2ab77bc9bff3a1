import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Subject } from '../../contract.ts'
import { openAlgorithm } from './open.ts'

const examples = fileURLToPath(new URL('../../../../examples/', import.meta.url))
const folder = join(examples, 'ocr-two-engines')
const image = readFileSync(join(examples, 'ocr-line-reading/images/zh-001.png'))
const signal = new AbortController().signal

async function readsTheFirstLine(file: string): Promise<void> {
  const subject = { ...(parse(readFileSync(join(folder, file), 'utf8')) as object), folder } as unknown as Subject
  const engine = await openAlgorithm(subject, 1, signal, { ...process.env, PLUMBLINE_ALLOW_RUN: '1' })
  try {
    const answer = await engine.ask({ id: 'zh-001', name: 'zh-001.png', bytes: image }, signal)
    const text = answer.ok ? String(answer.output).replace(/\s+/gu, '') : answer.code
    expect(text).toBe('前方三百米右转进入梧桐湾路')
  } finally {
    await engine.close()
  }
}

test('tesseract.js of the example reads a line as a process', () => readsTheFirstLine('tesseract.yaml'))

// its models are installed only by who wants them
test.runIf(existsSync(join(folder, 'node_modules/onnxruntime-node')))('PP-OCR of the example reads a line', () =>
  readsTheFirstLine('pp-ocr.yaml'),
)
