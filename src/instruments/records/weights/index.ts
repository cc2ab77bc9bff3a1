import { done, failed, type Outcome, problem } from '../../../language/problem.ts'
import { ahpWeights, entropyWeights } from '../../../metrics/indicator-weights.ts'
import type { Instrument, Subject } from '../../contract.ts'
import { readCsv } from '../../llm/bank/csv.ts'
import { recordFile } from '../files.ts'
import { type RecordItem, recordWork } from '../work.ts'
import { cellValue, type WeightsParams, type WeightsRow, weightsReducer } from './reduce.ts'

/** Weights of indicators from what people compared, or from values that tell objects apart. */
export const weights: Instrument<WeightsParams, RecordItem<WeightsRow>, WeightsRow> = {
  ...weightsReducer,
  title: { zh: '指标权重', en: 'Weights of indicators' },
  method: {
    title: {
      zh: '层次分析法（主特征向量，一致性比率）或熵权法',
      en: 'Analytic hierarchy process (principal eigenvector, consistency ratio) or entropy weights',
    },
    source: 'Saaty, The Analytic Hierarchy Process (1980); Zeleny, Multiple Criteria Decision Making (1982)',
  },
  produces: {
    weights: {
      kind: 'list',
      fields: {
        name: { kind: 'word', title: { zh: '指标', en: 'indicator' } },
        weight: { kind: 'ratio', title: { zh: '权重', en: 'weight' } },
      },
      title: { zh: '各指标权重', en: 'weights by indicator' },
    },
    consistencyRatio: { kind: 'number', better: 'lower', title: { zh: '一致性比率 CR', en: 'consistency ratio (CR)' } },
    consistent: { kind: 'yes-no', title: { zh: 'CR 小于 0.10', en: 'CR below 0.10' } },
  },
  ...recordWork('weights', rowsOf),
}

/** A table whose first column names the rows and whose first row names the indicators. */
async function rowsOf(
  subject: Subject,
  { method, table }: WeightsParams,
): Promise<Outcome<readonly RecordItem<WeightsRow>[]>> {
  const name = `weights_${table}.csv`
  const file = await recordFile(subject, 'weights', name)
  if (!file.ok) return file
  const { rows, unclosed } = readCsv(file.value.text)
  const columns = rows[0]?.cells.slice(1) ?? []
  const bad = (line: number, expected: string, got?: string) =>
    problem(
      'weights-table',
      { zh: '权重表这一行不合格式。', en: 'This row of the table of weights is not valid.' },
      { place: { file: name, line }, expected, ...(got === undefined ? {} : { got }) },
    )
  if (unclosed !== undefined) return failed(bad(unclosed, 'a closed quotation mark'))
  if (columns.length === 0 || new Set(columns).size < columns.length || columns.includes(''))
    return failed(bad(1, 'names of indicators, each once, behind the first cell'))
  const items: RecordItem<WeightsRow>[] = []
  for (const [row, { line, cells }] of rows.slice(1).entries()) {
    const own = cells.slice(1)
    if (own.length !== columns.length) return failed(bad(line, `${columns.length} numbers`, cells.join(',')))
    if (own.some((c) => cellValue(c) === undefined))
      return failed(bad(line, 'numbers, or quotients such as 1/3', cells.join(',')))
    items.push({ id: `row:${String(row).padStart(4, '0')}`, result: { row, columns, cells: own } })
  }
  try {
    const values = items.map((i) => i.result.cells.map((c) => cellValue(c)!))
    if (method === 'ahp') ahpWeights(values)
    else entropyWeights(values)
  } catch (error) {
    return failed(
      bad(
        1,
        method === 'ahp' ? 'a square table, each pair reciprocal' : 'two or more objects, no value below 0',
        (error as Error).message,
      ),
    )
  }
  return done(items)
}
