import type { z } from 'zod'
import { presets } from '../../life/ballot/presets.ts'
import { tally } from '../../life/ballot/tally.ts'
import { majorDissent, statisticsOf } from '../../life/comments/statistics.ts'
import { deadlinesOf, reviewOf } from '../../life/deadlines.ts'
import type { Procedure } from '../../life/procedure/procedure.ts'
import type { Act } from '../../life/project/act.ts'
import { waysOn } from '../../life/project/allowed.ts'
import { documentsOf, type Project, projectAt } from '../../life/project/project.ts'
import { isTextCheck } from '../../life/project/text-checks.ts'
import type { LifeRole } from '../../life/roles.ts'
import type { ProjectRow, Rules } from '../../registry/projects.ts'
import type { deadline, project, projectLine } from './life-shapes.ts'

type Line = z.input<typeof projectLine>
type Shown = z.input<typeof project>

export const deadlinesShown = (
  procedure: Procedure,
  p: Project,
  { today, holidays }: Rules,
): z.input<typeof deadline>[] => deadlinesOf(procedure, p, today, holidays).map((d) => ({ ...d }))

export function lineShown(row: ProjectRow, procedure: Procedure, p: Project, rules: Rules): Line {
  return {
    id: row.id,
    procedure: row.procedure,
    title: row.title,
    state: p.state,
    stateTitle: procedure.states.get(p.state)!.title,
    number: p.number ?? null,
    acts: row.acts,
    deadlines: deadlinesShown(procedure, p, rules),
    changedAt: row.changedAt.toISOString(),
  }
}

export interface Viewer {
  /** id of the member that they are, where they are one */
  readonly member: string | undefined
  /** they keep the file of the votes */
  readonly keepsFile: boolean
  readonly roles: readonly LifeRole[]
}

/** One project as somebody may see it, as of a day and as known at a moment. Undefined where it had not been opened. */
export function projectShown(
  row: ProjectRow,
  procedure: Procedure,
  acts: readonly Act[],
  rules: Rules,
  viewer: Viewer,
  asOf: { readonly valid?: string; readonly recorded?: string },
  /** of the draft that is worked on */
  newest?: number,
): Shown | undefined {
  const p = projectAt(procedure, acts, asOf)
  if (p === undefined) return undefined
  const day = asOf.valid ?? rules.today
  const context = { day, holidays: rules.holidays, numbers: new Set<string>() }
  const struck = new Set(acts.flatMap(({ deed }) => (deed.what === 'struck' ? [deed.act] : [])))
  const state = procedure.states.get(p.state)!
  const there = documentsOf(p)
  const kinds = [...new Set([...state.documents, ...there.keys()])]
  const review = reviewOf(procedure, p)
  const { opened } = p
  return {
    ...lineShown(row, procedure, p, { ...rules, today: day }),
    opened: { ...opened, title: { ...opened.title } },
    planNumber: p.planNumber ?? null,
    stays: p.stays.map(({ state: s, since, until, by, reason }) => ({
      state: s,
      since,
      until: until ?? null,
      by,
      reason: reason ?? null,
    })),
    documents: kinds.map((kind) => {
      const held = there.get(kind)
      return {
        kind,
        title: procedure.documents.get(kind) ?? {},
        sha256: held?.sha256 ?? null,
        name: held?.name ?? null,
        on: held?.on ?? null,
        wanted: state.documents.includes(kind),
      }
    }),
    paused: p.pauses.some((x) => x.to === undefined),
    text: p.text ? { ...p.text, newest: newest ?? null } : null,
    checks: [...p.checks].map(([check, c]) => ({
      check,
      ...c,
      stale: p.text !== undefined && isTextCheck(check) && c.of !== p.text.sha256,
    })),
    ways: waysOn(procedure, p, context).map(({ transition: { to, by, reason }, against }) => ({
      to,
      title: procedure.states.get(to)!.title,
      by: [...by],
      reason,
      against: [...against],
    })),
    comments: p.comments.map(({ handled, replied, ...c }) => ({
      ...c,
      submitter: { ...c.submitter },
      handled: handled === undefined ? null : { ...handled, duplicateOf: handled.duplicateOf ?? null },
      replied: replied ?? null,
    })),
    statistics: statisticsOf(p.comments, p.asked),
    dissent: majorDissent(p.comments).map(({ clause, organizations }) => ({
      clause,
      organizations: [...organizations],
    })),
    weighed: p.weighed ? { substantive: p.weighed.substantive, reason: p.weighed.reason, on: p.weighed.on } : null,
    ballots: p.ballots.map((b) => {
      const rule = presets[procedure.ballot]!
      const counted = tally(b.voters.length, b.votes, rule)
      const isOpen = b.closed === undefined
      // of what is open it is told what passes it if all vote; it is not counted before its time
      const all = b.voters.map((member) => ({ member, marks: ['favour' as const], reason: '' }))
      const { needed } = isOpen ? tally(b.voters.length, all, rule) : counted
      const mine = b.votes.filter((v) => viewer.keepsFile || v.member === viewer.member)
      return {
        id: b.id,
        form: b.form,
        opened: b.opened,
        closed: b.closed ?? null,
        voters: [...b.voters],
        excluded: b.excluded.map((e) => ({ ...e })),
        tally: {
          ...(isOpen && !viewer.keepsFile ? tally(b.voters.length, [], rule) : counted),
          needed: { ...needed, againstAtMost: needed.againstAtMost ?? null },
        },
        votes: mine.map((v) => ({ ...v, marks: [...v.marks] })),
      }
    }),
    published: p.published ? { on: p.published.on, effective: p.published.effective } : null,
    filed: p.filed?.record ?? null,
    review: review ?? null,
    amendments: p.amendments.map((a) => ({ ...a, items: [...a.items] })),
    roles: [...viewer.roles],
    history: acts.map(({ seq, by, role, valid, recorded, deed }) => ({
      seq,
      by,
      role,
      valid,
      recorded,
      // who voted how is in the file of the votes, and not in the list of acts
      what: deed.what,
      struck: struck.has(seq),
    })),
  }
}
