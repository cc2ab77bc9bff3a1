import { createHash } from 'node:crypto'
import { type Problem, ProblemError, problem } from '../../../language/problem.ts'
import type { Instrument, Item } from '../../contract.ts'
import type { Reading } from '../files/refusal.ts'
import { refusalWarnings, Source } from '../files/source.ts'
import { accessOf } from './access.ts'
import {
  type ClassificationParams,
  type ClassificationResult,
  classificationProduces,
  type RowsResult,
} from './params.ts'
import { partOf } from './part.ts'
import { classificationReducer } from './reduce.ts'
import { type ClassifiedRow, rowsOf } from './rows.ts'

/** Rows of one item. */
const AT_ONCE = 1000

type ClassificationItem = Item &
  ({ readonly part: RowsResult } | { readonly intake: Reading; readonly part?: undefined })

/** Predicted labels and scores of a classifier against the truth; or two annotators against each other. */
export const classification: Instrument<ClassificationParams, ClassificationItem, ClassificationResult> = {
  ...classificationReducer,
  title: { zh: '分类', en: 'Classification' },
  method: {
    title: {
      zh: '混淆矩阵按整数计数；曲线下面积与平均精度按全部得分精确计算，不插值；校准误差按等宽分箱',
      en: 'A confusion matrix in whole numbers; areas and average precision from all scores exactly, without interpolation; calibration error over bins of one width',
    },
    source:
      'scikit-learn 1.2.1 (metrics); Cohen (1960); Gorodkin (2004); Hand and Till (2001); Naeini et al. (2015), Guo et al. (2017); ISO/IEC TS 4213:2022',
  },
  produces: classificationProduces,
  material: (fixed) => String(fixed['section'] ?? 'classification'),
  async check(subject, params) {
    const access = accessOf(subject, params.section)
    if (!access.ok) return access.problems
    const source = new Source(subject.folder, params.section)
    let [rows, said] = [0, false]
    try {
      for await (const row of rowsOf(access.value, source)) {
        rows++
        said ||= row.named || row.scores.length > 0
      }
    } catch (error) {
      if (error instanceof ProblemError) return error.problems
      throw error
    }
    if (rows === 0) return [nothing(params.section), ...refusalWarnings(source.reading())]
    return said ? refusalWarnings(source.reading()) : [nothingSaid(access.value.tables[0]!)]
  },
  async *items(subject, params) {
    const access = accessOf(subject, params.section)
    if (!access.ok) throw new ProblemError(access.problems)
    const source = new Source(subject.folder, params.section)
    let number = 0
    let rows: ClassifiedRow[] = []
    const item = () => {
      const part = partOf(rows, access.value.labels)
      return { id: idOf(String(number++).padStart(5, '0'), part), part }
    }
    for await (const row of rowsOf(access.value, source)) {
      rows.push(row)
      if (rows.length < AT_ONCE) continue
      yield item()
      rows = []
    }
    if (rows.length > 0) yield item()
    const intake = source.reading()
    yield { id: idOf('intake', intake), intake }
  },
  measure: async (item) => (item.part === undefined ? { kind: 'intake', intake: item.intake } : item.part),
}

/** The hash makes it another item when the files change under a run that goes on. */
function idOf(part: string, content: object): string {
  return `${part}-${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12)}`
}

function nothing(section: string): Problem {
  return problem(
    'classification-nothing',
    { zh: '没有读到一行可计的样本。', en: 'Not one sample could be read.' },
    { next: { zh: `检查 access.${section} 的表。`, en: `Check the table under access.${section}.` } },
  )
}

function nothingSaid(file: string): Problem {
  return problem(
    'classification-nothing-said',
    { zh: '表里既没有预测列，也没有得分列。', en: 'The table has neither predictions nor scores.' },
    { place: { file }, expected: 'y_pred, or score_CLASS for each class' },
  )
}
