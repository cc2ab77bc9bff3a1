import { createHash } from 'node:crypto'
import { done, failed, type Outcome, problem } from '../../../language/problem.ts'
import type { Subject } from '../../contract.ts'
import { locateFile } from '../bank/files.ts'
import type { BankItem, BankType } from '../bank/item.ts'
import { walkBank } from '../bank/read.ts'
import type { Frame } from '../bank/sample.ts'
import type { QuestionParams } from './params.ts'

/** The questions of a bank that may be asked: their lines stay bytes until one is asked, so that memory grows with ids only. */
export interface Asked {
  readonly sha256: string
  readonly items: Frame
  readonly bytes: Buffer
  /** where the line of each item stands in `bytes` */
  readonly starts: Uint32Array
  readonly ends: Uint32Array
}

interface Kept {
  readonly key: string
  readonly asked: Asked
}

/** The bank read last for a subject: checking, listing and asking read it one after the other, and a bank may be large. */
const kept = new WeakMap<Subject, Kept>()

/** Reads the bank of `params`, once as long as its file does not change. Problems: those of its file and lines, bank-wrong-type, bank-without-classes. */
export async function readAsked(subject: Subject, params: QuestionParams, type: BankType): Promise<Outcome<Asked>> {
  const located = await locateFile(params.bank, subject.folder, params.bankRoot)
  if (!located.ok) return located
  const key = JSON.stringify([await located.value.stamp(), params.bank, params.classes ?? null, type])
  const before = kept.get(subject)
  if (before?.key === key) return done(before.asked)
  kept.delete(subject)
  const bytes = await located.value.bytes()
  if (!bytes.ok) return bytes
  const asked = select(bytes.value, params, type)
  if (asked.ok) kept.set(subject, { key, asked: asked.value })
  return asked
}

/** Lets the bank go that is kept for a subject: after the asking nobody needs it. */
export function forgetAsked(subject: Subject): void {
  kept.delete(subject)
}

function select(bytes: Buffer, { bank, classes }: QuestionParams, type: BankType): Outcome<Asked> {
  const items: [id: string, classId: string][] = []
  const starts: number[] = []
  const ends: number[] = []
  const names = new Map<string, string>()
  let other: Pick<BankItem, 'line' | 'type'> | undefined
  const walked = walkBank(bytes, bank, ({ id, classId, type: own }, { line, start, end }) => {
    if (own !== type) other ??= { line, type: own }
    if (classes !== undefined && !classes.includes(classId)) return
    // one string for all items of a class
    if (!names.has(classId)) names.set(classId, classId)
    items.push([id, names.get(classId)!])
    starts.push(start)
    ends.push(end)
  })
  if (!walked.ok) return walked
  if (other !== undefined) {
    return failed(
      problem(
        'bank-wrong-type',
        { zh: '题库里有别的类型的题目。', en: 'The bank holds items of another type.' },
        { place: { file: bank, line: other.line }, expected: type, got: other.type },
      ),
    )
  }
  if (items.length === 0) {
    return failed(
      problem(
        'bank-without-classes',
        { zh: '题库里没有所要类别的题目。', en: 'The bank has no items of the classes asked for.' },
        { place: { file: bank }, expected: classes?.join(', ') },
      ),
    )
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return done({ sha256, items, bytes, starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) })
}
