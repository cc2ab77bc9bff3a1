import { type Comment, commentTypes, type DispositionWord, dispositions } from './comment.ts'

/** What the explanation of a standard tells of its comments; the four counts of units are standard content of it (recalled). */
export interface CommentStatistics {
  readonly asked: number
  readonly replied: number
  readonly withComments: number
  readonly comments: number
  readonly open: number
  readonly byType: Readonly<Record<(typeof commentTypes)[number], number>>
  readonly byDisposition: Readonly<Record<DispositionWord, number>>
}

/**
 * @param asked organizations that were asked to comment
 * @param replied of those, who answered that they have none
 */
export function statisticsOf(
  comments: readonly Comment[],
  asked: readonly string[],
  replied: readonly string[] = [],
): CommentStatistics {
  const commenting = new Set(comments.map((c) => organizationOf(c)).filter((name) => name !== ''))
  const answered = new Set([...commenting, ...replied.map(plain)].filter((name) => asked.map(plain).includes(name)))
  const tally = <K extends string>(keys: readonly K[], of: (c: Comment) => string | undefined) =>
    Object.fromEntries(keys.map((key) => [key, comments.filter((c) => of(c) === key).length])) as Record<K, number>
  return {
    asked: new Set(asked.map(plain)).size,
    replied: answered.size,
    withComments: commenting.size,
    comments: comments.length,
    open: comments.filter((c) => c.handled === undefined).length,
    byType: tally(commentTypes, (c) => c.type),
    byDisposition: tally(dispositions, (c) => c.handled?.disposition),
  }
}

export interface Dissent {
  readonly clause: string
  readonly organizations: readonly string[]
  readonly comments: readonly Comment[]
}

/** As many independent organizations make a dissent a major one, which the explanation has to tell. Ours (proposed). */
const INDEPENDENT = 3

/** Clauses on which technical comments of at least three organizations were not taken over. A duplicate counts as what it repeats. */
export function majorDissent(comments: readonly Comment[]): readonly Dissent[] {
  const byId = new Map(comments.map((c) => [c.comment, c]))
  const endOf = (c: Comment, been: ReadonlySet<string> = new Set()): Comment => {
    const next = c.handled?.disposition === 'duplicate' ? byId.get(c.handled.duplicateOf ?? '') : undefined
    return next === undefined || been.has(next.comment) ? c : endOf(next, new Set([...been, c.comment]))
  }
  const refused = comments.filter((c) => c.type === 'technical' && endOf(c).handled?.disposition === 'reject')
  const clauses = [...new Set(refused.map((c) => endOf(c).clause))]
  return clauses.flatMap((clause) => {
    const own = refused.filter((c) => endOf(c).clause === clause)
    const organizations = [...new Set(own.map(organizationOf))].filter((name) => name !== '')
    return organizations.length >= INDEPENDENT ? [{ clause, organizations, comments: own }] : []
  })
}

/** One organization under several spellings is one: width, case and spaces do not tell them apart. */
const plain = (name: string): string => name.normalize('NFKC').replace(/\s+/g, '').toLowerCase()
const organizationOf = (c: Comment): string => plain(c.submitter.organization)
