import { createHash } from 'node:crypto'
import { done, type Outcome, type Problem, ProblemError, problem, warning } from '../../../language/problem.ts'
import type { Instrument, Item, QuantityKind, Subject } from '../../contract.ts'
import { readChangelog } from '../bank/changelog.ts'
import { findFile } from '../bank/files.ts'
import type { BankType } from '../bank/item.ts'
import { readBank } from '../bank/read.ts'
import { readKeywords } from '../keywords/library.ts'
import { normalise, normaliseTerm } from '../keywords/normalise.ts'
import {
  type BankCheckParams,
  type BankCheckResult,
  type BankName,
  bankCheckReducer,
  bankQuantities,
} from './reduce.ts'

export interface BankCheckItem extends Item {
  readonly result: BankCheckResult
}

const files = ['content', 'shouldRefuse', 'shouldNotRefuse', 'keywords', 'changelog'] as const

const questionBanks: Readonly<Record<string, { readonly bank: BankName; readonly type: BankType }>> = {
  content: { bank: 'content', type: 'content' },
  shouldRefuse: { bank: 'should-refuse', type: 'should_refuse' },
  shouldNotRefuse: { bank: 'should-not-refuse', type: 'should_not_refuse' },
}

/** Counts question banks and the keyword library: sizes, classes, age. It needs no endpoint. */
export const bankCheck: Instrument<BankCheckParams, BankCheckItem, BankCheckResult> = {
  ...bankCheckReducer,
  title: { zh: '题库与关键词库核查', en: 'Check of question banks and keyword library' },
  method: {
    title: {
      zh: '从文件重新清点：去重、按类计数、更新间隔',
      en: 'Counted again from the files: distinct entries, by class, age',
    },
    source: 'GB/T 45654-2025, keyword library and question banks; TC260-003 8.1-8.3',
  },
  produces: Object.fromEntries(bankQuantities.map((name): [string, QuantityKind] => [name, { kind: 'integer' }])),

  async check(subject, params) {
    const problems: Problem[] = []
    for await (const read of readAll(subject, params)) if (!read.ok) problems.push(...read.problems)
    if (files.every((name) => params[name] === undefined)) {
      problems.push(
        problem(
          'bank-check-nothing',
          { zh: '没有指明任何题库或关键词文件。', en: 'No bank or keyword file is named.' },
          { place: { path: 'with' }, expected: files.join(', ') },
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
    for await (const read of readAll(subject, params)) {
      if (!read.ok) throw new ProblemError(read.problems)
      yield read.value
    }
  },

  measure: async (item) => item.result,
}

async function* readAll(subject: Subject, params: BankCheckParams): AsyncGenerator<Outcome<BankCheckItem>> {
  for (const name of files) {
    const path = params[name]
    if (path === undefined) continue
    const file = await findFile(path, subject.folder, params.bankRoot)
    yield file.ok ? readOne(name, file.value.text, path) : file
  }
}

function readOne(name: string, text: string, path: string): Outcome<BankCheckItem> {
  const sha256 = hash(text)
  if (name === 'changelog') {
    const log = readChangelog(text, path)
    return log.ok ? done({ id: name, result: { kind: 'changelog', sha256, updates: log.value } }) : log
  }
  if (name === 'keywords') {
    const library = readKeywords(text, path)
    if (!library.ok) return library
    const rows = library.value.map((k) => [normaliseTerm(k.term), k.classId, k.addedAt ?? ''] as const)
    return done({ id: name, result: { kind: 'bank', bank: 'keywords', sha256, rows } })
  }
  const { bank, type } = questionBanks[name]!
  const read = readBank(text, path)
  if (!read.ok) return read
  const rows = read.value.items
    .filter((item) => item.type === type)
    .map((item) => {
      const question = item.messages.map((m) => normalise(m.content).text).join('\n')
      return [hash(question).slice(0, 16), item.classId, item.createdAt ?? ''] as const
    })
  return done({ id: name, result: { kind: 'bank', bank, sha256, rows } })
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
