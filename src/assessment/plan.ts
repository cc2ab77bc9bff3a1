import type { z } from 'zod'
import type { Instrument } from '../instruments/contract.ts'
import { supplied as suppliedInstrument } from '../instruments/records/supplied.ts'
import { checksBelow, measuresBelow } from '../judge/basis.ts'
import type { Assessment, Calendar, Declared, Evidence, Finding } from '../judge/evidence.ts'
import { open } from '../judge/judge.ts'
import { whyOf } from '../judge/values.ts'
import { nearestName } from '../language/names.ts'
import { done, type Outcome, type Problem, problem, warning } from '../language/problem.ts'
import type { Standard } from '../language/standard.ts'
import { notGiven, notTaken } from './plan-quantities.ts'
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
  /** of what the subject file declares, what this standard asks */
  readonly given: {
    readonly facts: Readonly<Record<string, Declared>>
    readonly findings: Readonly<Record<string, Finding>>
  }
  /** what the subject file declares beyond that: one file may serve several standards */
  readonly aside: readonly string[]
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
  /** folders in which `banks/` is looked for, in order, where the subject brings none of its own */
  readonly bankRoots: readonly string[]
  /** whether another standard asks for a fact or check of this name: then it is no slip of the pen */
  readonly askedElsewhere?: (name: string) => boolean
}

/** Only what applies to this subject is planned: `when` rests on facts, so that is known beforehand. */
export async function makePlan(
  standard: Standard,
  file: SubjectFile,
  instruments: ReadonlyMap<string, Instrument>,
  options: PlanOptions,
): Promise<Outcome<Plan>> {
  const { facts, findings, aside, warnings } = asked(standard, file, options.askedElsewhere)
  const evidence: Evidence = {
    facts,
    measures: {},
    findings,
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
  const problems: Problem[] = [...warnings]
  for (const def of standard.measures.values()) {
    if (!needed.has(def.id)) continue
    const given = file.supplied[def.id]
    if (given) {
      problems.push(...notTaken(def.id, def.gives, given.quantities))
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
    const material = typeof instrument.material === 'function' ? instrument.material(fixed) : instrument.material
    if (material !== undefined && file.subject.access[material] === undefined && !file.with[def.id]) {
      missing.push({ measure: def.id, origin: `${instrument.name}: access.${material}` })
      continue
    }
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
    problems.push(...notGiven(def.id, def.gives, instrument))
    const { bankRoot: _, ...recorded } = parsed.data as Record<string, unknown>
    measures.push({ measure: def.id, instrument, params: parsed.data, recorded, ...minimum(def.minimum) })
  }
  aside.push(...Object.keys(file.supplied).filter((id) => !standard.measures.has(id)))
  return done({
    standard,
    measures,
    given: { facts, findings },
    aside,
    open: missing,
    findings: [...checks].filter((c) => findings[c] === undefined && findings['*'] === undefined),
    facts: [...standard.facts.keys()].filter((name) =>
      whyOf(nodes.session.subject.field(name)).some((w) => w.startsWith('missing:')),
    ),
    problems,
  })
}

/** Only what the standard asks; a name that is nearly one of its own is probably a slip, and said. */
function asked(standard: Standard, file: SubjectFile, elsewhere: PlanOptions['askedElsewhere'] = () => false) {
  const aside: string[] = []
  const warnings: Problem[] = []
  const keep = <T>(part: string, given: Readonly<Record<string, T>>, valid: ReadonlySet<string>): Record<string, T> =>
    Object.fromEntries(
      Object.entries(given).filter(([name]) => {
        if (name === '*' || valid.has(name) || valid.has(name.replace(/^.*\]\./, ''))) return true
        const near = nearestName(
          name,
          [...valid].filter((v) => !(v in given)),
        )
        // short ids such as G6_3 and T6_3 are near each other by chance
        if (near && near.length >= 5 && !elsewhere(name)) {
          warnings.push(
            warning(
              'unknown-name',
              { zh: `标准不问“${name}”，已放在一边`, en: `The standard does not ask for "${name}"; it is put aside` },
              {
                place: { path: `${part}.${name}` },
                next: { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` },
              },
            ),
          )
        } else aside.push(name)
        return false
      }),
    )
  const facts = keep('facts', file.subject.facts, new Set(standard.facts.keys()))
  const findings = keep('findings', file.findings, new Set(standard.nodes.keys()))
  return { facts, findings, aside, warnings }
}

function minimum(n: number | undefined): { minimum?: number } {
  return n === undefined ? {} : { minimum: n }
}

/** What the planner alone knows, for instruments that ask for it. */
function context(instrument: Instrument, options: PlanOptions): Record<string, unknown> {
  const shape = (instrument.params as unknown as { shape?: Record<string, z.ZodType> }).shape ?? {}
  return {
    ...('bankRoot' in shape ? { bankRoot: options.bankRoots } : {}),
    ...('asOf' in shape ? { asOf: options.assessment.date } : {}),
  }
}
