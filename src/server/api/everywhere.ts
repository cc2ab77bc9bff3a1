import type { House } from '../../registry/house.ts'
import { shared } from '../../registry/requests.ts'
import { type Actor, asTenant, type Unit } from '../../registry/unit.ts'

/**
 * Rows of one's own space, and of the assessments of others that one performs or may look at: a transaction for each space. Latest first, as the
 * database orders them: times of one form, ids in lower case.
 */
export async function everywhere<R extends { readonly id: string; readonly at: string }>(
  house: House,
  actor: Actor,
  limit: number,
  rowsIn: (unit: Unit, assessments?: readonly string[]) => Promise<readonly R[]>,
): Promise<readonly R[]> {
  const all = [...(await asTenant(house.engine, actor, (unit) => rowsIn(unit)))]
  const granted = await asTenant(house.engine, actor, shared)
  for (const org of new Set(granted.map(({ org_id }) => org_id))) {
    const ids = granted.filter((row) => row.org_id === org).map((row) => row.assessment_id)
    all.push(...(await asTenant(house.engine, { org, person: actor.person }, (unit) => rowsIn(unit, ids))))
  }
  const key = (row: R) => `${row.at} ${row.id}`
  return all.sort((a, b) => (key(a) < key(b) ? 1 : -1)).slice(0, limit)
}
