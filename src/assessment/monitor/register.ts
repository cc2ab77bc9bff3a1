import { createReadStream, existsSync, statSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { filingOf } from '../../instruments/enterprise/filing/filing-of.ts'
import { resultOutcomesOf } from '../../judge/back-test/outcome.ts'
import type { Declared, Evidence } from '../../judge/evidence.ts'
import { done, failed, type Outcome, type Problem, problem } from '../../language/problem.ts'
import type { Standard } from '../../language/standard.ts'
import { type ClassingResult, classingResults, microRow } from '../../monitoring/assessed/micro-row.ts'
import type { MicroRow } from '../../monitoring/rows/row.ts'

/** Faults are told up to so many; the rest is counted. */
const toldFaults = 20

export interface Assessed {
  readonly rows: readonly MicroRow[]
  readonly filings: number
}

/**
 * Reads a register, JSON lines `{ filing, facts?, controller?, asOf? }`, and judges each filing exactly. `filing` is the record that
 * `enterprise/filing` reads; `facts` are those of the standard. One enterprise and year may stand there again with a later `asOf`. All faults
 * are told with their line; with any, there are no rows. Problems: no-register, filing-line, those of a filing, those of evidence.
 */
export async function assessRegister(
  standard: Standard,
  file: string,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Outcome<Assessed>> {
  if (!existsSync(file) || statSync(file).isDirectory()) return failed(missing(file))
  const results = classingResults.filter((r) => standard.nodes.has(r))
  const measure = [...standard.measures].find(([, m]) => m.instrument === 'enterprise/filing')?.[0]
  if (measure === undefined || results.length === 0) return failed(unsuited(standard))
  const total = statSync(file).size
  const rows: MicroRow[] = []
  const faults: Problem[] = []
  const seen = new Map<string, number>()
  let line = 0
  let bytes = 0
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    line++
    bytes += Buffer.byteLength(text) + 1
    if (text.trim() === '') continue
    const read = rowOf(text, line)
    if (read.ok) {
      const key = `${read.value.id} ${read.value.period} ${read.value.asOf ?? ''}`
      const before = seen.get(key)
      if (before === undefined) rows.push(read.value)
      else faults.push(twice(file, line, before, read.value))
      seen.set(key, line)
    } else faults.push(...read.problems)
    if (faults.length >= toldFaults) break
    if (line % 100 === 0) onProgress(bytes, total)
  }
  onProgress(total, total)
  if (faults.length > 0) return failed(...faults)
  return rows.length === 0 ? failed(missing(file)) : done({ rows, filings: rows.length })

  function rowOf(text: string, at: number): Outcome<MicroRow> {
    const given = parsed(text)
    if (!given) return failed(unreadable(file, at))
    const filing = filingOf(given.filing, (path) => ({ file, line: at, path }))
    if (!filing.ok) return filing
    const last = filing.value.filing.years.at(-1)!.year
    const evidence: Evidence = {
      facts: (given.facts ?? {}) as Readonly<Record<string, Declared>>,
      measures: { [measure!]: { n: 1, evidence: 'claim', quantities: filing.value.quantities } },
      findings: {},
      assessment: { date: given.asOf ?? `${last + 1}-01-01`, party: 'first' },
    }
    const outcomes = resultOutcomesOf(standard, results, evidence)
    if (!outcomes.ok)
      return failed(...outcomes.problems.map((p) => ({ ...p, place: { file, line: at, ...(p.place ?? {}) } })))
    return done(
      microRow(
        {
          id: filing.value.filing.uscc,
          ...(given.controller === undefined ? {} : { controller: given.controller }),
          ...(given.asOf === undefined ? {} : { asOf: given.asOf }),
          period: `${last}`,
          quantities: filing.value.quantities,
        },
        Object.fromEntries(results.map((r, i) => [r, outcomes.value[i]!])) as Partial<
          Record<ClassingResult, (typeof outcomes.value)[number]>
        >,
      ),
    )
  }
}

interface Line {
  readonly filing: unknown
  readonly facts?: unknown
  readonly controller?: string
  readonly asOf?: string
}

function parsed(text: string): Line | undefined {
  try {
    const given = JSON.parse(text) as Record<string, unknown>
    const record = (x: unknown) => typeof x === 'object' && x !== null && !Array.isArray(x)
    if (!record(given) || !record(given.filing) || (given.facts !== undefined && !record(given.facts))) return undefined
    if (given.controller !== undefined && (typeof given.controller !== 'string' || given.controller === ''))
      return undefined
    if (given.asOf !== undefined && !/^\d{4}-\d\d-\d\d$/.test(String(given.asOf))) return undefined
    return given as unknown as Line
  } catch {
    return undefined
  }
}

const missing = (file: string) =>
  problem(
    'no-register',
    { zh: '没有可读的名录', en: 'There is no register to read' },
    {
      place: { file },
      expected: '{"filing": {...}, "facts": {...}}',
      next: { zh: '给出 JSON Lines 文件，每行一份填报', en: 'give a file of JSON lines, one filing a line' },
    },
  )

const unsuited = (standard: Standard) =>
  problem(
    'no-classes',
    {
      zh: '该标准不按企业填报分类，无法据以统计',
      en: 'The standard does not class enterprises by their filing, so that nothing can be told by it',
    },
    { got: standard.id, expected: 'measure enterprise/filing; results kind, layer, grade' },
  )

const unreadable = (file: string, line: number) =>
  problem(
    'filing-line',
    { zh: '这一行不是一份填报', en: 'This line is not a filing' },
    { place: { file, line }, expected: '{"filing": {...}, "facts": {...}, "controller": "...", "asOf": "2026-03-31"}' },
  )

const twice = (file: string, line: number, before: number, row: MicroRow) =>
  problem(
    'filing-twice',
    { zh: '同一企业、同一年度的填报出现两次', en: 'The same enterprise filed twice for the same year' },
    {
      place: { file, line },
      got: `${row.id} ${row.period}`,
      expected: `${before}`,
      next: { zh: '更正过的填报请写明 asOf', en: 'give a corrected filing its asOf' },
    },
  )
