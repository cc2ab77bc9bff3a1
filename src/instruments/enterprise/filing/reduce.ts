import type { Reducer } from '../../contract.ts'
import { filingOf } from './filing-of.ts'
import { type FilingParams, type FilingResult, filingParams } from './params.ts'
import type { Query } from './queries.ts'

/** What a filing comes to, computed again from the record itself. A filing is what an enterprise says: a claim. */
export const filingReducer: Reducer<FilingParams, FilingResult> = {
  name: 'enterprise/filing',
  version: '1',
  params: filingParams,
  reduce(results) {
    let head: Extract<FilingResult, { kind: 'head' }> | undefined
    const reports: Extract<FilingResult, { kind: 'report' }>[] = []
    for (const { result } of results) {
      if (result.kind === 'head') head = result
      else reports.push(result)
    }
    reports.sort((a, b) => a.at - b.at)
    const read = head && filingOf({ ...head.head, reports: reports.map((r) => r.report) })
    if (head === undefined || !read?.ok) return { n: 0, evidence: 'none', quantities: {} }
    const { quantities, queries, warnings, codeFaults, filing } = read.value
    return {
      n: 1,
      evidence: 'claim',
      quantities,
      detail: {
        ...{ file: head.file, sha256: head.sha256, years: filing.years.map((y) => y.year) },
        ...{
          queries: [...queries, ...warnings].map(shown),
          code: codeFaults.map((f) => ({ ...f.text, expected: f.expected })),
        },
      },
    }
  },
}

const shown = ({ rule, field, year, text, expected, got, answer }: Query) => ({
  ...{ rule, field, year, zh: text.zh ?? '', en: text.en ?? '', expected, got },
  answer: answer ?? null,
})
