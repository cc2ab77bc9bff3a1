import { readFileSync, statSync } from 'node:fs'
import { nearestName } from '../../language/names.ts'
import { done, failed, type Outcome, type Problem, problem } from '../../language/problem.ts'
import type { Answers, Question } from './questions.ts'
import type { Value } from './values.ts'

const LARGEST = 1_000_000

/** Reads a file of answers: JSON with the keys of the questions, nested or with points (`{"facts": {"trains": "yes"}}`). */
export function readAnswers(file: string): Outcome<ReadonlyMap<string, string>> {
  const refuse = (got: string) =>
    failed<never>(
      problem(
        'answers-unreadable',
        { zh: '回答文件读不出来', en: 'The file of answers cannot be read' },
        { place: { file }, expected: '{ "facts": { … } }', got },
      ),
    )
  let value: unknown
  try {
    if (statSync(file).size > LARGEST) return refuse(`> ${LARGEST} B`)
    value = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
  } catch (e) {
    return refuse((e as Error).message)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(JSON.stringify(value).slice(0, 40))
  const flat = new Map<string, string>()
  flatten(value, '', flat, 0)
  return done(flat)
}

function flatten(value: unknown, key: string, into: Map<string, string>, depth: number): void {
  if (Array.isArray(value)) into.set(key, value.map(String).join(', '))
  else if (typeof value === 'object' && value !== null && depth < 4)
    for (const [k, v] of Object.entries(value)) flatten(v, key === '' ? k : `${key}.${k}`, into, depth + 1)
  else into.set(key, value === true ? 'yes' : value === false ? 'no' : value === null ? '' : String(value))
}

/** `facts.trains=yes` as given on the command line. */
export function readSettings(settings: readonly string[]): Outcome<ReadonlyMap<string, string>> {
  const wrong = settings.filter((s) => !/^[^=\s]+=/.test(s))
  if (wrong.length > 0)
    return failed(
      ...wrong.map((got) =>
        problem(
          'usage',
          { zh: '--set 的写法不对', en: '--set is not written as it should be' },
          { expected: 'facts.trains=yes', got },
        ),
      ),
    )
  return done(new Map(settings.map((s) => [s.slice(0, s.indexOf('=')), s.slice(s.indexOf('=') + 1)])))
}

/** Answers by their questions; an empty one is not known. Every problem at once, an unknown key with the nearest there is. */
export function settle(
  given: ReadonlyMap<string, string>,
  questions: (answers: Answers) => readonly Question[],
): Outcome<Answers> {
  const answers = new Map<string, Value | null>()
  const problems: Problem[] = []
  for (const round of [0, 1]) {
    for (const q of questions(answers)) {
      const text = given.get(q.key)
      // the first round settles which standards are asked, and with them which facts
      if (text === undefined || (round === 0) !== (q.key === 'standards')) continue
      const read = text.trim() === '' ? done(null) : q.read(text)
      if (read.ok) answers.set(q.key, read.value)
      else problems.push(...read.problems)
    }
    if (round === 0 && !answers.has('standards') && problems.length === 0)
      answers.set('standards', all(questions(answers)[0]))
  }
  const keys = questions(answers).map((q) => q.key)
  for (const key of given.keys()) {
    if (keys.includes(key)) continue
    const near = nearestName(key, keys)
    problems.push(
      problem(
        'unknown-name',
        { zh: `没有“${key}”这个问题`, en: `There is no question "${key}"` },
        { got: key, ...(near ? { next: { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } } : {}) },
      ),
    )
  }
  if (problems.length > 0) return failed(...problems)
  if (!given.has('standards')) answers.delete('standards')
  return done(answers)
}

const all = (q: Question | undefined): readonly string[] => q?.options.map((o) => o.id) ?? []
