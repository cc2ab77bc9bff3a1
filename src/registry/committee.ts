import { sql } from 'kysely'
import { done, failed, type Outcome, problem } from '../language/problem.ts'
import type { Member, MemberPart } from '../life/committee/committee.ts'
import type { Unit } from './unit.ts'

export interface CommitteeMember extends Member {
  readonly person: string | null
}

/** By name. */
export async function committeeMembers({ db, org }: Unit): Promise<readonly CommitteeMember[]> {
  const rows = await db
    .selectFrom('committee_member')
    .select([
      'member_id',
      'name',
      'unit',
      'part',
      sql<string>`term_from::text`.as('from'),
      sql<string>`term_until::text`.as('until'),
      'committees',
      'person',
    ])
    .where('org_id', '=', org)
    .orderBy('name')
    .orderBy('member_id')
    .execute()
  return rows.map(({ member_id, part, ...row }) => ({ ...row, id: member_id, part: part as MemberPart }))
}

/** Keeps a member, new or as changed. Problems: member-person-twice (somebody else of the committee is that person already). */
export async function keepMember(unit: Unit, { id, from, until, ...member }: CommitteeMember): Promise<Outcome<void>> {
  const { db, org, record } = unit
  const other =
    member.person !== null && (await committeeMembers(unit)).find((m) => m.person === member.person && m.id !== id)
  if (other)
    return failed(
      problem(
        'member-person-twice',
        { zh: '这个账号已是另一位委员', en: 'That account is another member already' },
        { got: other.name },
      ),
    )
  const values = { ...member, term_from: from, term_until: until }
  await db
    .insertInto('committee_member')
    .values({ org_id: org, member_id: id, ...values })
    .onConflict((c) => c.columns(['org_id', 'member_id']).doUpdateSet(values))
    .execute()
  record({ what: 'committee.member-kept', member: id, part: member.part })
  return done(undefined)
}

/** False where there is none. What they voted stays. */
export async function removeMember({ db, org, record }: Unit, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('committee_member')
    .where('org_id', '=', org)
    .where('member_id', '=', id)
    .executeTakeFirst()
  if (numDeletedRows > 0n) record({ what: 'committee.member-removed', member: id })
  return numDeletedRows > 0n
}
