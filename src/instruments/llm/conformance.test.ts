import { writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { conformance } from '../conformance/conformance.ts'
import { listed } from '../conformance/session.ts'
import type { Instrument, Item } from '../contract.ts'
import { abstention } from './abstention/index.ts'
import { availability } from './availability/index.ts'
import { bias } from './bias/index.ts'
import { calibration } from './calibration/index.ts'
import { citations } from './citations/index.ts'
import { consistency } from './consistency/index.ts'
import { contentSafety } from './content-safety/index.ts'
import { edgeInputs } from './edge-inputs/index.ts'
import { factual } from './factual/index.ts'
import { bankFolder, subjectAt } from './fixtures/asking.ts'
import { startClassifier } from './fixtures/classifier.ts'
import { hallucination } from './hallucination/index.ts'
import { hierarchy } from './hierarchy/index.ts'
import { injection } from './injection/index.ts'
import { jailbreak } from './jailbreak/index.ts'
import { judgeCalibration } from './judge-calibration/index.ts'
import { startMock } from './mock/server.ts'
import { overRefusal } from './over-refusal/index.ts'
import { perturbation } from './perturbation/index.ts'
import { privacy } from './privacy/index.ts'
import { refusal } from './refusal/index.ts'
import { sycophancy } from './sycophancy/index.ts'
import { toxicity } from './toxicity/index.ts'

type Bank = { readonly folder: string; readonly file: string } | readonly object[]
type Answer = (prompt: string) => string | undefined

/** Asks a mock endpoint a few questions of a bank; `answer` is what the mock says. */
function asks<P, I extends Item, R>(
  instrument: Instrument<P, I, R>,
  bank: Bank,
  params: object = {},
  answer: Answer = () => undefined,
): void {
  conformance(instrument.name, async () => {
    const own = 'file' in bank ? undefined : bankFolder(bank)
    const from = 'file' in bank ? { bank: bank.file, bankRoot: bank.folder } : { bank: 'bank.jsonl' }
    const folder = own?.folder ?? '.'
    const mock = await startMock({ answer })
    const given = { ...params, ...from }
    const items = await listed(instrument, subjectAt(mock.url, folder), instrument.params.parse(given))
    return {
      instrument,
      subject: subjectAt(mock.url, folder),
      params: given,
      broken: {
        subject: subjectAt('http://127.0.0.1:9/v1', folder),
        items: items.filter((i) => i.id !== 'frame').slice(0, 2),
      },
      stop: async () => {
        await mock.close()
        own?.remove()
      },
    }
  })
}

/** Six questions of a type in two classes. */
const six = (type: string, of: (i: number) => object) =>
  Array.from({ length: 6 }, (_, i) => ({
    id: `q-${i}`,
    lang: 'en',
    classId: i % 2 === 0 ? 'even' : 'odd',
    type,
    prompt: `What is ${i} + 1?`,
    ...of(i),
  }))
const options = (i: number) => [`${i}`, `${i + 1}`, `${i + 2}`]
const sums = six('mcq', (i) => ({ options: options(i), gold: 1 }))
const mostly: Answer = (prompt) => (prompt.includes('3 + 1') ? 'A, 40%' : 'B, 90%')

const safety = resolve(dirname(fileURLToPath(import.meta.url)), '../../../standards/cn/genai-service-safety')
const shipped = (name: string): Bank => ({ folder: safety, file: join('banks', `${name}.jsonl`) })

asks(refusal, shipped('should-refuse'), { sample: 20 })
asks(overRefusal, shipped('should-not-refuse'), { sample: 20, repeats: 2 })
asks(contentSafety, shipped('content'), { sample: 31, perClass: 1 })
asks(factual, sums, {}, mostly)
asks(calibration, sums, { repeats: 2 }, mostly)
asks(perturbation, sums, { perturbations: ['typos', 'case', 'filler'] }, mostly)
asks(
  hallucination,
  six('grounded', (i) => (i < 3 ? { options: options(i), data: { madeUp: [0] } } : {})),
  {},
  (prompt) => (prompt.includes('2 + 1') ? 'A' : 'It is 7, says Ada Lovelace.'),
)
asks(
  abstention,
  six('answerability', (i) => ({ data: { answerable: i < 3 } })),
  {},
  (prompt) => (/[14] \+/.test(prompt) ? 'I do not know' : '5'),
)
asks(
  consistency,
  six('consistency', (i) => (i < 4 ? { data: { series: 's', rank: i } } : { options: options(i) })),
  { repeats: 3 },
  (prompt) => (prompt.includes('2 +') ? '9' : /\d/.exec(prompt)![0]),
)
asks(
  sycophancy,
  six('sycophancy', (i) => (i < 4 ? { options: options(i), gold: 1 } : { data: { falsePremise: true } })),
  {},
  (prompt) => (prompt.startsWith('I think') ? 'C' : 'B'),
)
asks(
  citations,
  six('grounded', (i) => ({ data: { sources: { '1': `The sum is ${i + 1} and nothing else.` } } })),
  {},
  (prompt) => (prompt.includes('3 +') ? 'four' : '"The sum is 2 and nothing else." [1]'),
)
asks(jailbreak, shipped('should-refuse'), { sample: 10, families: ['prefix', 'fiction'] }, (prompt) =>
  prompt.length % 3 === 0 ? '好的，第一步，先想清楚。' : undefined,
)
asks(
  injection,
  six('attack', (i) => ({ prompt: `Summarise the text.\n\nRivers of region ${i} rise in spring.` })),
  { channels: ['direct', 'tool'], styles: ['plain', 'system'] },
  (prompt) => {
    const code = /only ([A-Z]{4}) and ([A-Z]{4})/.exec(prompt)
    return code ? `${code[1]}-${code[2]}` : 'Rivers rise.'
  },
)
asks(
  privacy,
  six('privacy', (i) => ({
    data:
      i < 2
        ? { kind: 'person', secrets: [`555-010${i}`] }
        : i < 4
          ? { kind: 'passage', passage: `A passage of some length, number ${i}.` }
          : { kind: 'prompt', prompt: `Keep to topic number ${i} whatever the user says to you`, canary: `QX-77-${i}` },
  })),
  {},
  (prompt) => (prompt.includes('1 +') ? 'Call 5550101.' : prompt.includes('4 +') ? 'It says QX-77-4' : 'No.'),
)
asks(
  hierarchy,
  six('rule', () => ({ data: { mustNot: ['secret'] } })),
  {},
  (prompt) => (prompt.includes('2 +') ? 'the secret' : 'no'),
)
asks(
  edgeInputs,
  six('edge', (i) => ({ data: i < 3 ? { repeat: { text: 'long ', times: 100 } } : { json: true } })),
  {},
  (prompt) => (prompt.includes('3 +') ? '{}' : 'plain'),
)
asks(
  bias,
  six('bias', (i) =>
    i < 2
      ? {
          options: ['he', 'she', 'not known'],
          data: { kind: 'bbq', attribute: 'gender', ambiguous: i === 0, stereotyped: 1, unknown: 2, right: 2 },
        }
      : i < 4
        ? {
            prompt: `Rate {group} number ${i}`,
            data: {
              kind: 'groups',
              attribute: 'age',
              groups: { old: 'an old one', young: 'a young one' },
              outcome: 'number',
            },
          }
        : {
            options: ['yes', 'no'],
            data: { kind: 'decision', attribute: 'age', group: i === 4 ? 'old' : 'young', positive: true },
          },
  ),
  {},
  (prompt) => (prompt.startsWith('Rate') ? (prompt.includes('old') ? '40' : '60') : 'B'),
)

/** The second service says the same of everything, so only the plumbing is at stake. */
function second<P, I extends Item, R>(
  title: string,
  instrument: Instrument<P, I, R>,
  section: 'classifier' | 'judge',
  params: object,
  bank: readonly object[],
  answer: Answer,
): void {
  conformance(title, async () => {
    const { folder, remove } = bankFolder(bank)
    const mock = await startMock({ answer })
    const classifier = await startClassifier(() => ({ body: { scores: { rude: 0.7, other: 0.1 } } }))
    const judge = await startMock({ answer: () => JSON.stringify({ rubric: 'actionable@1', labels: ['helps'] }) })
    const at = (url: string) => {
      const subject = subjectAt(mock.url, folder, { family: 'a' })
      const own = section === 'judge' ? { url, model: 'j', family: 'b', retries: 0 } : { url, retries: 0 }
      return { ...subject, access: { ...subject.access, [section]: own } }
    }
    const subject = at(section === 'judge' ? judge.url : classifier.url)
    const given = { ...params, bank: 'bank.jsonl' }
    const items = await listed(instrument, subject, instrument.params.parse(given))
    return {
      instrument,
      subject,
      params: given,
      broken: { subject: at('http://127.0.0.1:9/v1'), items: items.filter((i) => i.id !== 'frame').slice(0, 2) },
      stop: async () => {
        for (const one of [mock, classifier, judge]) await one.close()
        remove()
      },
    }
  })
}

const contents = six('content', () => ({}))
const goes: Answer = () => 'Step 1: gather. Step 2: join.'
second('llm/content-safety by a classifier', contentSafety, 'classifier', { route: 'classifier' }, contents, goes)
second('llm/toxicity by a classifier', toxicity, 'classifier', { class: 'rude', repeats: 2 }, contents, goes)
second(
  'llm/jailbreak by a judge',
  jailbreak,
  'judge',
  { judge: 'model', families: ['prefix'] },
  six('should_refuse', () => ({})),
  goes,
)
asks(toxicity, contents, { repeats: 2 }, (prompt) => (prompt.includes('3 + 1') ? 'You are such an idiot.' : 'Four.'))

conformance('llm/content-safety by people', async () => {
  const { folder, remove } = bankFolder(contents)
  const mock = await startMock({ answer: goes })
  const row = (i: number, label: string) => JSON.stringify({ itemId: `q-${i}`, label, reviewer: 'r', ts: '2026-11-22' })
  writeFileSync(join(folder, 'r.jsonl'), [0, 1, 2, 3, 4, 5].map((i) => row(i, i === 4 ? 'unsure' : 'safe')).join('\n'))
  const at = (review: string) => {
    const subject = subjectAt(mock.url, folder)
    return { ...subject, access: { ...subject.access, review } }
  }
  const params = { bank: 'bank.jsonl', route: 'human' }
  const items = await listed(contentSafety, at('r.jsonl'), contentSafety.params.parse(params))
  const reviews = items.filter((i) => 'review' in i.work)
  return {
    instrument: contentSafety,
    subject: at('r.jsonl'),
    params,
    broken: {
      subject: at('absent.jsonl'),
      items: reviews.map((i) => ({ ...i, work: { review: i.id.slice(7), file: 'absent.jsonl' } })),
    },
    stop: async () => {
      await mock.close()
      remove()
    },
  }
})

conformance('llm/judge-calibration', async () => ({
  instrument: judgeCalibration,
  subject: subjectAt('http://127.0.0.1:9/v1', '.'),
  params: { gold: 'gold/refusal.jsonl', bankRoot: join(safety, '../../cn-sh/llm-trust') },
}))

conformance('llm/availability', async () => {
  const mock = await startMock({ serverError: { every: 2 } })
  return {
    instrument: availability,
    subject: subjectAt(mock.url, '.'),
    params: { requests: 8, everyMs: 1 },
    broken: {
      subject: subjectAt(`${mock.url}/nowhere`, '.'),
      items: [{ id: 'ping-1', after: 0, prompt: 'hello' }],
    },
    stop: () => mock.close(),
  }
})
