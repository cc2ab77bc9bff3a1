import { createHash } from 'node:crypto'
import { type Problem, ProblemError, problem, warning } from '../../../language/problem.ts'
import type { Instrument, Item, Subject } from '../../contract.ts'
import { refusalWarnings, Source } from '../files/source.ts'
import { accessOf } from './access.ts'
import {
  type QueryRow,
  type RetrievalIntake,
  type RetrievalParams,
  type RetrievalResult,
  retrievalProduces,
} from './params.ts'
import { retrieved } from './read.ts'
import { retrievalReducer } from './reduce.ts'

/** Queries of one item. */
const AT_ONCE = 1000
const SHOWN = 20

type RetrievalItem = Item &
  ({ readonly rows: readonly QueryRow[] } | { readonly intake: RetrievalIntake; readonly rows?: undefined })

/** Ranked lists of results against what is relevant to each query: mAP and rank-k rates. */
export const retrieval: Instrument<RetrievalParams, RetrievalItem, RetrievalResult> = {
  ...retrievalReducer,
  title: { zh: '检索', en: 'Retrieval' },
  method: {
    title: {
      zh: '平均精度不插值，除以全部相关项数；同分的先后按声明的规则',
      en: 'Average precision without interpolation over all relevant items; ties by a declared rule',
    },
    source:
      'Manning, Raghavan and Schütze (2008), 8.4; McSherry and Najork, ECIR 2008 (ties); ISO/IEC 19795-1:2021 (rank-k); GB/T 46344.4 annex A (form of the mAP, at second hand)',
  },
  produces: retrievalProduces,
  material: (fixed) => String(fixed['section'] ?? 'retrieval'),
  async check(subject, params) {
    try {
      const { rows, intake } = await read(subject, params)
      if (rows.length === 0) return [nothing(params.section)]
      const [listed, unscored] = [3, 4].map((k) => rows.reduce((n, row) => n + Number(row[k]), 0))
      return listed! > 0 && listed === unscored ? [noOrder(params.section)] : warnings(intake)
    } catch (error) {
      if (error instanceof ProblemError) return error.problems
      throw error
    }
  },
  async *items(subject, params) {
    const { rows, intake } = await read(subject, params)
    for (let from = 0; from < rows.length; from += AT_ONCE) {
      const part = rows.slice(from, from + AT_ONCE)
      yield { id: idOf(String(from / AT_ONCE).padStart(5, '0'), part), rows: part }
    }
    yield { id: idOf('intake', intake), intake }
  },
  measure: async (item) =>
    item.rows === undefined ? { kind: 'intake', intake: item.intake } : { kind: 'queries', rows: item.rows },
}

async function read(subject: Subject, { section }: RetrievalParams) {
  const access = accessOf(subject, section)
  if (!access.ok) throw new ProblemError(access.problems)
  const source = new Source(subject.folder, section)
  const { rows, extra } = await retrieved(access.value, source)
  const intake = { ...source.reading(), extra: extra.length, extraIds: [...extra].sort().slice(0, SHOWN) }
  return { rows, intake }
}

/** The hash makes it another item when the files change under a run that goes on. */
function idOf(part: string, content: object): string {
  return `${part}-${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12)}`
}

function warnings(intake: RetrievalIntake): readonly Problem[] {
  const { extra, extraIds } = intake
  const left = warning(
    'retrieval-extra',
    {
      zh: '有的查询有结果，却不在相关项表里，不计入。',
      en: 'Some queries have results, but are not in the table of relevant items, and do not count.',
    },
    { got: `${extra}: ${extraIds.slice(0, 3).join(', ')}` },
  )
  return extra > 0 ? [...refusalWarnings(intake), left] : refusalWarnings(intake)
}

function nothing(section: string): Problem {
  return problem(
    'retrieval-nothing',
    { zh: '没有读到一个可计的查询。', en: 'Not one query could be read.' },
    { next: { zh: `检查 access.${section} 的表。`, en: `Check the tables under access.${section}.` } },
  )
}

function noOrder(section: string): Problem {
  return problem(
    'retrieval-no-order',
    { zh: '结果表里没有一个得分或位次。', en: 'The lists of results have neither scores nor ranks.' },
    {
      expected: 'score, or rank',
      next: { zh: `检查 access.${section} 的结果表。`, en: `Check the results under access.${section}.` },
    },
  )
}
