import { auditHeads } from '../../registry/audit.ts'
import type { House } from '../../registry/house.ts'
import { noteDeadlines } from '../../registry/notices/deadlines.ts'
import { noteDue } from '../../registry/notices/note.ts'
import { prune } from '../../registry/prune.ts'
import { pruneSignIn } from '../sign-in/prune.ts'

/** Notes what is due of every organization, and takes away what nobody needs any more. What fails of one is told, and the others go on. */
export async function hourly(
  house: Pick<House, 'engine' | 'workFolder'>,
  now: Date,
  onFault: (error: unknown) => void,
): Promise<void> {
  for (const { org } of await auditHeads(house.engine))
    try {
      await noteDue(house.engine, org, now)
      await noteDeadlines(house.engine, org, now)
      await prune(house, org, now)
    } catch (error) {
      onFault(error)
    }
  await pruneSignIn(house.engine, now)
}
