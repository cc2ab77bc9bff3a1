import { scoreOf } from '../files/cell.ts'
import type { Parsed } from '../files/refusal.ts'
import type { Source } from '../files/source.ts'
import { labels } from '../verification/columns.ts'
import type { SpeakerAccess } from './access.ts'
import { tables } from './read-tables.ts'
import { numbered, type Trials, within } from './trials.ts'

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
