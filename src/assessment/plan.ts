import type { z } from 'zod'
import type { Instrument } from '../instruments/contract.ts'
import { supplied as suppliedInstrument } from '../instruments/records/supplied.ts'
import { checksBelow, measuresBelow } from '../judge/basis.ts'
import type { Assessment, Calendar, Evidence } from '../judge/evidence.ts'
import { open } from '../judge/judge.ts'
import { whyOf } from '../judge/values.ts'
import { done, type Outcome, type Problem, problem } from '../language/problem.ts'
import type { Standard } from '../language/standard.ts'
import { scalars } from './scalars.ts'
import type { SubjectFile } from './subject.ts'

/** One measure to be determined, and how. */
export interface PlannedMeasure {
  readonly measure: string
  readonly instrument: Instrument
  readonly params: unknown
  /** as they are recorded: without paths of this machine */
  readonly recorded: unknown
  readonly minimum?: number
}

/** What will be determined, how and on what, before anything is measured (ISO/IEC 17000: selection). */
export interface Plan {
  readonly standard: Standard
  readonly measures: readonly PlannedMeasure[]
  /** measures that no instrument here determines and nobody supplied: the results that rest on them stay open */
  readonly open: readonly { readonly measure: string; readonly origin: string }[]
  /** checks that an assessor must answer, without a finding yet */
  readonly findings: readonly string[]
  /** facts that are not declared */
  readonly facts: readonly string[]
  readonly problems: readonly Problem[]
}

export interface PlanOptions {
  readonly assessment: Assessment
  readonly calendar?: Calendar
  /** folder of the standard, where its banks lie */
  readonly standardFolder: string
}

/** Only what applies to this subject is planned: `when` rests on facts, so that is known beforehand. */
export async function makePlan(
  standard: Standard,
  file: SubjectFile,
  instruments: ReadonlyMap<string, Instrument>,
  options: PlanOptions,
): Promise<Outcome<Plan>> {
  const evidence: Evidence = {
    facts: file.subject.facts,
    measures: {},
    findings: file.findings,
    assessment: options.assessment,
    ...(options.calendar ? { calendar: options.calendar } : {}),
  }
  const opened = open(standard, evidence)
  if (!opened.ok) return opened
  const nodes = opened.value
  const { root } = nodes.session
  const needed = new Set<string>()
  const checks = new Set<string>()
  for (const id of [...standard.requirements, ...standard.indicators, ...standard.results]) {
    const node = standard.nodes.get(id)!
    for (const m of measuresBelow(nodes, node, root)) needed.add(m)
    for (const c of checksBelow(nodes, node, root)) checks.add(c)
  }
  const measures: PlannedMeasure[] = []
  const missing: { measure: string; origin: string }[] = []
  const problems: Problem[] = []
  for (const def of standard.measures.values()) {
    if (!needed.has(def.id)) continue
    const given = file.supplied[def.id]
    if (given) {
      measures.push({
        measure: def.id,
        instrument: suppliedInstrument as unknown as Instrument,
        params: given,
        recorded: given,
        ...minimum(def.minimum),
      })
      continue
    }
    const instrument = def.instrument ? instruments.get(def.instrument) : undefined
    if (!instrument) {
      missing.push({ measure: def.id, origin: def.instrument ?? def.standard ?? '' })
      continue
    }
    const fixed = scalars(def.with) as Record<string, unknown>
    const own = file.with[def.id] ?? {}
    const clash = Object.keys(own).find((k) => k in fixed)
    if (clash)
      problems.push(
        problem(
          'fixed-by-standard',
          {
            zh: `“${clash}”由标准规定，对象不能更改`,
            en: `"${clash}" is fixed by the standard and not the subject's to change`,
          },
          {
            place: { path: `with.${def.id}.${clash}` },
            expected: JSON.stringify(fixed[clash]),
            got: JSON.stringify(own[clash]),
          },
        ),
      )
    const parsed = instrument.params.safeParse({ ...fixed, ...own, ...context(instrument, options) })
    if (!parsed.success) {
      for (const issue of parsed.error.issues) {
        problems.push(
          problem(
            'instrument-params',
            {
              zh: `仪器 ${instrument.name} 的参数有误`,
              en: `The parameters of ${instrument.name} are wrong: ${issue.message}`,
            },
            { place: { path: `measures.${def.id}.with.${issue.path.join('.')}` } },
          ),
        )
      }
      continue
    }
    problems.push(...givesProblems(def.id, [...def.gives.keys()], instrument))
    const { bankRoot: _, ...recorded } = parsed.data as Record<string, unknown>
    measures.push({ measure: def.id, instrument, params: parsed.data, recorded, ...minimum(def.minimum) })
  }
  for (const id of Object.keys(file.supplied)) {
    if (!standard.measures.has(id))
      problems.push(
        problem(
          'unknown-name',
          { zh: `标准中没有测量“${id}”`, en: `The standard has no measure "${id}"` },
          { place: { path: `measurements.${id}` }, expected: [...standard.measures.keys()].join(', '), got: id },
        ),
      )
  }
  return done({
    standard,
    measures,
    open: missing,
    findings: [...checks].filter((c) => file.findings[c] === undefined && file.findings['*'] === undefined),
    facts: [...standard.facts.keys()].filter((name) =>
      whyOf(nodes.session.subject.field(name)).some((w) => w.startsWith('missing:')),
    ),
    problems,
  })
}

function minimum(n: number | undefined): { minimum?: number } {
  return n === undefined ? {} : { minimum: n }
}

/** What the planner alone knows, for instruments that ask for it. */
function context(instrument: Instrument, options: PlanOptions): Record<string, unknown> {
  const shape = (instrument.params as unknown as { shape?: Record<string, z.ZodType> }).shape ?? {}
  return {
    ...('bankRoot' in shape ? { bankRoot: options.standardFolder } : {}),
    ...('asOf' in shape ? { asOf: options.assessment.date } : {}),
  }
}

function givesProblems(measure: string, gives: readonly string[], instrument: Instrument): Problem[] {
  return gives
    .filter((q) => !(q in instrument.produces))
    .map((q) =>
      problem(
        'no-such-quantity',
        { zh: `仪器 ${instrument.name} 不给出“${q}”`, en: `The instrument ${instrument.name} does not give "${q}"` },
        {
          place: { path: `measures.${measure}.gives.${q}` },
          expected: Object.keys(instrument.produces).join(', '),
          got: q,
        },
      ),
    )
}
