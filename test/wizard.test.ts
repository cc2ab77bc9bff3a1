import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { findStandard } from '../src/assessment/library.ts'
import { dialogue } from '../src/cli/wizard/dialogue.ts'
import { factsOf, hint } from '../src/cli/wizard/facts.ts'
import { settle } from '../src/cli/wizard/given.ts'
import { type Answers, questionsFor } from '../src/cli/wizard/questions.ts'
import { subjectText } from '../src/cli/wizard/subject-text.ts'
import { askable, readFact } from '../src/cli/wizard/values.ts'
import { ended, type Said, started, workshop } from './support/command.ts'

const work = workshop()
afterAll(() => work.remove())
const place = { cwd: work.path, home: join(work.path, 'home') }
const ids = [
  'cn/genai-interim-measures',
  'cn/genai-labelling',
  'cn/genai-service-safety',
  'cn-sh/genai-grading',
  'cn-sh/llm-trust',
]
const standards = ids.map((id) => {
  const found = findStandard(id)
  if (!found.ok) throw new Error(id)
  return found.value.standard
})
const questions = (answers: Answers) => questionsFor(standards, answers)

/** `plumbline` with lines on its standard input. */
function piped(lines: string, ...args: string[]): Promise<Said> {
  const child = started(args, place, { stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin!.end(lines)
  return ended(child)
}

/** Talks with prepared lines; what is asked is written down. */
function prepared(lines: readonly string[]) {
  const rest = [...lines]
  const asked: string[] = []
  const presets: (string | undefined)[] = []
  return {
    asked,
    presets,
    talk: {
      ask: async (q: { key: string }, preset: string | undefined) => {
        asked.push(q.key)
        presets.push(preset)
        return rest.shift()
      },
      again: () => true,
    },
  }
}

describe('what is asked', () => {
  test('every fact of every standard, once, with a title in both languages', () => {
    const facts = factsOf(standards)
    const names = facts.map((f) => f.name)
    expect(new Set(names).size).toBe(names.length)
    for (const s of standards) for (const name of s.facts.keys()) expect(names).toContain(name)
    for (const f of facts) expect([f.name, Boolean(f.title.zh), Boolean(f.title.en)]).toEqual([f.name, true, true])
  })

  test('a name that two standards share means the same in both', () => {
    const all = factsOf(standards)
    for (const s of standards)
      for (const f of factsOf([s]))
        expect([f.name, hint(f)]).toEqual([f.name, hint(all.find((g) => g.name === f.name)!)])
  })

  test('only the facts of the standards that were chosen', () => {
    const keys = questions(new Map([['standards', ['cn/genai-labelling']]])).map((q) => q.key)
    expect(keys).toContain('facts.makesAudio')
    expect(keys).not.toContain('facts.trains')
  })
})

describe('the dialogue', () => {
  test('goes back, keeps the former answer as default, and takes it with an empty line', async () => {
    const { talk, asked, presets } = prepared(['3', 'acme/chat', '<', '', '对话', '>'])
    const done = await dialogue(questions, new Map(), talk)
    expect(asked.slice(0, 5)).toEqual(['standards', 'id', 'title.zh', 'id', 'title.zh'])
    expect(presets[3]).toBe('acme/chat')
    expect(done.kind === 'done' && done.answers.get('id')).toBe('acme/chat')
    expect(done.kind === 'done' && done.answers.get('title.zh')).toBe('对话')
    expect(done.kind === 'done' && done.answers.get('facts.trains')).toBeNull()
  })

  test('going back past the first question stays there', async () => {
    const { talk, asked } = prepared(['<', '<', '2', '>'])
    await dialogue(questions, new Map(), talk)
    expect(asked).toEqual(['standards', 'standards', 'standards', 'id'])
  })

  test('a dash takes an answer back to not known', async () => {
    const start = settle(new Map([['standards', 'cn/genai-labelling']]), questions)
    const given = new Map(start.ok ? start.value : [])
    for (const q of questions(given)) if (!q.key.startsWith('facts.') && !given.has(q.key)) given.set(q.key, null)
    const { talk } = prepared(['yes', '<', '-', '>'])
    const done = await dialogue(questions, given, talk)
    expect(done.kind === 'done' && done.answers.get('facts.offersPublic')).toBeNull()
  })

  test('an answer that is wrong is asked again', async () => {
    const { talk, asked } = prepared(['nothing', '1, 3', '>'])
    const done = await dialogue(questions, new Map(), talk)
    expect(asked).toEqual(['standards', 'standards', 'id'])
    expect(done.kind === 'done' && done.answers.get('standards')).toEqual([ids[0], ids[2]])
  })
})

describe('answers', () => {
  const fact = (name: string) => factsOf(standards).find((f) => f.name === name)!
  test.each([
    ['trains', '是', 'yes'],
    ['trains', 'N', 'no'],
    ['domain', '3', 'finance'],
    ['domain', 'finance', 'finance'],
    ['modality', '1、text，code', ['text', 'code']],
    ['impact', '5', '5'],
    ['users', '1200000', '1200000'],
    ['launchedOn', '2026-11-22', '2026-11-22'],
    ['autonomy', '2', fact('autonomy').levels[1]!.id],
  ])('%s %s', (name, answer, value) => {
    const read = readFact(fact(name), answer)
    expect(read.ok && read.value).toEqual(value)
  })
  test.each([
    ['trains', 'maybe'],
    ['trains', 'constructor'],
    ['domain', '99'],
    ['domain', '0'],
    ['modality', 'text, smell'],
    ['impact', '6'],
    ['impact', '2.5'],
    ['users', '-1'],
    ['launchedOn', '2026-02-30'],
    ['autonomy', 'A9'],
  ])('%s does not take %s, and says what it may be', (name, answer) => {
    const read = readFact(fact(name), answer)
    expect(read.ok).toBe(false)
    if (!read.ok) expect(read.problems[0]!.expected).toBe(hint(fact(name)))
  })

  test('a key that stands where its name is asked is refused and not said back', () => {
    const read = settle(new Map([['endpoint.apiKeyEnv', 'sk-verysecret123']]), questions)
    expect(read.ok).toBe(false)
    expect(JSON.stringify(read)).not.toContain('verysecret')
  })

  test('an address with a password in it is refused', () => {
    expect(settle(new Map([['endpoint.url', 'https://me:secret@example.com/v1']]), questions).ok).toBe(false)
  })

  test('an unknown key is said with the nearest', () => {
    const read = settle(new Map([['facts.trians', 'yes']]), questions)
    expect(!read.ok && read.problems[0]!.next?.en).toContain('facts.trains')
  })
})

describe('the file', () => {
  test('every answer that is taken is read back as it was', () => {
    const facts = factsOf(standards).filter(askable)
    const values = facts.map((f) => {
      const some = ['yes', '1', '1, 2', '2026-11-22'].find((a) => readFact(f, a).ok)
      return [`facts.${f.name}`, some ?? 'yes'] as const
    })
    fc.assert(
      fc.property(fc.subarray(values), fc.string({ minLength: 1, maxLength: 60 }), (some, title) => {
        fc.pre(title.trim() !== '')
        const given = settle(new Map([...some, ['title.zh', title]]), questions)
        expect(given.ok).toBe(true)
        if (!given.ok) return
        const file = join(work.path, 'property.yaml')
        writeFileSync(file, subjectText(standards, given.value, 'zh'))
        const text = readFileSync(file, 'utf8')
        for (const [key] of some) expect(text).toMatch(new RegExp(`^  ${key.slice(6)}: `, 'm'))
        expect(text).toContain(`zh: ${JSON.stringify(title.trim())}`)
      }),
      { numRuns: 60 },
    )
  })

  const answers = {
    id: 'acme/chat',
    title: { zh: '对话“服务”: #1', en: 'Chat' },
    version: '2026.11',
    endpoint: { url: 'https://llm.example.com/v1', model: 'm-1', apiKeyEnv: 'ACME_KEY' },
    banks: true,
    facts: {
      offersPublic: true,
      trains: false,
      modality: ['text', 'code'],
      domain: 'finance',
      autonomy: 'A1',
      launchedOn: '2026-01-05',
    },
  }

  test('from a file of answers, passes plan against each of the standards', async () => {
    writeFileSync(join(work.path, 'answers.json'), JSON.stringify(answers))
    const made = await piped(
      '',
      'init',
      '--for',
      'genai-service',
      '--answers',
      'answers.json',
      '--yes',
      '-o',
      'service.yaml',
      '--json',
    )
    expect(made.code, made.stderr).toBe(0)
    const said = JSON.parse(made.stdout)
    expect(said.standards).toEqual(ids)
    expect(said.answers['facts.modality']).toEqual(['text', 'code'])
    expect(said.next[0]).toBe('plumbline plan service.yaml --against cn/genai-interim-measures')
    for (const id of ids) {
      const plan = await piped('', 'plan', 'service.yaml', '-a', id, '--json')
      expect([id, plan.code === 0 || plan.code === 3, plan.stderr.includes('"error"')]).toEqual([id, true, false])
      const facts = JSON.parse(plan.stdout).facts as string[]
      expect(facts).not.toContain('offersPublic')
      expect(facts).not.toContain('domain')
    }
  })

  test('from a pipe, in Chinese; the questions do not mix with the result', async () => {
    const said = await piped(
      'cn/genai-labelling\nacme/x\n标识\nLabels\n1\n\n\n\n\n是\n',
      'init',
      '--for',
      'genai-service',
      '-o',
      'piped.yaml',
      '--lang',
      'zh',
    )
    expect(said.code, said.stderr).toBe(0)
    expect(said.stderr).toContain('要按哪些标准评价')
    expect(said.stderr).toMatch(/其余 \d+ 个问题取默认值或未知/)
    expect(said.stdout).toBe('已生成 piped.yaml\n下一步运行: plumbline plan piped.yaml --against cn/genai-labelling\n')
    expect(readFileSync(join(work.path, 'piped.yaml'), 'utf8')).toContain('  offersPublic: yes   # 面向境内公众提供')
  })

  test('is not overwritten without --force', async () => {
    writeFileSync(join(work.path, 'mine.yaml'), 'mine')
    const said = await piped('', 'init', '--for', 'genai-service', '--yes', '-o', 'mine.yaml')
    expect([said.code, readFileSync(join(work.path, 'mine.yaml'), 'utf8')]).toEqual([2, 'mine'])
    const forced = await piped('', 'init', '--for', 'genai-service', '--yes', '--force', '-o', 'mine.yaml')
    expect(forced.code).toBe(0)
    expect(readFileSync(join(work.path, 'mine.yaml'), 'utf8')).toContain('id: "my-company/my-service"')
  })

  test('is not there after a wrong answer in a pipe, nor after an interrupt', async () => {
    const wrong = await piped('7\n', 'init', '--for', 'genai-service', '-o', 'none.yaml')
    expect(wrong.code).toBe(2)
    expect(wrong.stderr).toContain('answer-invalid')
    const child = started(['init', '--for', 'genai-service', '-o', 'none.yaml'], place, {
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const said = ended(child)
    await new Promise((go) => child.stderr!.once('data', go))
    child.kill('SIGINT')
    await said
    expect(existsSync(join(work.path, 'none.yaml'))).toBe(false)
    expect(existsSync(join(work.path, 'none.yaml.part'))).toBe(false)
  })
})

describe('use', () => {
  test.each([
    { args: ['init'], says: /--against or --for/ },
    { args: ['init', '--for', 'genai-servise'], says: /did you mean "genai-service"/ },
    { args: ['init', '--for', 'genai-service', '--answers', 'no.json'], says: /answers-unreadable/ },
    { args: ['init', '--for', 'genai-service', '--set', 'trains'], says: /facts\.trains=yes/ },
    {
      args: ['init', '--for', 'genai-service', '--set', 'facts.trains=perhaps'],
      says: /facts\.trains: answer-invalid/,
    },
  ])('$args is refused', async ({ args, says }) => {
    const said = await piped('', ...args)
    expect([said.code, said.stdout]).toEqual([2, ''])
    expect(said.stderr).toMatch(says)
  })
})
