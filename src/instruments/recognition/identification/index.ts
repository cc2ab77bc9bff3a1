import { type Problem, ProblemError, problem, renderProblem, warning } from '../../../language/problem.ts'
import { type Instrument, SetupError } from '../../contract.ts'
import { refusalWarnings, Source } from '../files/source.ts'
import { accessOf } from './access.ts'
import { idOf, listItems, matrixItems, type SearchItem } from './items.ts'
import {
  type IdentificationParams,
  type IdentificationResult,
  type Intake,
  identificationProduces,
  type SearchRow,
} from './params.ts'
import { identificationReducer } from './reduce.ts'
import { scanRows } from './scan-rows.ts'
import { rowOf } from './searches.ts'
import { readMatrix } from './sidecar.ts'

/** Searches of a gallery: errors at stated false positive identification rates, and the CMC. */
export const identification: Instrument<IdentificationParams, SearchItem, IdentificationResult> = {
  ...identificationReducer,
  title: { zh: '一对多生物特征辨识', en: 'Biometric identification, one to many' },
  method: {
    title: {
      zh: '逐次检索取库外最高分与本人得分、排名；在规定 FPIR 下取 FNIR，不插值；CMC',
      en: 'of each search the best non-mate and the score and rank of the mate; FNIR at stated FPIR without interpolation; CMC',
    },
    source: 'ISO/IEC 19795-1:2021; NIST FRTE 1:N (NISTIR 8271) for FPIR, FNIR, selectivity',
  },
  produces: identificationProduces,
  material: (fixed) => String(fixed['section'] ?? 'identification'),
  errorLimit: 0,
  async check(subject, params) {
    const access = accessOf(subject, params.section)
    if (!access.ok) return access.problems
    try {
      if (access.value.format === 'matrix') {
        const source = new Source(subject.folder, params.section)
        for (const m of access.value.matrices) await readMatrix(source, m)
        return []
      }
      const { items, intake } = await listItems(subject, access.value, params)
      return items.length === 0 ? [nothing()] : warnings(intake)
    } catch (error) {
      if (error instanceof ProblemError) return error.problems
      throw error
    }
  },
  async *items(subject, params) {
    const access = accessOf(subject, params.section)
    if (!access.ok) throw new ProblemError(access.problems)
    if (access.value.format === 'matrix') {
      yield* matrixItems(subject, access.value, params.section)
      return
    }
    const { items, intake } = await listItems(subject, access.value, params)
    yield* items
    yield { id: idOf('intake', intake), result: { kind: 'intake', intake } }
  },
  async measure(item, context) {
    if (item.range === undefined) return item.result
    const { range, polarity, people, strata } = item
    try {
      const { searches, sha256 } = await scanRows(range, { polarity, signal: context.signal })
      const rows = searches.map((s, i): SearchRow => {
        const answered = s.top > Number.NEGATIVE_INFINITY || !Number.isNaN(s.mate)
        return rowOf(`${range.file}#${range.from + i}`, strata[i] ?? '', people[i] ?? '', answered, s)
      })
      return { kind: 'searches', polarity, depth: range.columns, rows, selected: null, sha256 }
    } catch (error) {
      throw error instanceof ProblemError ? setUp(error.problems) : error
    }
  },
}

function warnings(intake: Intake): readonly Problem[] {
  const { extra, extraIds, rankConflicts } = intake
  return [
    ...refusalWarnings(intake),
    ...(extra === 0
      ? []
      : [
          warning(
            'identification-extra',
            { zh: '有的检索没有标注检索的是谁，不计入。', en: 'Some searches have no truth and do not count.' },
            { got: `${extra}: ${extraIds.slice(0, 3).join(', ')}` },
          ),
        ]),
    ...(rankConflicts === 0
      ? []
      : [
          warning(
            'identification-ranks',
            {
              zh: '有的检索里排名与分数相矛盾；按分数计。',
              en: 'In some searches ranks contradict scores; scores count.',
            },
            { got: String(rankConflicts) },
          ),
        ]),
  ]
}

function nothing(): Problem {
  return problem(
    'identification-nothing',
    { zh: '没有读到一次可计的检索。', en: 'Not one search could be read.' },
    { next: { zh: '检查对象描述 access 里写的文件。', en: 'Check the files that access of the subject names.' } },
  )
}

function setUp(problems: readonly Problem[]): SetupError {
  const { code, text } = problems[0]!
  return new SetupError({ code, text, detail: problems.map((p) => renderProblem(p, 'en')).join('\n') })
}
