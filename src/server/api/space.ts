import { unknownAssessment } from '../../registry/assessments.ts'
import type { Engine } from '../../registry/engine.ts'
import { whereIs } from '../../registry/requests.ts'
import { type Actor, asTenant } from '../../registry/unit.ts'
import { Refused, refusing } from './refusals.ts'

/**
 * As whom to work on an assessment: in the space of the organization whose row it is, under the person who asks. Who may not know of it is told
 * that there is none; who may only look is told so. `bring`: files, which also whoever is assessed by another may add.
 */
export async function inSpaceOf(
  engine: Engine,
  actor: Actor,
  assessment: string,
  may: 'read' | 'work' | 'bring',
): Promise<Actor> {
  const at = await asTenant(engine, actor, (unit) => whereIs(unit, assessment))
  if (at === undefined) throw new Refused([unknownAssessment(assessment)])
  if (may !== 'read' && at.may === 'read' && !(may === 'bring' && at.org === actor.org)) return refusing('not-allowed')
  return { org: at.org, person: actor.person }
}
