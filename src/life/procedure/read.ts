import { z } from 'zod'
import { done, failed, type Outcome, type Problem, problem } from '../../language/problem.ts'
import { shapeProblems } from '../../language/shape-problems.ts'
import { plain, readYaml } from '../../language/source.ts'
import { presets } from '../ballot/presets.ts'
import { guards } from '../project/guards.ts'
import { lifeRoles } from '../roles.ts'
import type { Procedure } from './procedure.ts'

const text = z.strictObject({ zh: z.string(), en: z.string() })
const count = z.coerce.number().int().min(0).max(10_000)
const basis = z.strictObject({ text, known: z.enum(['seen', 'recalled', 'proposed']) })
const limit = z.strictObject({ amount: count, unit: z.enum(['day', 'working-day', 'month']), basis })
const role = z.enum(lifeRoles)
const id = z.string().regex(/^[A-Za-z][\w-]{0,30}$/)

const shape = z.strictObject({
  procedure: z.literal('1'),
  id: z.string().regex(/^[\w./-]+$/),
  edition: z.string(),
  title: text,
  note: text,
  first: id,
  documents: z.record(id, text),
  states: z.record(
    id,
    z.strictObject({
      title: text,
      code: z.string(),
      iso: z.string(),
      kind: z.enum(['open', 'in-force', 'end', 'turned-down']).default('open'),
      by: z.array(role).default([]),
      documents: z.array(z.string()).default([]),
      limit: limit.optional(),
      basis,
    }),
  ),
  transitions: z.array(
    z.strictObject({
      from: id,
      to: id,
      by: z.array(role).min(1),
      reason: z.enum(['yes', 'no']).default('no'),
      guards: z
        .array(z.strictObject({ guard: z.string(), with: z.record(z.string(), count).default({}), basis }))
        .default([]),
    }),
  ),
  review: z.strictObject({
    months: count,
    'advice-months-before': count,
    anchor: z.enum(['publication', 'effect']),
    basis,
  }),
  plan: z.strictObject({ from: id, until: id, to: id, limit, extension: limit }),
  ballot: z.string(),
  amendments: z.strictObject({ sheets: count, items: count, 'comment-days': count, basis }),
})

/**
 * A procedure from its file (YAML). Problems are those of the file, and: procedure-unknown-name (a state, document, guard or preset that is not
 * there), procedure-unreachable, procedure-no-reason (into a state that turns down without one).
 */
export function readProcedure(file: string, given: string): Outcome<Procedure> {
  const read = readYaml(file, given)
  if (!read.raw) return failed(...read.problems)
  const parsed = shape.safeParse(plain(read.raw))
  if (!parsed.success) return failed(...shapeProblems(parsed.error.issues, read.raw))
  const p = parsed.data
  const procedure: Procedure = {
    id: p.id,
    edition: p.edition,
    title: p.title,
    note: p.note,
    first: p.first,
    documents: new Map(Object.entries(p.documents)),
    states: new Map(
      Object.entries(p.states).map(([name, { limit: own, ...s }]) => [
        name,
        { ...s, id: name, ...(own ? { limit: own } : {}) },
      ]),
    ),
    transitions: p.transitions.map((t) => ({ ...t, reason: t.reason === 'yes' })),
    review: {
      months: p.review.months,
      adviceMonthsBefore: p.review['advice-months-before'],
      anchor: p.review.anchor,
      basis: p.review.basis,
    },
    plan: p.plan,
    ballot: p.ballot,
    amendments: {
      sheets: p.amendments.sheets,
      items: p.amendments.items,
      commentDays: p.amendments['comment-days'],
      basis: p.amendments.basis,
    },
  }
  const wrong = checkProcedure(procedure, file)
  return wrong.length > 0 ? failed(...wrong) : done(procedure)
}

/** What does not hold together. */
export function checkProcedure(p: Procedure, file = p.id): readonly Problem[] {
  const unknown = (path: string, got: string, expected: readonly string[]) =>
    problem(
      'procedure-unknown-name',
      { zh: '程序里没有这个名称', en: 'The procedure has nothing of this name' },
      { place: { file, path }, got, expected: expected.join(' | ') },
    )
  const states = [...p.states.keys()]
  const found: Problem[] = []
  const named = (path: string, name: string, all: readonly string[]) => {
    if (!all.includes(name)) found.push(unknown(path, name, all))
  }
  named('first', p.first, states)
  for (const name of ['from', 'until', 'to'] as const) named(`plan.${name}`, p.plan[name], states)
  named('ballot', p.ballot, Object.keys(presets))
  for (const s of p.states.values())
    for (const d of s.documents) named(`states.${s.id}.documents`, d, [...p.documents.keys()])
  for (const [n, t] of p.transitions.entries()) {
    named(`transitions.${n}.from`, t.from, states)
    named(`transitions.${n}.to`, t.to, states)
    for (const g of t.guards) {
      named(`transitions.${n}.guards`, g.guard, Object.keys(guards))
      const wants = guards[g.guard]?.takes ?? []
      for (const w of wants)
        if (!(w in g.with)) found.push(unknown(`transitions.${n}.guards.${g.guard}.with`, '', wants))
    }
    if (p.states.get(t.to)?.kind === 'turned-down' && !t.reason)
      found.push(
        problem(
          'procedure-no-reason',
          { zh: '退回或否决须写明理由', en: 'Whatever is turned down is turned down for a written reason' },
          { place: { file, path: `transitions.${n}` }, expected: 'reason: yes', got: `${t.from} → ${t.to}` },
        ),
      )
  }
  const reached = new Set([p.first])
  for (let grew = true; grew; ) {
    grew = false
    for (const t of p.transitions)
      if (reached.has(t.from) && !reached.has(t.to)) {
        reached.add(t.to)
        grew = true
      }
  }
  for (const s of states)
    if (!reached.has(s) && s !== p.plan.to)
      found.push(
        problem(
          'procedure-unreachable',
          { zh: '没有路径到达这个状态', en: 'No way leads to this state' },
          { place: { file, path: `states.${s}` }, got: s },
        ),
      )
  return found
}
