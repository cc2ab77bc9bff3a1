import { Exact } from '../language/exact.ts'
import { nearestName } from '../language/names.ts'
import type { Problem } from '../language/problem.ts'
import { problem } from '../language/problem.ts'
import type { Node, Standard } from '../language/standard.ts'
import { partyScaleId } from '../language/standard.ts'
import { askedFields } from './asked-fields.ts'
import { parseDay, type Workdays, workdays } from './dates.ts'
import type { Declared, Evidence, EvidenceClass, Finding } from './evidence.ts'
import { Inputs, type Reading, readingKey, type Spans } from './inputs.ts'
import { type ListValue, type Num, num, type RecordValue, type Truth, type Value, type Why } from './values.ts'

/** One place of judgement: the standard itself, or one item of an `each` list inside it. */
export interface Frame {
  readonly parent?: Frame
  /** the `each` node whose item this is */
  readonly owner?: string
  readonly as?: string
  readonly item?: Value
  /** the item as another reading sees it, where it is an item of a measured list; undefined under the reading it was made in */
  readonly again?: (reading: Reading) => Value | undefined
  /** such as `tasks[0]`; empty at the top */
  readonly path: string
  readonly memo: Map<string, NodeResult>
  readonly lists: Map<string, ListValue>
}

/** What one node came to under one reading. */
export interface NodeResult {
  readonly node: Node
  readonly frame: Frame
  readonly reading: Reading
  /** whether the node applies */
  readonly applies: Truth
  /** its own `when` holds, but what it asks may turn out to be nothing: an empty list, a part that does not apply */
  readonly perhaps?: true
  /** why it does not apply or why that is not known */
  readonly whyApplies: Why
  readonly value?: Value
  readonly level?: Num
  readonly satisfied?: Value
  readonly waived?: boolean
  /** what each proviso did, in order */
  readonly steps: readonly StepTrace[]
  /** the rules of its table that may have been the first to match */
  readonly rules?: readonly number[]
  readonly rungs?: readonly RungTrace[]
  /** assumed by a test case, not judged */
  readonly assumed?: boolean
}

export interface StepTrace {
  readonly fired: Truth | 'na'
  readonly before: Num
  readonly after: Num
}

export interface RungTrace {
  readonly level: string
  readonly holds: Truth | 'na'
  readonly reading: Reading
  readonly why: Why
}

export interface Assumption {
  readonly value?: string
  readonly level?: string
  readonly satisfied?: boolean | null
}

/** All that one judgement needs: inputs read once a reading, results kept once a node, place and reading. */
export class Session {
  readonly standard: Standard
  readonly evidence: Evidence
  readonly assume: Readonly<Record<string, Assumption>>
  readonly root: Frame = { path: '', memo: new Map(), lists: new Map() }
  readonly today: Exact
  readonly party: Num
  readonly calendar: Workdays
  readonly problems: Problem[] = []
  private readonly inputs: Inputs
  private readonly facts: RecordValue
  private readonly measured = new Map<string, RecordValue>()

  constructor(
    standard: Standard,
    evidence: Evidence,
    assume: Readonly<Record<string, Assumption>> = {},
    spans?: Spans,
  ) {
    this.standard = standard
    this.evidence = evidence
    this.assume = assume
    const day = parseDay(evidence.assessment.date)
    if (day === undefined)
      this.problems.push(
        problem(
          'wrong-value',
          { zh: '判定日期有误', en: 'The date of judgement is not a date' },
          { place: { path: 'assessment.date' }, expected: '2026-11-22', got: evidence.assessment.date },
        ),
      )
    this.today = Exact.whole(BigInt(day ?? 0))
    const party = standard.scales.get(partyScaleId)!.levels.find((l) => l.id === evidence.assessment.party)
    if (!party)
      this.problems.push(
        problem(
          'unlisted-word',
          { zh: '评价方有误', en: 'The assessing party is not one of those listed' },
          {
            place: { path: 'assessment.party' },
            expected: 'first, second, third',
            got: String(evidence.assessment.party),
          },
        ),
      )
    this.party = num(party?.number ?? Exact.one)
    this.calendar = workdays(evidence.calendar)
    this.inputs = new Inputs(standard, this.today, spans)
    this.checkNames('facts', evidence.facts, standard.facts.keys())
    this.checkNames('measures', evidence.measures, standard.measures.keys())
    this.checkNames('findings', evidence.findings, [...standard.nodes.keys(), '*'])
    const fields = new Map(
      [...standard.facts].map(([name, t]) => [
        name,
        this.inputs.read(t, evidence.facts[name] as Declared, name, 'point'),
      ]),
    )
    this.facts = { k: 'record', field: (name) => fields.get(name)! }
    for (const id of standard.measures.keys()) for (const r of this.readings()) this.measure(id, r)
    this.problems.push(...this.inputs.problems)
  }

  private readings(): Reading[] {
    return ['point', ...this.standard.confidences.map((confidence) => ({ confidence }))]
  }

  private checkNames(part: string, given: Readonly<Record<string, unknown>>, valid: Iterable<string>): void {
    const names = new Set(valid)
    for (const name of Object.keys(given)) {
      if (names.has(name) || (part === 'findings' && names.has(name.replace(/^.*\]\./, '')))) continue
      const near = nearestName(name, names)
      this.problems.push(
        problem(
          'unknown-name',
          { zh: `标准中没有“${name}”`, en: `The standard has no "${name}"` },
          {
            place: { path: `${part}.${name}` },
            got: name,
            next: near ? { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } : undefined,
          },
        ),
      )
    }
  }

  get subject(): RecordValue {
    return this.facts
  }

  measure(id: string, reading: Reading): RecordValue {
    const key = `${id} ${readingKey(reading)}`
    const known = this.measured.get(key)
    if (known) return known
    const def = this.standard.measures.get(id)!
    const given = this.evidence.measures[id]
    const before = this.inputs.problems.length
    const fields = new Map(
      [...def.gives].map(([name, t]) => [
        name,
        this.inputs.read(t, askedFields(t, given?.quantities[name]), `${id}.${name}`, reading, def.confidence),
      ]),
    )
    // a quantity read again under another reading reports the same problem again
    if (reading !== 'point') dropRepeats(this.inputs.problems, before)
    const record: RecordValue = { k: 'record', field: (name) => fields.get(name)! }
    this.measured.set(key, record)
    return record
  }

  /** undefined: there is no measurement. */
  measureClass(id: string): EvidenceClass | undefined {
    const m = this.evidence.measures[id]
    return m ? (m.evidence ?? 'measured') : undefined
  }

  finding(node: string, frame: Frame): Finding | undefined {
    const { findings } = this.evidence
    return (frame.path ? findings[`${frame.path}.${node}`] : undefined) ?? findings[node] ?? findings['*']
  }
}

function dropRepeats(problems: Problem[], from: number): void {
  const seen = new Set(problems.slice(0, from).map((p) => JSON.stringify(p)))
  for (let i = problems.length - 1; i >= from; i--) if (seen.has(JSON.stringify(problems[i]))) problems.splice(i, 1)
}
