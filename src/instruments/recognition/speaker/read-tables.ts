import { Growing } from '../../../metrics/growing.ts'
import { scoreOf } from '../files/cell.ts'
import type { Parsed } from '../files/refusal.ts'
import type { Source } from '../files/source.ts'
import { readTable } from '../files/table.ts'
import { labels } from '../verification/columns.ts'
import type { SpeakerAccess } from './access.ts'
import type { ClusterKind } from './params.ts'
import { numbered, type Trials, within } from './trials.ts'

const columns = {
  label: { names: ['label', 'target', 'mated', 'genuine', '标签', '类别', '同人'] },
  score: { names: ['score', 'similarity', 'distance', 'llr', '分数', '得分', '相似度', '距离'] },
  enroll: { names: ['enroll', 'enrol', 'model', 'enroll_id', '注册'], optional: true },
  test: { names: ['test', 'segment', 'test_id', '测试'], optional: true },
  enrollSpeaker: { names: ['enroll_speaker', 'speaker', '注册说话人', '说话人'], optional: true },
  testSpeaker: { names: ['test_speaker', '测试说话人'], optional: true },
} as const

/** Trials of tables; clusters are speakers where all are named, else ids where all are, else each trial. */
export async function tables(access: Extract<SpeakerAccess, { format: 'table' }>, source: Source): Promise<Trials> {
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
