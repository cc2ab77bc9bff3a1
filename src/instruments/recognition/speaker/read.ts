import { ProblemError, problem } from '../../../language/problem.ts'
import { Growing } from '../../../metrics/growing.ts'
import { scoreOf } from '../files/cell.ts'
import type { Parsed } from '../files/refusal.ts'
import type { Source } from '../files/source.ts'
import { readTable } from '../files/table.ts'
import { labels } from '../verification/columns.ts'
import type { SpeakerAccess } from './access.ts'
import type { ClusterKind, Intake } from './params.ts'

/** All trials, in the order of their list. Scores as similarities; NaN: no score, Infinity: a non-target trial without a line of its own. */
export interface Trials {
  readonly scores: Float64Array
  readonly genuine: Uint8Array
  /** clusters of both sides */
  readonly a: Uint32Array
  readonly b: Uint32Array
  readonly clusters: number
  readonly by: ClusterKind
  readonly missing: { readonly targets: number; readonly nonTargets: number }
  readonly intake: Intake
}

const MOST = 10_000_000
const SHOWN = 20

/** Trials with their scores. ProblemError: speaker-too-many, and those of the files. */
export async function readTrials(access: SpeakerAccess, source: Source): Promise<Trials> {
  return access.format === 'kaldi' ? kaldi(access, source) : tables(access, source)
}

interface Trial {
  readonly target: boolean
  readonly enroll: string
  readonly test: string
}

async function kaldi(access: Extract<SpeakerAccess, { format: 'kaldi' }>, source: Source): Promise<Trials> {
  const at = new Map<string, number>()
  const list: Trial[] = []
  for await (const trial of source.read(access.trials, trialLine(at))) {
    at.set(`${trial.enroll} ${trial.test}`, list.length)
    list.push(trial)
    within(list.length)
  }
  const sign = access.polarity === 'distance' ? -1 : 1
  const scores = new Float64Array(list.length)
  const seen = new Uint8Array(list.length)
  const extra: string[] = []
  let others = 0
  const lines = source.read(access.scores, (line): Parsed<{ key: string; score: number }> => {
    if (line.trim() === '') return undefined
    const [enroll, test, text, more] = line.trim().split(/\s+/)
    if (text === undefined || more !== undefined) return { expected: 'enroll test score' }
    const [key, score] = [`${enroll} ${test}`, scoreOf(text)]
    if (score === undefined)
      return { expected: 'score: a decimal number', column: line.lastIndexOf(text) + 1, got: text }
    if (seen[at.get(key) ?? -1] === 1) return { expected: 'a trial: not listed before', got: key }
    return { key, score }
  })
  for await (const { key, score } of lines) {
    const place = at.get(key)
    if (place === undefined) {
      if (extra.length < SHOWN) extra.push(key)
      others++
      continue
    }
    seen[place] = 1
    scores[place] = score * sign + 0
  }
  const missing = { targets: 0, nonTargets: 0 }
  list.forEach(({ target }, i) => {
    if (seen[i] === 1) return
    scores[i] = target ? Number.NaN : Number.POSITIVE_INFINITY
    missing[target ? 'targets' : 'nonTargets']++
  })
  const speakers = new Map<string, string>()
  if (access.speakers !== undefined) {
    const rows = source.read(access.speakers, (line): Parsed<{ id: string; speaker: string }> => {
      if (line.trim() === '') return undefined
      const [id, speaker, more] = line.trim().split(/\s+/)
      return speaker === undefined || more !== undefined ? { expected: 'id speaker' } : { id: id!, speaker }
    })
    for await (const { id, speaker } of rows) speakers.set(id, speaker)
  }
  const without = new Set<string>()
  const speakerOf = (id: string) => {
    if (access.speakers !== undefined && !speakers.has(id)) without.add(id)
    return speakers.get(id) ?? id
  }
  const sides = list.map((t) => [speakerOf(t.enroll), speakerOf(t.test)] as const)
  return {
    scores,
    genuine: Uint8Array.from(list, (t) => Number(t.target)),
    ...numbered(sides),
    by: access.speakers === undefined ? 'id' : 'speaker',
    missing,
    intake: { ...source.reading(), extra: others, extraTrials: extra, withoutSpeaker: without.size },
  }
}

/** The label may stand first or last; which is settled by the first line. */
function trialLine(at: ReadonlyMap<string, number>): (line: string) => Parsed<Trial> {
  let first: boolean | undefined
  return (line) => {
    if (line.trim() === '') return undefined
    const cells = line.trim().split(/\s+/)
    first ??= labels.has(cells[0]!.toLowerCase())
    const label = labels.get((first ? cells[0] : cells[2])?.toLowerCase() ?? '')
    if (cells.length !== 3 || label === undefined)
      return { expected: first ? 'label enroll test' : 'enroll test label', got: line.trim().slice(0, 80) }
    const [enroll, test] = (first ? cells.slice(1) : cells.slice(0, 2)) as [string, string]
    if (at.has(`${enroll} ${test}`)) return { expected: 'a trial: not listed before', got: `${enroll} ${test}` }
    return { target: label === 'genuine', enroll, test }
  }
}

const columns = {
  label: { names: ['label', 'target', 'mated', 'genuine', '标签', '类别', '同人'] },
  score: { names: ['score', 'similarity', 'distance', 'llr', '分数', '得分', '相似度', '距离'] },
  enroll: { names: ['enroll', 'enrol', 'model', 'enroll_id', '注册'], optional: true },
  test: { names: ['test', 'segment', 'test_id', '测试'], optional: true },
  enrollSpeaker: { names: ['enroll_speaker', 'speaker', '注册说话人', '说话人'], optional: true },
  testSpeaker: { names: ['test_speaker', '测试说话人'], optional: true },
} as const

async function tables(access: Extract<SpeakerAccess, { format: 'table' }>, source: Source): Promise<Trials> {
  const sign = access.polarity === 'distance' ? -1 : 1
  const [scores, genuine] = [new Growing(), new Growing()]
  const sides: (readonly [string, string])[] = []
  const [speakers, ids]: [(readonly [string, string])[], (readonly [string, string])[]] = [[], []]
  for (const file of [access.trials].flat()) {
    const rows = readTable(
      source,
      file,
      columns,
      (row): Parsed<{ target: boolean; score: number; cells: string[] }> => {
        const label = labels.get(row.cell('label').toLowerCase())
        if (label === undefined) return { expected: `label: ${[...labels.keys()].join(' | ')}`, got: row.cell('label') }
        const score = scoreOf(row.cell('score'))
        if (score === undefined) return { expected: 'score: a decimal number, or nothing', got: row.cell('score') }
        const names = ['enroll', 'test', 'enrollSpeaker', 'testSpeaker'] as const
        return { target: label === 'genuine', score, cells: names.map((n) => row.cell(n)) }
      },
    )
    for await (const { target, score, cells } of rows) {
      scores.push(score * sign + 0)
      genuine.push(Number(target))
      ids.push([cells[0]!, cells[1]!])
      // a target trial has one speaker; one column says it for both sides
      speakers.push([cells[2]!, cells[3]! || (target ? cells[2]! : '')])
      within(ids.length)
    }
  }
  const whole = (pairs: readonly (readonly [string, string])[]) =>
    pairs.length > 0 && pairs.every(([x, y]) => x !== '' && y !== '')
  const by: ClusterKind = whole(speakers) ? 'speaker' : whole(ids) ? 'id' : 'trial'
  if (by !== 'trial') sides.push(...(by === 'speaker' ? speakers : ids))
  else for (let i = 0; i < ids.length; i++) sides.push([String(i), String(i)])
  return {
    scores: scores.values().slice(),
    genuine: Uint8Array.from(genuine.values()),
    ...numbered(sides, by !== 'trial'),
    by,
    missing: { targets: 0, nonTargets: 0 },
    intake: { ...source.reading(), extra: 0, extraTrials: [], withoutSpeaker: 0 },
  }
}

/** Names as numbers, in the order of the names: the order of lines is nothing to a resample. */
function numbered(sides: readonly (readonly [string, string])[], sorted = true) {
  const all = [...new Set(sides.flat())]
  if (sorted) all.sort()
  const numbers = new Map(all.map((name, i) => [name, i]))
  return {
    a: Uint32Array.from(sides, ([x]) => numbers.get(x)!),
    b: Uint32Array.from(sides, ([, y]) => numbers.get(y)!),
    clusters: all.length,
  }
}

function within(count: number): void {
  if (count <= MOST) return
  throw new ProblemError([
    problem(
      'speaker-too-many',
      { zh: '试验过多。', en: 'There are too many trials.' },
      {
        expected: `at most ${MOST} trials`,
        next: { zh: '按条件拆分评测。', en: 'Assess them in parts, by condition.' },
      },
    ),
  ])
}
