import type { z } from 'zod'
import { assessment as found, lockedVersion, unknownAssessment } from '../../registry/assessments.ts'
import { asTenant, type Unit } from '../../registry/unit.ts'
import type { Call } from './endpoint.ts'
import { Refused } from './refusals.ts'
import type * as shapes from './shapes.ts'
import { shownAssessments } from './shown.ts'
import { inSpaceOf } from './space.ts'
import { matching, tagOf } from './versions.ts'

type Asked = Pick<Call<{ id: string }, unknown, unknown>, 'house' | 'actor' | 'params' | 'c'>

/**
 * Works on an assessment where it lies, which may be another organization's space, and shows it as it then is. With If-Match it is changed only
 * where it is as the reader saw it.
 */
export async function working(
  call: Asked,
  may: 'read' | 'work',
  work: (unit: Unit) => Promise<unknown> = async () => {},
): Promise<z.input<typeof shapes.assessment>> {
  const { house, params, c } = call
  const actor = await inSpaceOf(house.engine, call.actor, params.id, may)
  const shown = await asTenant(house.engine, actor, async (unit) => {
    const wanted = may === 'work' ? c.req.header('if-match') : undefined
    if (wanted !== undefined) matching(wanted, await lockedVersion(unit, params.id))
    await work(unit)
    const row = await found(unit, params.id)
    if (row === undefined) throw new Refused([unknownAssessment(params.id)])
    return (await shownAssessments(unit, [row]))[0]!
  })
  c.header('etag', tagOf(shown))
  return shown
}
