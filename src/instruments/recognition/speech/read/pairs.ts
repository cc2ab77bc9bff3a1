import { z } from 'zod'
import { ProblemError, problem } from '../../../../language/problem.ts'
import { readCsv } from '../../../llm/bank/csv.ts'
import type { Utterance } from '../utterance.ts'
import { MOST_CHARACTERS, type Source, tooLong } from './source.ts'

/** Columns of a table of pairs, in any order, each under its own name or the Chinese one; the last two may be absent. */
const columns = { id: '编号', reference: '参考', hypothesis: '识别', speaker: '说话人', stratum: '分层' } as const
type Column = keyof typeof columns

const MOST_RECORD = 1 << 20

const entry = z.object({
  id: z.string().min(1),
  reference: z.string(),
  hypothesis: z.string().nullish(),
  speaker: z.string().default(''),
  stratum: z.string().default(''),
})

/** Utterances of a .csv, .tsv or .jsonl file. In a table an empty hypothesis is an empty output; in JSON null or no field is none at all. */
export async function* pairsOf(source: Source, file: string): AsyncGenerator<Utterance> {
  const seen = new Set<string>()
  for await (const { line, got } of file.endsWith('.jsonl') ? objects(source, file) : rows(source, file)) {
    if (got.success === false) source.refuse(file, line, got.expected)
    else if (seen.has(got.utterance.id)) source.refuse(file, line, 'id: not listed before')
    else if (tooLong(got.utterance.reference) || tooLong(got.utterance.hypothesis ?? ''))
      source.refuse(file, line, `at most ${MOST_CHARACTERS} characters`)
    else {
      seen.add(got.utterance.id)
      yield got.utterance
    }
  }
}

interface Got {
  readonly line: number
  readonly got:
    | { readonly success: true; readonly utterance: Utterance }
    | { readonly success: false; readonly expected: string }
}

async function* objects(source: Source, file: string): AsyncGenerator<Got> {
  for await (const { line, text } of source.lines(file)) {
    if (text.trim() === '') continue
    const parsed = entry.safeParse(jsonOf(text))
    yield {
      line,
      got: parsed.success
        ? { success: true, utterance: { ...parsed.data, hypothesis: parsed.data.hypothesis ?? null } }
        : {
            success: false,
            expected:
              `{"id": …, "reference": …, "hypothesis": …} ${parsed.error.issues[0]?.path.join('.') ?? ''}`.trim(),
          },
    }
  }
}

async function* rows(source: Source, file: string): AsyncGenerator<Got> {
  let at: ReadonlyMap<Column, number> | undefined
  for await (const { line, cells } of file.endsWith('.csv') ? csvRows(source, file) : tsvRows(source, file)) {
    if (at === undefined) {
      at = header(file, line, cells)
      continue
    }
    const cell = (name: Column) => cells[at!.get(name) ?? -1] ?? ''
    const short = cells.length <= Math.max(at.get('id')!, at.get('reference')!, at.get('hypothesis')!)
    if (short || cell('id') === '') yield { line, got: { success: false, expected: 'id, reference, hypothesis' } }
    else {
      const utterance = {
        id: cell('id'),
        reference: cell('reference'),
        hypothesis: cell('hypothesis'),
        speaker: cell('speaker'),
        stratum: cell('stratum'),
      }
      yield { line, got: { success: true, utterance } }
    }
  }
}

function header(file: string, line: number, cells: readonly string[]): ReadonlyMap<Column, number> {
  const names = Object.keys(columns) as Column[]
  const at = new Map(
    names.flatMap((name) => {
      const i = cells.findIndex((c) => c === name || c === columns[name])
      return i < 0 ? [] : [[name, i] as const]
    }),
  )
  const absent = names.slice(0, 3).filter((name) => !at.has(name))
  if (absent.length === 0) return at
  throw new ProblemError([
    problem(
      'speech-columns',
      { zh: '对照表缺少列。', en: 'The table of pairs lacks columns.' },
      { place: { file, line }, expected: absent.map((name) => `${name} (${columns[name]})`).join(', ') },
    ),
  ])
}

async function* tsvRows(source: Source, file: string) {
  for await (const { line, text } of source.lines(file))
    if (text.trim() !== '') yield { line, cells: text.split('\t').map((c) => c.trim()) }
}

/** Records of a CSV file: a record ends with the line on which its quotation marks are even (RFC 4180). */
async function* csvRows(source: Source, file: string) {
  let record = ''
  let start = 0
  for await (const { line, text } of source.lines(file)) {
    if (start === 0) start = line
    record = start === line ? text : `${record}\n${text}`
    if (record.length > MOST_RECORD) break
    if (quotes(text) % 2 === 1 ? start === line : start !== line) continue
    for (const { cells } of readCsv(record).rows) yield { line: start, cells }
    start = 0
  }
  if (start !== 0)
    throw new ProblemError([
      problem(
        'speech-quote-open',
        { zh: '有一个引号没有闭合。', en: 'A quotation mark is never closed.' },
        { place: { file, line: start } },
      ),
    ])
}

const quotes = (text: string) => text.split('"').length - 1

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
