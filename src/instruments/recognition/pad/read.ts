import { z } from 'zod'
import { type Outcome, problem } from '../../../language/problem.ts'
import { readAccess } from '../../access.ts'
import type { Subject } from '../../contract.ts'
import { scoreOf } from '../files/cell.ts'
import type { Parsed } from '../files/refusal.ts'
import type { Source } from '../files/source.ts'
import { type Row, readTable } from '../files/table.ts'
import { tablePaths } from '../files/table-path.ts'
import type { PadRow } from './params.ts'

const padAccess = z.strictObject({ presentations: tablePaths })
export type PadAccess = z.infer<typeof padAccess>

export function accessOf(subject: Subject, section: string): Outcome<PadAccess> {
  return readAccess(subject, section, padAccess, (fault) =>
    problem(
      'pad-access',
      {
        zh: '被测对象没有正确写明呈现攻击检测的结果表。',
        en: 'The subject does not name its tables of presentations as it should.',
      },
      {
        ...fault,
        expected: '{presentations: FILE | [FILE, …]}, each .csv, .tsv, .txt, .jsonl or .parquet',
        next: { zh: '在对象描述的 access 里补上这一段。', en: 'Write it under access of the subject.' },
      },
    ),
  )
}

const columns = {
  id: { names: ['presentation_id', 'presentation', 'id', '呈现编号', '编号'] },
  label: { names: ['label', 'class', '标签', '类别'] },
  subject: { names: ['subject_id', 'subject', '人员编号', '人员'], optional: true },
  species: { names: ['pai_species', 'species', 'attack_type', '攻击种类', '攻击类型'], optional: true },
  level: { names: ['attack_level', 'level', '攻击等级'], optional: true },
  score: { names: ['score', '分数', '得分'], optional: true },
  decision: { names: ['decision', '判定', '决定'], optional: true },
  response: { names: ['response', '应答', '响应'], optional: true },
} as const

const words = <T>(of: readonly (readonly [T, readonly string[]])[]): ReadonlyMap<string, T> =>
  new Map(of.flatMap(([value, names]) => names.map((n) => [n, value] as const)))
const LABELS = words<'bona fide' | 'attack'>([
  ['bona fide', ['bonafide', 'bona-fide', 'bona fide', 'bona_fide', 'live', 'real', 'genuine', '真实', '真人', '活体']],
  ['attack', ['attack', 'spoof', 'fake', 'pa', '攻击', '假体']],
])
const DECISIONS = words<0 | 1>([
  [
    1,
    ['1', 'accept', 'accepted', 'bonafide', 'bona-fide', 'bona fide', 'live', 'real', 'pass', '接受', '通过', '真实'],
  ],
  [0, ['0', 'reject', 'rejected', 'attack', 'spoof', 'fake', 'fail', '拒绝', '攻击', '不通过']],
])
const RESPONSES = words<0 | 1>([
  [1, ['1', 'yes', 'true', 'ok', '有', '是']],
  [0, ['0', 'no', 'false', 'none', 'timeout', '无', '否', '超时']],
])

/** Presentations of all tables; a second line under the same id is refused. */
export async function* presentationsOf(access: PadAccess, source: Source): AsyncGenerator<PadRow> {
  const seen = new Set<string>()
  for (const file of [access.presentations].flat()) {
    const rows = readTable(source, file, columns, (row): Parsed<{ row: PadRow }> => {
      const got = rowOf(row)
      if ('expected' in got) return got
      if (seen.has(got.row[0])) return { expected: 'presentation_id: not listed before', got: got.row[0] }
      seen.add(got.row[0])
      return got
    })
    for await (const { row } of rows) yield row
  }
}

function rowOf(row: Row<keyof typeof columns>): { row: PadRow } | { expected: string; got?: string } {
  const cell = (name: keyof typeof columns) => row.cell(name).toLowerCase()
  const id = row.cell('id')
  if (id === '') return { expected: 'presentation_id' }
  const label = LABELS.get(cell('label'))
  if (label === undefined) return { expected: `label: ${[...LABELS.keys()].join(' | ')}`, got: row.cell('label') }
  const species = row.cell('species')
  if (label === 'attack' && species === '') return { expected: 'pai_species of an attack' }
  const score = scoreOf(row.cell('score'))
  if (score === undefined) return { expected: 'score: a decimal number, or nothing', got: row.cell('score') }
  const decision = DECISIONS.get(cell('decision'))
  if (decision === undefined && cell('decision') !== '')
    return { expected: `decision: ${[...DECISIONS.keys()].join(' | ')}, or nothing`, got: row.cell('decision') }
  const response = RESPONSES.get(cell('response'))
  if (response === undefined && cell('response') !== '')
    return { expected: `response: ${[...RESPONSES.keys()].join(' | ')}, or nothing`, got: row.cell('response') }
  const own = label === 'attack' ? species : null
  return {
    row: [
      ...([id, row.cell('subject'), own, row.cell('level')] as const),
      Number.isNaN(score) ? null : score + 0,
      decision ?? null,
      response ?? null,
    ],
  }
}
