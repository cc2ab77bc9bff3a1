import type { Vote } from '../ballot/tally.ts'
import { CommentBook, isOnComments } from '../comments/book.ts'
import type { Comment } from '../comments/comment.ts'
import type { Procedure } from '../procedure/procedure.ts'
import type { Act, Deed } from './act.ts'

/** A stay in a state. */
export interface Stay {
  readonly state: string
  readonly since: string
  readonly until?: string
  readonly by: string
  readonly reason?: string
  readonly act: number
}

export interface HandedIn {
  readonly kind: string
  readonly sha256: string
  readonly name: string
  readonly on: string
  readonly by: string
  /** stay in which it was handed in */
  readonly stay: number
}

export interface Ballot {
  readonly id: string
  readonly form: 'meeting' | 'letter'
  readonly opened: string
  readonly closed?: string
  readonly voters: readonly string[]
  readonly fromDraftingUnits: readonly string[]
  readonly excluded: readonly { readonly member: string; readonly why: string }[]
  /** the last paper of each member */
  readonly votes: readonly Vote[]
  readonly stay: number
}

export interface Checked {
  readonly passed: boolean
  readonly note: string
  readonly on: string
  /** the text that a machine checked */
  readonly of?: string
}

/** What a project is, as of what was written down and what had come to count. */
export interface Project {
  readonly opened: Extract<Deed, { what: 'opened' }>
  readonly openedOn: string
  readonly planNumber?: string
  readonly stays: readonly Stay[]
  readonly state: string
  readonly since: string
  readonly documents: readonly HandedIn[]
  readonly pauses: readonly { readonly from: string; readonly to?: string; readonly reason: string }[]
  readonly extended?: { readonly on: string; readonly reason: string }
  readonly asked: readonly string[]
  readonly comments: readonly Comment[]
  readonly weighed?: {
    readonly substantive: boolean
    readonly reason: string
    readonly on: string
    readonly stay: number
  }
  readonly papersSent?: { readonly on: string; readonly stay: number }
  /** what is worked on, where it is kept with the registry */
  readonly text?: { readonly draft: string; readonly version: number; readonly sha256: string; readonly on: string }
  readonly checks: ReadonlyMap<string, Checked>
  readonly ballots: readonly Ballot[]
  readonly meeting?: {
    readonly members: number
    readonly present: number
    readonly minutes: string
    readonly signers: readonly string[]
    readonly on: string
    readonly stay: number
  }
  readonly number?: string
  readonly published?: {
    readonly on: string
    readonly effective: string
    readonly announcement: string
    readonly text: string
  }
  readonly filed?: { readonly record: string; readonly on: string }
  readonly evaluated?: {
    readonly conclusion: 'confirm' | 'revise' | 'abolish'
    readonly reason: string
    readonly on: string
  }
  readonly amendments: readonly { readonly sheet: number; readonly items: readonly string[]; readonly on: string }[]
  /** comments belong to a round: how often it was opened to them */
  readonly rounds: number
  /** the last act that counts */
  readonly seq: number
}

/** Which acts count: those written down by a moment, for days up to a day. Both left out: all. */
export interface AsOf {
  readonly valid?: string
  readonly recorded?: string
}

/**
 * The project that its acts make. Both times are asked apart: what was true on a day, and what was known of it then. Acts count in the order of
 * the days on which they count, those of one day as they were written down; an act that was struck counts no more from when that was written
 * down. Undefined where it had not been opened.
 */
export function projectAt(
  procedure: Procedure,
  acts: readonly Act[],
  { valid, recorded }: AsOf = {},
): Project | undefined {
  const known = acts.filter((a) => recorded === undefined || a.recorded <= recorded)
  const struck = new Set(known.flatMap(({ deed }) => (deed.what === 'struck' ? [deed.act] : [])))
  const counting = known
    .filter((a) => !struck.has(a.seq) && a.deed.what !== 'struck' && (valid === undefined || a.valid <= valid))
    .sort((a, b) => (a.valid < b.valid ? -1 : a.valid > b.valid ? 1 : a.seq - b.seq))
  let project: Project | undefined
  const book = new CommentBook()
  for (const act of counting)
    if (project !== undefined && isOnComments(act.deed)) {
      book.take(act.deed, act, project.rounds)
      project = { ...project, seq: act.seq }
    } else project = after(procedure, project, act)
  return project && { ...project, comments: book.all }
}

/** The project with one act more, its comments apart. What does not fit what is there changes nothing: it was written down before what it rested on was struck. */
function after(procedure: Procedure, p: Project | undefined, act: Act): Project | undefined {
  const { deed, valid: on, by } = act
  if (p === undefined) return deed.what === 'opened' ? begun(procedure, deed, act) : undefined
  const stay = p.stays.length - 1
  const next = { ...p, seq: act.seq }
  switch (deed.what) {
    case 'opened':
    case 'struck':
    case 'commented':
    case 'disposed':
    case 'replied':
      return p
    case 'moved': {
      const stays = p.stays.map((s, n) => (n === stay ? { ...s, until: on } : s))
      const { reason } = deed
      const opens = isOpenToComments(procedure, deed.to)
      return {
        ...next,
        stays: [...stays, { state: deed.to, since: on, by, act: act.seq, ...(reason === undefined ? {} : { reason }) }],
        state: deed.to,
        since: on,
        rounds: p.rounds + (opens ? 1 : 0),
      }
    }
    case 'handed':
      return {
        ...next,
        documents: [...p.documents, { kind: deed.kind, sha256: deed.sha256, name: deed.name, on, by, stay }],
      }
    case 'drafted':
      return { ...next, text: { draft: deed.draft, version: deed.version, sha256: deed.sha256, on } }
    case 'planned':
      return { ...next, planNumber: deed.number }
    case 'paused':
      return { ...next, pauses: [...p.pauses, { from: on, reason: deed.reason }] }
    case 'resumed':
      return { ...next, pauses: p.pauses.map((x) => (x.to === undefined ? { ...x, to: on } : x)) }
    case 'extended':
      return { ...next, extended: { on, reason: deed.reason } }
    case 'asked':
      return { ...next, asked: [...new Set([...p.asked, ...deed.organizations])] }
    case 'weighed':
      return { ...next, weighed: { substantive: deed.substantive, reason: deed.reason, on, stay } }
    case 'papers-sent':
      return { ...next, papersSent: { on, stay } }
    case 'checked': {
      const { what: _, check, ...found } = deed
      return { ...next, checks: new Map([...p.checks, [check, { ...found, on }]]) }
    }
    case 'ballot-opened': {
      const { ballot: id, form, voters, fromDraftingUnits = [], excluded } = deed
      return {
        ...next,
        ballots: [...p.ballots, { id, form, voters, fromDraftingUnits, excluded, opened: on, votes: [], stay }],
      }
    }
    case 'voted': {
      const { ballot, member, marks, reason } = deed
      return {
        ...next,
        ballots: p.ballots.map((b) =>
          b.id === ballot
            ? { ...b, votes: [...b.votes.filter((v) => v.member !== member), { member, marks, reason }] }
            : b,
        ),
      }
    }
    case 'ballot-closed':
      return { ...next, ballots: p.ballots.map((b) => (b.id === deed.ballot ? { ...b, closed: on } : b)) }
    case 'met': {
      const { what: _, ...meeting } = deed
      return { ...next, meeting: { ...meeting, on, stay } }
    }
    case 'numbered':
      return { ...next, number: deed.number }
    case 'published':
      return { ...next, published: { on, effective: deed.effective, announcement: deed.announcement, text: deed.text } }
    case 'filed':
      return { ...next, filed: { record: deed.record, on } }
    case 'evaluated':
      return { ...next, evaluated: { conclusion: deed.conclusion, reason: deed.reason, on } }
    case 'amended':
      return { ...next, amendments: [...p.amendments, { sheet: deed.sheet, items: deed.items, on }] }
  }
}

/** States of the stage of comments: GB/T 16733 stage 30 with its main action begun. */
export const isOpenToComments = (procedure: Procedure, state: string): boolean =>
  procedure.states.get(state)?.code === '30' && procedure.states.get(state)?.iso === '30.20'

function begun(procedure: Procedure, opened: Extract<Deed, { what: 'opened' }>, act: Act): Project {
  return {
    opened,
    openedOn: act.valid,
    stays: [{ state: procedure.first, since: act.valid, by: act.by, act: act.seq }],
    state: procedure.first,
    since: act.valid,
    documents: [],
    pauses: [],
    asked: [],
    comments: [],
    checks: new Map(),
    ballots: [],
    amendments: [],
    rounds: 0,
    seq: act.seq,
  }
}

/** Documents that were handed in since the state was entered, or that stay from before: the last of each kind. */
export const documentsOf = (p: Project): ReadonlyMap<string, HandedIn> => new Map(p.documents.map((d) => [d.kind, d]))
