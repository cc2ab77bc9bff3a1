import { createHash } from 'node:crypto'
import type { Instrument, Item, Subject } from '../../instruments/contract.ts'
import { done, failed, type Outcome, type Problem, ProblemError, problem } from '../../language/problem.ts'

/** The ids of all items, once each, and one hash over the items in their order: their content too, so that a corrected reference begins a new run. */
export interface WorkList {
  readonly ids: ReadonlySet<string>
  readonly hash: string
  /** keys under which results of earlier measures are wanted */
  readonly shares: ReadonlySet<string>
}

/** Lists an instrument's items without keeping them; their keys only where something may be shared. Two items with one id, or none at all, stop the run before it starts. */
export async function workList<P, I extends Item, R>(
  instrument: Instrument<P, I, R>,
  subject: Subject,
  params: P,
  sharing = false,
): Promise<Outcome<WorkList>> {
  const ids = new Set<string>()
  const shares = new Set<string>()
  const hash = createHash('sha256')
  try {
    for await (const item of instrument.items(subject, params)) {
      if (ids.has(item.id)) return failed(duplicate(instrument.name, item.id))
      ids.add(item.id)
      if (sharing) for (const key of [item.shares, item.takes]) if (key !== undefined) shares.add(key)
      hash.update(JSON.stringify(item)).update('\n')
    }
  } catch (error) {
    return failed(...listingProblems(instrument.name, error))
  }
  if (ids.size === 0) return failed(nothing(instrument.name))
  return done({ ids, hash: hash.digest('hex'), shares })
}

export function listingProblems(instrument: string, error: unknown): readonly Problem[] {
  if (error instanceof ProblemError) return error.problems
  return [
    problem(
      'items-unreadable',
      { zh: `${instrument} 列不出测量项`, en: `${instrument} could not list its items` },
      {
        got: error instanceof Error ? error.message : String(error),
        next: { zh: '检查对象描述和参数里的路径', en: 'check the paths in the subject and the params' },
      },
    ),
  ]
}

function duplicate(instrument: string, id: string): Problem {
  return problem(
    'duplicate-item',
    { zh: `${instrument} 的两个测量项用了同一个编号`, en: `two items of ${instrument} have the same id` },
    { got: id, next: { zh: '让清单里的编号各不相同', en: 'give every entry of the list an id of its own' } },
  )
}

function nothing(instrument: string): Problem {
  return problem(
    'no-items',
    { zh: `${instrument} 没有可测量的项`, en: `${instrument} has nothing to measure` },
    { next: { zh: '检查清单和筛选条件', en: 'check the list and its filters' } },
  )
}

/** The listing changed while the run went on. */
export function itemsChanged(instrument: string, id: string): Problem {
  return problem(
    'items-changed',
    { zh: `测量期间 ${instrument} 的测量项变了`, en: `the items of ${instrument} changed during the run` },
    { got: id, next: { zh: '保持数据不变，重新运行', en: 'leave the data as it is and run again' } },
  )
}
