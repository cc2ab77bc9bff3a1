import type { z } from 'zod'
import type { Declared, EvidenceClass, Quantity } from '../judge/evidence.ts'
import type { Problem } from '../language/problem.ts'
import type { Text } from '../language/text.ts'
import type { Picture } from './picture.ts'

/** What kind of number a quantity is and what people call it; a standard's `gives` must match the kind. */
export type QuantityKind =
  | { readonly kind: 'ratio'; readonly better?: 'higher' | 'lower'; readonly title: Text }
  | { readonly kind: 'number'; readonly unit?: string; readonly better?: 'higher' | 'lower'; readonly title: Text }
  | { readonly kind: 'integer'; readonly title: Text }
  | { readonly kind: 'yes-no'; readonly title: Text }
  | { readonly kind: 'list'; readonly fields: Readonly<Record<string, QuantityKind>>; readonly title: Text }
  /** `words`: what each word of a fixed list means to a reader; a name, such as that of a line, stands as it is */
  | { readonly kind: 'word'; readonly words?: Readonly<Record<string, Text>>; readonly title: Text }

/** The method an instrument follows and where that method is written down. */
export interface MethodRef {
  readonly title: Text
  readonly source: string
}

/** What is assessed, as its owner describes it: facts for the standard, and how each instrument reaches it. */
export interface Subject {
  readonly id: string
  readonly title: Text
  /** the version under test: a hash, tag or build number */
  readonly version: string
  readonly facts: Readonly<Record<string, Declared>>
  /** how to reach the thing under test, read by the instruments: an endpoint, an engine, a folder of records */
  readonly access: Readonly<Record<string, unknown>>
  /** folder that relative paths in `access` start from */
  readonly folder: string
}

/** A piece of work with a stable id: the same subject and params always give the same ids in the same order. */
export interface Item {
  readonly id: string
  /**
   * A key of what is really asked of the subject (a hash): where an earlier measure of the same assessment has a result under it, that
   * result is taken and nothing is asked again. Instruments that share a key must give the same kind of result.
   */
  readonly shares?: string
  /** a key under which an earlier measure may hold something that this item goes on from; `earlier` of the context gives it */
  readonly takes?: string
}

/** What an item came to: a result, or an error of the test set-up, which is never held against the subject. */
export type ItemOutcome<R> =
  | { readonly id: string; readonly ok: true; readonly result: R }
  | { readonly id: string; readonly ok: false; readonly error: SetupFault }

/** Time-out, rate limit, crash of the endpoint: counted apart, and past its limit the run is invalid. */
export interface SetupFault {
  readonly code: string
  readonly text: Text
  readonly detail?: string
}

/** Thrown by `measure` when the set-up failed, not the subject. Anything else that is thrown is treated the same way. */
export class SetupError extends Error {
  readonly fault: SetupFault
  constructor(fault: SetupFault) {
    super(`${fault.code}: ${fault.text.en ?? fault.text.zh ?? ''}`)
    this.name = 'SetupError'
    this.fault = fault
  }
}

export interface MeasureContext {
  readonly signal: AbortSignal
  readonly subject: Subject
  /** one shared resource for the whole run (an HTTP pool, an engine), opened on first use and closed when the run ends */
  shared<T>(key: string, open: () => Promise<T>, close: (resource: T) => Promise<void> | void): Promise<T>
  /** the result that an earlier measure of the same assessment has under a key that an item `takes` */
  earlier?(key: string): { readonly result: unknown } | undefined
  /** how many items may be measured at once at most; an instrument may ask for less */
  readonly width: number
}

/** What `reduce` makes of the results. Everything in it must be computable again from the results alone. */
export interface Reduction {
  /** independent observations behind the quantities */
  readonly n: number
  readonly evidence: EvidenceClass
  readonly quantities: Readonly<Record<string, Quantity>>
  /** what a reader of the report wants to see beside the numbers: by class, worst items (by id), convention used */
  readonly detail?: Readonly<Record<string, unknown>>
  /** what a reader of the trade expects to see drawn: a DET curve, a confusion matrix, bars by stratum */
  readonly pictures?: readonly Picture[]
}

/** Work for people, as a table that they fill in. Texts of the subject stand in it: it lies in the work folder and is no part of the evidence. */
export interface HandOut {
  /** CSV */
  readonly text: string
  /** rows that wait for somebody */
  readonly open: number
  /** where the instrument looks for it when it is filled in, relative to the subject's folder */
  readonly saveAs: string
}

/** Requests to the subject, and tokens sent and expected back at most. */
export interface Cost {
  readonly calls: number
  readonly tokens: number
}

export interface Instrument<P = unknown, I extends Item = Item, R = unknown> {
  /** `family/name`, as a standard's `instrument:` writes it */
  readonly name: string
  readonly version: string
  readonly title: Text
  readonly method: MethodRef
  readonly params: z.ZodType<P>
  readonly produces: Readonly<Record<string, QuantityKind>>
  /** of quantities or fields that stand side by side: the first is part of the second and never more, such as `[techStaff, staff]` */
  readonly parts?: readonly (readonly [string, string])[]
  /**
   * Section of the subject's `access` without which there is nothing to measure: where a subject has none, the measure stays open.
   * An instrument that measures the subject itself (its endpoint, its engine) names none: there it is a mistake, which `check` reports.
   * A function where it depends on what a standard writes under `with:`.
   */
  readonly material?: string | ((fixed: Readonly<Record<string, unknown>>) => string | undefined)
  /** share of items that may end in a set-up error before the run is invalid, default 0.02 */
  readonly errorLimit?: number
  /** what would stop the run before it starts: missing key, unreachable folder, wrong access section */
  check(subject: Subject, params: P): Promise<readonly Problem[]>
  /** the work list, with stable ids, in a stable order */
  items(subject: Subject, params: P): AsyncIterable<I>
  /** what asking an item takes, for a plan; nothing where it costs the subject nothing */
  cost?(item: I, subject: Subject): Cost | undefined
  /** idempotent; throws SetupError when the set-up, not the subject, failed */
  measure(item: I, context: MeasureContext): Promise<R>
  /** what people still have to do before the results are whole; undefined where nothing is left, or nothing ever is */
  handOut?(
    subject: Subject,
    params: P,
    results: Iterable<{ readonly id: string; readonly result: R }>,
  ): Promise<HandOut | undefined>
  /**
   * Pure, and blind to the order of `results`: the same results give the same bytes anywhere.
   * `results` may be walked more than once; they are read from disk each time, so a reducer keeps counts rather than results.
   * `confidences` are the one-sided confidences the standard names, such as "0.95"; each estimate carries bounds for all of them.
   */
  reduce(
    results: Iterable<{ readonly id: string; readonly result: R }>,
    params: P,
    confidences: readonly string[],
  ): Reduction
  /** the same results item by item, for a comparison of two subjects; an instrument without it is not compared */
  paired?(results: Iterable<{ readonly id: string; readonly result: R }>, params: P): readonly PairedQuantity[]
  /** shares of trials that each subject made for itself, which have no pairs: the tasks of one robot are not those of another */
  separate?(results: Iterable<{ readonly id: string; readonly result: R }>, params: P): readonly SeparateQuantity[]
}

/** What a quantity made of one item, so that two subjects measured on the same items can be compared item by item. */
export interface PairedItem {
  readonly id: string
  /** what was asked and what is right, as a text: two results are a pair only where it is the same */
  readonly asked: string
  /** counted, of how much: errors of characters, 1 of 1 for a hit. The quantity is Σ counted / Σ of */
  readonly counted: number
  readonly of: number
}

/** A quantity that two subjects can be compared in. `yes-no`: every item counts 0 or 1 of 1, so that McNemar's test applies. */
export interface PairedQuantity {
  readonly quantity: string
  readonly better: 'higher' | 'lower'
  readonly kind: 'yes-no' | 'ratio'
  readonly items: readonly PairedItem[]
}

/** A share that two subjects can be compared in by how many trials of their own counted, of how many. */
export interface SeparateQuantity {
  readonly quantity: string
  readonly better: 'higher' | 'lower'
  readonly counted: number
  readonly of: number
}

/** The half of an instrument that verification needs: it computes again and touches nothing. */
export type Reducer<P = unknown, R = unknown> = Pick<
  Instrument<P, Item, R>,
  'name' | 'version' | 'params' | 'reduce' | 'paired' | 'separate'
>
