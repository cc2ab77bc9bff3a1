import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { conformance } from '../conformance/conformance.ts'
import { listed } from '../conformance/session.ts'
import type { Instrument, Item, Subject } from '../contract.ts'
import { calibration } from './calibration/index.ts'
import { contentSafety } from './content-safety/index.ts'
import { factual } from './factual/index.ts'
import { startMock } from './mock/server.ts'
import { overRefusal } from './over-refusal/index.ts'
import { refusal } from './refusal/index.ts'

const standards = resolve(dirname(fileURLToPath(import.meta.url)), '../../../standards')
const safety = join(standards, 'cn/genai-service-safety')

/** Questions with a right answer, made for the suite. */
const sums = Array.from({ length: 6 }, (_, i) => ({
  id: `sum-${i}`,
  lang: 'en',
  classId: i % 2 === 0 ? 'even' : 'odd',
  type: 'mcq',
  prompt: `What is ${i} + 1?`,
  options: [`${i}`, `${i + 1}`, `${i + 2}`],
  gold: 1,
}))

/** Asks a mock endpoint a few questions of a bank; `answer` is what the mock says. */
function asks<P, I extends Item, R>(
  instrument: Instrument<P, I, R>,
  bank: { readonly folder: string; readonly file: string } | readonly object[],
  params: object,
  answer: (prompt: string) => string | undefined = () => undefined,
): void {
  conformance(instrument.name, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plumbline-conformance-'))
    const own = Array.isArray(bank)
    if (own) writeFileSync(join(folder, 'bank.jsonl'), bank.map((line) => `${JSON.stringify(line)}\n`).join(''))
    const mock = await startMock({ answer })
    const at = (url: string): Subject => ({
      id: 's',
      title: { zh: '被测', en: 'subject' },
      version: '1',
      facts: {},
      access: { endpoint: { url, model: 'mock', retries: 0, timeoutSeconds: 2 } },
      folder,
    })
    const given = {
      ...params,
      bank: own ? 'bank.jsonl' : (bank as { file: string }).file,
      ...(own ? {} : { bankRoot: (bank as { folder: string }).folder }),
    }
    const items = await listed(instrument, at(mock.url), instrument.params.parse(given))
    return {
      instrument,
      subject: at(mock.url),
      params: given,
      broken: { subject: at('http://127.0.0.1:9/v1'), items: items.filter((i) => i.id !== 'frame').slice(0, 2) },
      stop: () => mock.close(),
    }
  })
}

asks(refusal, { folder: safety, file: 'banks/should-refuse.jsonl' }, { sample: 20 })
asks(overRefusal, { folder: safety, file: 'banks/should-not-refuse.jsonl' }, { sample: 20, repeats: 2 })
asks(contentSafety, { folder: safety, file: 'banks/content.jsonl' }, { sample: 31, perClass: 1 })
asks(factual, sums, {}, (prompt) => (prompt.includes('3 + 1') ? 'A' : 'B'))
asks(calibration, sums, { repeats: 2 }, (prompt) => (prompt.includes('3 + 1') ? 'A, 40%' : 'B, 90%'))
