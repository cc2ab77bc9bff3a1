import { createHash } from 'node:crypto'
import { done, failed, type Outcome, type Problem, problem } from '../../../language/problem.ts'
import type { Subject } from '../../contract.ts'
import { canaryOf } from '../bank/canary.ts'
import { locateFile } from '../bank/files.ts'
import { type BankItem, type BankLine, toItem } from '../bank/item.ts'
import { walkBank } from '../bank/read.ts'
import type { QuestionParams } from './params.ts'
import type { Probe } from './probe.ts'
import type { FrameItem } from './results.ts'

/** The questions of a bank that may be asked: their lines stay bytes until one is asked, so that memory grows with ids only. */
export interface Asked {
  readonly sha256: string
  readonly items: readonly FrameItem[]
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

/**
 * Reads the bank of `params`, once as long as its file does not change.
 * Problems: those of its file and lines, those of the probe's rows, bank-wrong-type, bank-without-classes.
 */
export async function readAsked<P extends QuestionParams, Row>(
  subject: Subject,
  params: P,
  probe: Probe<P, Row>,
): Promise<Outcome<Asked>> {
  const located = await locateFile(params.bank, subject.folder, params.bankRoot)
  if (!located.ok) return located
  const key = JSON.stringify([await located.value.stamp(), params.bank, params.classes ?? null, probe.name])
  const before = kept.get(subject)
  if (before?.key === key) return done(before.asked)
  kept.delete(subject)
  const bytes = await located.value.bytes()
  if (!bytes.ok) return bytes
  const asked = select(bytes.value, params, probe)
  if (asked.ok) kept.set(subject, { key, asked: asked.value })
  return asked
}

/** Lets the bank go that is kept for a subject: after the asking nobody needs it. */
export function forgetAsked(subject: Subject): void {
  kept.delete(subject)
}

/** A broken bank can lack a reference in every line; a reader needs only the first ones. */
const MOST_PROBLEMS = 20

function select<P extends QuestionParams, Row>(bytes: Buffer, params: P, probe: Probe<P, Row>): Outcome<Asked> {
  const { bank, classes } = params
  const items: FrameItem[] = []
  const problems: Problem[] = []
  const starts: number[] = []
  const ends: number[] = []
  const names = new Map<string, string>()
  let other: Pick<BankItem, 'line' | 'type'> | undefined
  const walked = walkBank(bytes, bank, (read, { line, start, end }) => {
    const { id, classId, type: own } = read
    // a canary marks the bank; only a bank of its own type asks it
    if (own !== probe.type && canaryOf(read) !== undefined) return
    if (own !== probe.type) other ??= { line, type: own }
    if (classes !== undefined && !classes.includes(classId)) return
    // one string for all items of a class
    if (!names.has(classId)) names.set(classId, classId)
    const name = names.get(classId)!
    const row = own === probe.type ? rowOf(read, line, params, probe) : done(undefined)
    if (!row.ok) problems.push(...row.problems)
    else items.push(row.value === undefined ? [id, name] : [id, name, row.value])
    starts.push(start)
    ends.push(end)
  })
  if (!walked.ok) return walked
  if (other !== undefined) {
    return failed(
      problem(
        'bank-wrong-type',
        { zh: '题库里有别的类型的题目。', en: 'The bank holds items of another type.' },
        { place: { file: bank, line: other.line }, expected: probe.type, got: other.type },
      ),
    )
  }
  if (problems.length > 0) return failed(...problems.slice(0, MOST_PROBLEMS))
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

function rowOf<P extends QuestionParams, Row>(read: BankLine, line: number, params: P, probe: Probe<P, Row>) {
  if (probe.row === undefined) return done(undefined)
  const row = probe.row(toItem(read, line), params)
  const at = (p: Problem): Problem => ({ ...p, place: { file: params.bank, line, ...p.place } })
  return row.ok ? row : failed<Row>(...row.problems.map(at))
}
