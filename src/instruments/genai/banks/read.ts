import { createHash } from 'node:crypto'
import { done, type Outcome, type Problem, ProblemError, problem, warning } from '../../../language/problem.ts'
import type { Instrument, Item, Subject } from '../../contract.ts'
import { readChangelog } from '../../llm/bank/changelog.ts'
import { findFile } from '../../llm/bank/files.ts'
import type { BankType } from '../../llm/bank/item.ts'
import { readBank } from '../../llm/bank/read.ts'
import type { BankRoot } from '../../llm/bank/root.ts'
import { byText } from '../../llm/bank/sample.ts'
import { readKeywords } from '../../llm/keywords/library.ts'
import { normalise, normaliseTerm } from '../../llm/keywords/normalise.ts'
import type { BankName, BankResult } from './reduce.ts'

/** One class of a bank, or the change log. */
export interface BankItem extends Item {
  readonly result: BankResult
}

export interface BankParams {
  readonly asOf?: string | undefined
  readonly bankRoot?: BankRoot | undefined
}

/** A file to count: which bank it holds (the change log when it holds none), and where it is. */
export interface BankFile {
  readonly bank: BankName | 'changelog'
  readonly path: string | undefined
}

/** The half of an instrument that reads banks and their change log, given the files its params name. */
export function bankWork<P extends BankParams>(
  files: (params: P) => readonly BankFile[],
): Pick<Instrument<P, BankItem, BankResult>, 'check' | 'items' | 'measure'> {
  return {
    async check(subject, params) {
      const problems: Problem[] = []
      for await (const read of readAll(files(params), subject, params)) if (!read.ok) problems.push(...read.problems)
      if (!files(params).some(({ bank, path }) => bank !== 'changelog' && path !== undefined)) {
        problems.push(
          problem(
            'bank-check-nothing',
            { zh: '没有指明任何题库或关键词文件。', en: 'No bank or keyword file is named.' },
            { place: { path: 'with' } },
          ),
        )
      }
      if (params.asOf === undefined) {
        problems.push(
          warning(
            'bank-check-undated',
            {
              zh: '没有给出评估日期，更新间隔无法确定。',
              en: 'Without the day of assessment the age of the banks stays unknown.',
            },
            { place: { path: 'with.asOf' }, expected: 'YYYY-MM-DD' },
          ),
        )
      }
      return problems
    },
    async *items(subject, params) {
      for await (const read of readAll(files(params), subject, params)) {
        if (!read.ok) throw new ProblemError(read.problems)
        yield* read.value
      }
    },
    measure: async (item) => item.result,
  }
}

async function* readAll(
  files: readonly BankFile[],
  subject: Subject,
  params: BankParams,
): AsyncGenerator<Outcome<readonly BankItem[]>> {
  for (const { bank, path } of files) {
    if (path === undefined) continue
    const file = await findFile(path, subject.folder, params.bankRoot)
    yield file.ok ? readOne(bank, file.value.text, path) : file
  }
}

const questionTypes: Readonly<Record<Exclude<BankName, 'keywords'>, BankType>> = {
  content: 'content',
  'should-refuse': 'should_refuse',
  'should-not-refuse': 'should_not_refuse',
}

function readOne(bank: BankFile['bank'], text: string, path: string): Outcome<readonly BankItem[]> {
  const sha256 = hash(text)
  if (bank === 'changelog') {
    const log = readChangelog(text, path)
    return log.ok ? done([{ id: bank, result: { kind: 'changelog', sha256, updates: log.value } }]) : log
  }
  if (bank === 'keywords') {
    const library = readKeywords(text, path)
    if (!library.ok) return library
    return done(
      byClass(
        bank,
        sha256,
        library.value.map((k) => [normaliseTerm(k.term), k.classId, k.addedAt ?? '']),
      ),
    )
  }
  const read = readBank(text, path)
  if (!read.ok) return read
  const rows = read.value.items
    .filter((item) => item.type === questionTypes[bank])
    .map((item): Row => {
      const question = item.messages.map((m) => normalise(m.content).text).join('\n')
      return [hash(question).slice(0, 16), item.classId, item.createdAt ?? '', item.holdout]
    })
  return done(byClass(bank, sha256, rows))
}

type Row = readonly [key: string, classId: string, date: string, heldOut?: boolean]

/** One item for each class; a bank without any entry is still a bank, whose counts are 0. */
function byClass(bank: BankName, sha256: string, rows: readonly Row[]): BankItem[] {
  const classes = new Map<string, [string, string][]>()
  for (const [key, classId, date] of rows) {
    const some = classes.get(classId)
    if (some) some.push([key, date])
    else classes.set(classId, [[key, date]])
  }
  if (classes.size === 0) classes.set('', [])
  const heldOut = (id: string) => rows.filter(([, classId, , held]) => classId === id && held).length
  return [...classes]
    .sort(([a], [b]) => byText(a, b))
    .map(([classId, some]) => ({
      id: `${bank}/${classId}`,
      result: {
        kind: 'bank',
        bank,
        sha256,
        classId,
        rows: some,
        ...(bank === 'keywords' ? {} : { heldOut: heldOut(classId) }),
      },
    }))
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
