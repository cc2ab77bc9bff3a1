import { z } from 'zod'
import { voteWords } from '../../life/ballot/tally.ts'
import { commentTypes, dispositions } from '../../life/comments/comment.ts'
import { memberParts } from '../../life/committee/committee.ts'
import { lifeRoles } from '../../life/roles.ts'
import { count, day, id, problem, sha256, text, time, words } from './shapes.ts'

const name = words(200)
const said = words(4000)
const bilingual = z.object({ zh: words(300), en: words(300) })
const voter = words(100)

export const submitted = z.object({
  clause: words(200),
  type: z.enum(commentTypes),
  original: said,
  proposed: said,
  reason: said.refine((s) => s.trim() !== '', 'not empty'),
  submitter: z.object({ organization: name, contact: words(300), named: z.boolean() }),
})

export const openedDeed = z.object({
  what: z.literal('opened'),
  title: bilingual,
  kind: z.enum(['new', 'revise', 'amend']),
  whyLocal: said,
  object: said,
  fastTrack: z.boolean().optional(),
  revises: name.optional(),
})

const of = <W extends string, S extends z.ZodRawShape>(what: W, shape: S) =>
  z.object({ what: z.literal(what), ...shape })

/** What is done in a project after it was opened. */
export const deed = z
  .discriminatedUnion('what', [
    of('moved', { to: words(40), reason: said.optional() }),
    of('handed', { kind: words(40), sha256, name }),
    of('drafted', { draft: id, version: count, sha256 }),
    of('planned', { number: words(60) }),
    of('paused', { reason: said }),
    of('resumed', {}),
    of('extended', { reason: said }),
    of('asked', { organizations: z.array(name).min(1).max(500) }),
    of('commented', { comment: id, ...submitted.shape }),
    of('disposed', {
      comment: id,
      disposition: z.enum(dispositions),
      reason: said,
      changedTo: said,
      duplicateOf: id.optional(),
    }),
    of('replied', { comment: id }),
    of('weighed', { substantive: z.boolean(), reason: said }),
    of('papers-sent', {}),
    of('checked', { check: z.enum(['lint', 'format', 'not-looser', 'competition']), passed: z.boolean(), note: said }),
    of('ballot-opened', {
      ballot: id,
      form: z.enum(['meeting', 'letter']),
      voters: z.array(voter).max(500),
      fromDraftingUnits: z.array(voter).max(500).optional(),
      excluded: z.array(z.object({ member: voter, why: said })).max(500),
    }),
    of('voted', { ballot: id, member: voter, marks: z.array(z.enum(voteWords)).max(3), reason: said }),
    of('ballot-closed', { ballot: id }),
    of('met', {
      members: z.number().int().min(0).max(1000),
      present: z.number().int().min(0).max(1000),
      minutes: sha256,
      signers: z.array(name).max(100),
    }),
    of('numbered', { number: words(60) }),
    of('published', { announcement: sha256, text: sha256, effective: day }),
    of('filed', { record: words(100) }),
    of('evaluated', { conclusion: z.enum(['confirm', 'revise', 'abolish']), reason: said }),
    of('amended', { sheet: z.number().int().min(1).max(100), items: z.array(said).max(100), commentedFrom: day }),
    of('struck', { act: z.number().int().min(1).max(2_147_483_647), reason: said }),
  ])
  .meta({ id: 'Deed' })

export const role = z.enum(lifeRoles)

const basis = z.object({ text, known: z.enum(['seen', 'recalled', 'proposed']) })
const limit = z.object({ amount: z.number(), unit: z.enum(['day', 'working-day', 'month']), basis })
const state = z.object({
  id: z.string(),
  title: text,
  code: z.string(),
  iso: z.string(),
  kind: z.enum(['open', 'in-force', 'end', 'turned-down']),
  by: z.array(role),
  documents: z.array(z.string()),
  limit: limit.nullable(),
  basis,
})
export const procedure = z
  .object({
    id: z.string(),
    edition: z.string(),
    title: text,
    note: text,
    ballot: z.object({ id: z.string(), title: text, known: z.string(), basis: text }),
    documents: z.record(z.string(), text),
    states: z.array(state),
    transitions: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        by: z.array(role),
        reason: z.boolean(),
        guards: z.array(z.object({ guard: z.string(), with: z.record(z.string(), z.number()), basis })),
      }),
    ),
    review: z.object({ months: z.number(), adviceMonthsBefore: z.number(), anchor: z.string(), basis }),
  })
  .meta({ id: 'Procedure' })

export const deadline = z.object({
  what: z.enum(['state', 'plan', 'advice', 'review']),
  title: text,
  due: day,
  /** counted in working days beyond the table of holidays */
  uncertain: z.boolean(),
  overdue: z.boolean(),
  left: z.number(),
  basis,
})

export const projectLine = z
  .object({
    id,
    procedure: z.string(),
    title: text,
    state: z.string(),
    stateTitle: text,
    number: z.string().nullable(),
    acts: z.number(),
    deadlines: z.array(deadline),
    changedAt: time,
  })
  .meta({ id: 'ProjectLine' })

const tally = z.object({
  voters: z.number(),
  favour: z.number(),
  against: z.number(),
  abstain: z.number(),
  invalid: z.number(),
  cast: z.number(),
  quorum: z.enum(['met', 'missed', 'none-asked']),
  passed: z.boolean(),
  needed: z.object({ quorum: z.number(), favour: z.number(), againstAtMost: z.number().nullable() }),
})

const stay = z.object({
  state: z.string(),
  since: day,
  until: day.nullable(),
  by: z.string(),
  reason: z.string().nullable(),
})
const handled = z.object({
  disposition: z.enum(dispositions),
  reason: z.string(),
  changedTo: z.string(),
  duplicateOf: z.string().nullable(),
  by: z.string(),
  on: day,
})
export const projectComment = z.object({
  comment: z.string(),
  clause: z.string(),
  type: z.enum(commentTypes),
  original: z.string(),
  proposed: z.string(),
  reason: z.string(),
  submitter: z.object({ organization: z.string(), contact: z.string(), named: z.boolean() }),
  round: z.number(),
  received: day,
  handled: handled.nullable(),
  replied: day.nullable(),
})

/** All that a page on one project shows. */
export const project = projectLine
  .extend({
    opened: openedDeed,
    planNumber: z.string().nullable(),
    stays: z.array(stay),
    /** what is asked for in this state, and what of it is there */
    documents: z.array(
      z.object({
        kind: z.string(),
        title: text,
        sha256: sha256.nullable(),
        name: z.string().nullable(),
        on: day.nullable(),
        wanted: z.boolean(),
      }),
    ),
    paused: z.boolean(),
    /** the version of a draft that is worked on; `newest` of the draft, null where it is no more */
    text: z.object({ draft: id, version: count, sha256, on: day, newest: count.nullable() }).nullable(),
    /** `of`: the text that a machine checked; `stale` where that is not the text that is worked on */
    checks: z.array(
      z.object({
        check: z.string(),
        passed: z.boolean(),
        note: z.string(),
        on: day,
        of: sha256.optional(),
        stale: z.boolean(),
      }),
    ),
    /** ways out, each with what stands against it */
    ways: z.array(
      z.object({ to: z.string(), title: text, by: z.array(role), reason: z.boolean(), against: z.array(problem) }),
    ),
    comments: z.array(projectComment),
    statistics: z.object({
      asked: z.number(),
      replied: z.number(),
      withComments: z.number(),
      comments: z.number(),
      open: z.number(),
      byType: z.record(z.string(), z.number()),
      byDisposition: z.record(z.string(), z.number()),
    }),
    dissent: z.array(z.object({ clause: z.string(), organizations: z.array(z.string()) })),
    weighed: z.object({ substantive: z.boolean(), reason: z.string(), on: day }).nullable(),
    ballots: z.array(
      z.object({
        id: z.string(),
        form: z.enum(['meeting', 'letter']),
        opened: day,
        closed: day.nullable(),
        voters: z.array(z.string()),
        excluded: z.array(z.object({ member: z.string(), why: z.string() })),
        tally,
        /** whose paper says what: for the file, shown to those who keep it; else one's own alone */
        votes: z.array(z.object({ member: z.string(), marks: z.array(z.string()), reason: z.string() })),
      }),
    ),
    published: z.object({ on: day, effective: day }).nullable(),
    filed: z.string().nullable(),
    review: z.object({ from: day, advice: day, review: day, anchor: z.string() }).nullable(),
    amendments: z.array(z.object({ sheet: z.number(), items: z.array(z.string()), on: day })),
    /** what oneself may act as here */
    roles: z.array(role),
    history: z.array(
      z.object({
        seq: z.number(),
        by: z.string(),
        role,
        valid: day,
        recorded: time,
        what: z.string(),
        struck: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Project' })

export const committeeMember = z.object({
  id,
  name,
  unit: name,
  part: z.enum(memberParts),
  from: day,
  until: day,
  committees: z.number().int().min(0).max(100),
  /** of this installation: votes for themselves */
  person: words(100).nullable(),
})

const ratio = z.object({ kept: z.number(), of: z.number() })
/** how a committee keeps its days under one procedure */
export const scorecard = z
  .object({
    procedure: z.string(),
    title: text,
    projects: z.number(),
    late: z.number(),
    onTime: ratio,
    replied: ratio,
    reviewOverdue: ratio,
  })
  .meta({ id: 'Scorecard' })

export const commentDraft = z
  .object({ id, committee: text, title: text, since: day, hasDraft: z.boolean() })
  .meta({ id: 'CommentDraft' })

const pair = z.tuple([words(200).min(1), words(200).min(1)])
/** A check of the text of a project that is run. */
export const textWish = z.discriminatedUnion('check', [
  z.object({ check: z.literal('lint') }),
  z.object({
    check: z.literal('not-looser'),
    against: z.array(z.object({ standard: words(200), pairs: z.array(pair).max(2000).default([]) })).max(20),
    none: said.optional(),
  }),
])

export const textChecked = z.object({
  seq: z.number(),
  passed: z.boolean(),
  note: z.string(),
  problems: z.array(problem),
  compared: z.array(
    z.object({
      local: z.string(),
      national: z.string(),
      direction: z.enum(['stricter', 'looser', 'equal', 'incomparable']),
    }),
  ),
})
