import { z } from 'zod'
import { Exact } from '../language/exact.ts'
import { nearestName } from '../language/names.ts'
import { done, failed, type Outcome, type Problem, problem } from '../language/problem.ts'
import { shapeProblems } from '../language/shape-problems.ts'
import { find, placeOf, plain, type Raw, readYaml } from '../language/source.ts'
import type { Standard } from '../language/standard.ts'
import type { Text } from '../language/text.ts'
import { strangeFields } from './asked-fields.ts'
import type { Declared, Evidence, EvidenceClass, Finding, Measurement, Party, Quantity } from './evidence.ts'
import { open, outcomeOf } from './judge.ts'
import { readingOf } from './levels.ts'
import type { Nodes } from './nodes.ts'
import type { Assumption, Frame } from './session.ts'
import { showValue } from './show.ts'
import { lookUp } from './tables.ts'
import { no, unknown, type Value } from './values.ts'

/** Unit tests of a standard: `standard.test.yaml` beside it. Each case gives evidence and says what must come out. */

const caseShape = z.strictObject(
  {
    name: z.union([z.string(), z.strictObject({ zh: z.string().optional(), en: z.string().optional() })]),
    facts: z.record(z.string(), z.unknown()).optional(),
    measures: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
    findings: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])).optional(),
    assume: z.record(z.string(), z.string()).optional(),
    assessment: z.strictObject({ date: z.string().optional(), party: z.string().optional() }).optional(),
    calendar: z.strictObject({ off: z.array(z.string()).optional(), work: z.array(z.string()).optional() }).optional(),
    expect: z.record(z.string(), z.string()),
  },
  {
    error: (i) =>
      i.code === 'unrecognized_keys'
        ? 'keys:name facts measures findings assume assessment calendar expect'
        : undefined,
  },
)
const fileShape = z.strictObject({ standard: z.string(), cases: z.array(caseShape).min(1) })

export interface Case {
  readonly name: Text
  readonly evidence: Evidence
  readonly assume: Readonly<Record<string, Assumption>>
  /** node, table or `list[i].node` to what it must show */
  readonly expect: Readonly<Record<string, string>>
  readonly at: Raw
}

export interface CaseResult {
  readonly name: Text
  readonly checks: readonly {
    readonly what: string
    readonly expected: string
    readonly got: string
    readonly ok: boolean
  }[]
  readonly problems: readonly Problem[]
}

/** Cases that say no date are judged on this day; cases that depend on the day say it. */
export const defaultDate = '2026-01-01'

export function readCases(name: string, text: string, standard: Standard): Outcome<readonly Case[]> {
  const read = readYaml(name, text)
  if (!read.raw) return failed(...read.problems)
  const { raw } = read
  const parsed = fileShape.safeParse(plain(raw))
  if (!parsed.success) return failed(...shapeProblems(parsed.error.issues, raw))
  if (parsed.data.standard !== standard.id) {
    return failed(
      problem(
        'other-standard',
        { zh: '用例属于另一标准', en: 'The cases are for another standard' },
        { place: placeOf(find(raw, ['standard']).at), expected: standard.id, got: parsed.data.standard },
      ),
    )
  }
  return done(parsed.data.cases.map((c, i) => readCase(c, standard, find(raw, ['cases', i]))))
}

function readCase(c: z.infer<typeof caseShape>, standard: Standard, at: Raw): Case {
  const { evidence, assume } = evidenceFrom(c)
  return {
    name: typeof c.name === 'string' ? { zh: c.name, en: c.name } : (c.name as Text),
    evidence,
    assume: assume(standard),
    expect: c.expect,
    at,
  }
}

/**
 * Evidence from plain JSON, in the full form or in the short one of cases: a measure's quantities beside its `n` and `evidence`,
 * a finding as a bare yes or no. Undefined parts are empty; nothing is checked here, the judge does that.
 */
export function evidenceFrom(given: unknown): {
  evidence: Evidence
  assume: (standard: Standard) => Readonly<Record<string, Assumption>>
} {
  const g = (typeof given === 'object' && given !== null ? given : {}) as Record<string, unknown>
  const map = (key: string) => (typeof g[key] === 'object' && g[key] !== null ? g[key] : {}) as Record<string, unknown>
  const measures = Object.fromEntries(
    Object.entries(map('measures')).map(([id, m]): [string, Measurement] => {
      const { n, evidence, quantities, ...flat } = (m ?? {}) as Record<string, unknown>
      return [
        id,
        {
          quantities: (typeof quantities === 'object' && quantities !== null ? quantities : flat) as Record<
            string,
            Quantity
          >,
          ...(n === undefined || n === null ? {} : { n: Number(n) }),
          ...(evidence ? { evidence: evidence as EvidenceClass } : {}),
        },
      ]
    }),
  )
  const findings = Object.fromEntries(Object.entries(map('findings')).map(([id, f]) => [id, finding(f)]))
  const { date, party } = map('assessment')
  const calendar = g['calendar'] as Evidence['calendar'] | undefined
  return {
    evidence: {
      facts: map('facts') as Record<string, Declared>,
      measures,
      findings,
      assessment: {
        date: typeof date === 'string' ? date : defaultDate,
        party: (typeof party === 'string' ? party : 'first') as Party,
      },
      ...(calendar ? { calendar: { off: calendar.off ?? [], work: calendar.work ?? [] } } : {}),
    },
    assume: (standard) =>
      Object.fromEntries(
        Object.entries(map('assume')).map(([id, text]) => [id, assumption(standard, id, String(text))]),
      ),
  }
}

function truthOf(f: unknown): boolean | null {
  return f === true || f === 'true' || f === 'yes' ? true : f === false || f === 'false' || f === 'no' ? false : null
}

function finding(f: unknown): Finding {
  if (typeof f !== 'object' || f === null) return { satisfied: truthOf(f) }
  const { waived, ...said } = f as Record<string, unknown>
  return {
    ...said,
    satisfied: truthOf(said['satisfied']),
    ...(waived === undefined ? {} : { waived: truthOf(waived) === true }),
  }
}

function assumption(standard: Standard, id: string, text: string): Assumption {
  const node = standard.nodes.get(id)
  if (node?.level) return { level: text }
  if (node?.holds || node?.check)
    return {
      satisfied: text === 'satisfied' || text === 'true' || text === 'yes' ? true : text === 'unknown' ? null : false,
    }
  return { value: text }
}

export function runCase(standard: Standard, c: Case): CaseResult {
  const opened = open(standard, c.evidence, c.assume)
  if (!opened.ok) return { name: c.name, checks: [], problems: opened.problems }
  const problems: Problem[] = quantityNames(standard, c)
  const checks = Object.entries(c.expect).map(([what, expected]) => {
    const got = showPath(opened.value, what)
    if (got === undefined) {
      const names = [...standard.nodes.keys(), ...standard.tables.keys()]
      const near = nearestName(what, names)
      problems.push(
        problem(
          'unknown-name',
          { zh: `没有“${what}”可供核对`, en: `There is no "${what}" to expect` },
          {
            place: placeOf(c.at.at),
            got: what,
            next: near ? { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } : undefined,
          },
        ),
      )
    }
    return { what, expected, got: got ?? '', ok: got !== undefined && agrees(expected, got) }
  })
  return { name: c.name, checks, problems }
}

/** An instrument may give more than a standard takes; in a case that a person wrote, what nobody takes is a slip. */
function quantityNames(standard: Standard, c: Case): Problem[] {
  return Object.entries(c.evidence.measures).flatMap(([id, m]) => {
    const gives = standard.measures.get(id)?.gives
    if (gives === undefined) return []
    return Object.entries(m.quantities).flatMap(([q, given]) => {
      const type = gives.get(q)
      if (type === undefined) return [notTaken(c, id, q, gives.keys())]
      const fields = type.k === 'list' && type.of.k === 'record' ? type.of.fields.keys() : []
      return strangeFields(type, given).map((field) => notTaken(c, `${id}.${q}`, field, fields))
    })
  })
}

function notTaken(c: Case, of: string, name: string, names: Iterable<string>): Problem {
  const taken = [...names]
  const near = nearestName(name, taken)
  return problem(
    'unknown-name',
    { zh: `测量“${of}”没有量“${name}”`, en: `The measure "${of}" has no quantity "${name}"` },
    {
      place: placeOf(c.at.at),
      expected: taken.join(', '),
      got: name,
      next: near ? { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } : undefined,
    },
  )
}

const step = /^([A-Za-z_][A-Za-z0-9_]*)(?:\[(\d+)\])?$/

/** What a node or table shows, by a path such as `grade`, `tasks[0].loa`, `weights.P`. Undefined if there is no such thing. */
export function showPath(nodes: Nodes, path: string): string | undefined {
  const { standard, root } = nodes.session
  const reading = readingOf(standard.decision)
  let frame: Frame = root
  const steps = path.split('.')
  for (const [i, text] of steps.entries()) {
    const m = step.exec(text)
    if (!m) return undefined
    const [, name = '', index] = m
    const node = standard.nodes.get(name)
    if (index !== undefined) {
      const list = node?.each ? nodes.items(node, frame, reading) : undefined
      const item = list?.items[Number(index)]
      if (!item) return undefined
      frame = (item.value as { frame: Frame }).frame
      continue
    }
    if (node) return i === steps.length - 1 ? showNode(nodes, name, frame) : undefined
    const table = standard.tables.get(name)
    if (!table || table.given.length > 0) return undefined
    const types =
      table.out.length > 0
        ? { k: 'record' as const, fields: new Map(table.out.map((o, k) => [o, table.types[k]!])) }
        : table.types[0]!
    const v = lookUp(table, [], types, nodes.context(frame, reading))
    const out = steps[i + 1]
    if (out === undefined) return v.k === 'record' ? undefined : showValue(v, types, standard.scales)
    const type = types.k === 'record' ? types.fields.get(out) : undefined
    return type && v.k === 'record' ? showValue(v.field(out), type, standard.scales) : undefined
  }
  return undefined
}

function showNode(nodes: Nodes, id: string, from: Frame): string {
  const { standard } = nodes.session
  const node = standard.nodes.get(id)!
  const r = nodes.result(id, from, readingOf(standard.decision))
  if (r.applies === no) return 'not-applicable'
  if (node.holds || node.check) return outcomeOf(r)
  if (r.applies === unknown && !r.perhaps) return 'not-determined'
  const v: Value | undefined = r.level ?? r.value
  return v
    ? showValue(
        v,
        r.level
          ? { k: 'number', lo: Exact.zero, hi: Exact.zero, scale: node.level!.scale.id }
          : (node.type ?? { k: 'any' }),
        standard.scales,
      )
    : 'no result'
}

/** Numbers agree exactly; written with six or more digits they agree at the digits written (600/7 is 85.7143). */
export function agrees(expected: string, got: string): boolean {
  if (expected === got) return true
  const a = ends(expected)
  const b = ends(got)
  return a !== undefined && b !== undefined && sameNumber(a[0], b[0]) && sameNumber(a[1], b[1])
}

function ends(text: string): [string, string] | undefined {
  const parts = text.replace(/^\[|\]$/g, '').split('..')
  return parts.length === 1 ? [parts[0]!, parts[0]!] : parts.length === 2 ? [parts[0]!, parts[1]!] : undefined
}

function sameNumber(written: string, got: string): boolean {
  if (written === got) return true
  const x = Exact.parse(written)
  const y = Exact.parse(got)
  if (!x || !y) return false
  if (x.equals(y)) return true
  const digits = written.replace(/^-?0*\.?0*/, '').replace('.', '').length
  const places = /\.(\d+)$/.exec(written)?.[1]?.length ?? 0
  return digits >= 6 && y.round(places).equals(x)
}
