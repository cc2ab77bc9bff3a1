import { ProblemError, problem } from '../../../language/problem.ts'
import { scoreOf } from '../files/cell.ts'
import type { Parsed } from '../files/refusal.ts'
import type { Source } from '../files/source.ts'
import { type Row, readTable } from '../files/table.ts'
import type { ClassificationAccess } from './access.ts'

/** One row as the table gives it; `said` is null where there is no prediction, a score NaN where there is none. */
export interface ClassifiedRow {
  readonly id: string
  readonly truth: readonly string[]
  readonly said: readonly string[] | null
  /** whether the row has a cell for a prediction at all */
  readonly named: boolean
  readonly stratum: string
  readonly cluster: string
  readonly scores: readonly (readonly [name: string, score: number])[]
}

const columns = {
  id: { names: ['id', '编号'] },
  truth: { names: ['y_true', 'truth', 'label', 'labels', '真实', '标签', 'annotator_1', '标注员1'] },
  said: { names: ['y_pred', 'prediction', 'predicted', '预测', 'annotator_2', '标注员2'], optional: true },
  stratum: { names: ['stratum', 'group', '分层', '组别'], optional: true },
  cluster: { names: ['cluster', '群'], optional: true },
} as const

const SCORE = /^(?:score|得分)_(.+)$/is
const MOST_CLASSES = 1000
const MOST_STRATA = 1000
const MOST_LABELS = 200
const MOST_NAME = 200
/** rows times columns of scores */
const MOST_CELLS = 2 ** 24

/** The rows of all tables. ProblemError: classification-too-large, and those of `readTable`. */
export async function* rowsOf(access: ClassificationAccess, source: Source): AsyncGenerator<ClassifiedRow> {
  const ids = new Set<string>()
  const classes = new Set<string>()
  const strata = new Set<string>()
  const scored = new Map<string, string | undefined>()
  let cells = 0
  const parse = (row: Row<keyof typeof columns>): Parsed<ClassifiedRow> => {
    const parsed = rowOf(row, access.labels === 'several', scored)
    if ('expected' in parsed) return parsed
    const id = row.cell('id')
    if (ids.has(id)) return { expected: 'id: not listed before', got: id.slice(0, 80) }
    ids.add(id)
    return parsed
  }
  for (const file of access.tables) {
    for await (const row of readTable(source, file, columns, parse)) {
      for (const name of [...row.truth, ...(row.said ?? []), ...row.scores.map(([n]) => n)]) classes.add(name)
      strata.add(row.stratum)
      cells += Math.max(1, row.scores.length)
      if (classes.size > MOST_CLASSES || strata.size > MOST_STRATA || cells > MOST_CELLS)
        throw new ProblemError([tooLarge(file)])
      yield row
    }
  }
}

function rowOf(
  row: Row<keyof typeof columns>,
  several: boolean,
  scored: Map<string, string | undefined>,
): Exclude<Parsed<ClassifiedRow>, undefined> {
  const id = row.cell('id')
  if (id === '') return { expected: 'id: a name' }
  const truth = labelsOf(row.cell('truth'), several)
  if (!row.has('truth') || truth === undefined || (!several && truth.length === 0))
    return {
      expected: several ? 'y_true: labels separated by |' : 'y_true: a class',
      got: row.cell('truth').slice(0, 80),
    }
  const named = row.has('said')
  const said = labelsOf(row.cell('said'), several)
  if (said === undefined) return { expected: 'y_pred: a class', got: row.cell('said').slice(0, 80) }
  const scores: (readonly [string, number])[] = []
  for (const [column, text] of row.all) {
    if (!scored.has(column)) scored.set(column, SCORE.exec(column)?.[1])
    const name = scored.get(column)
    if (name === undefined) continue
    const score = scoreOf(text)
    if (score === undefined) return { expected: `${column}: a number`, got: text.slice(0, 80) }
    scores.push([name, score])
  }
  return {
    id,
    truth,
    said: named && (several || said.length > 0) ? said : null,
    named,
    stratum: row.cell('stratum').slice(0, MOST_NAME),
    cluster: row.cell('cluster').slice(0, MOST_NAME),
    scores,
  }
}

/** Labels of a cell, each once; undefined where there are too many or one is too long. */
function labelsOf(text: string, several: boolean): readonly string[] | undefined {
  if (text === '') return []
  const labels = several ? [...new Set(text.split('|').map((l) => l.trim()))].filter((l) => l !== '') : [text]
  return labels.length > MOST_LABELS || labels.some((l) => l.length > MOST_NAME) ? undefined : labels
}

function tooLarge(file: string) {
  return problem(
    'classification-too-large',
    { zh: '表太大，放不进一次测量。', en: 'The table is too large for one measure.' },
    {
      place: { file },
      expected: `at most ${MOST_CLASSES} classes, ${MOST_STRATA} strata, and 2^24 rows times columns of scores`,
      next: { zh: '分成几个部分分别测量。', en: 'Measure it in parts.' },
    },
  )
}
