import type { Assessment, Permission } from '../api/types.ts'
import { usePrincipal } from '../shell/principal.ts'

/** Whether it still takes evidence: what was decided stays judged by what it was judged by. */
export const takesEvidence = ({ state }: Assessment): boolean =>
  ['selection', 'determination', 'review', 'decision'].includes(state)

/** What somebody may do with an assessment: only whoever performs it works on it; who is assessed by another looks on. */
export function useMayAt({ performer }: Assessment): (permission: Permission) => boolean {
  const { org, permissions } = usePrincipal()
  return (permission) => performer === org && permissions.includes(permission)
}
