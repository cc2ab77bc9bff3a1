import type { Assessment, Permission } from '../api/types.ts'
import { usePrincipal } from '../shell/principal.ts'

/** What somebody may do with an assessment: only whoever performs it works on it; who is assessed by another looks on. */
export function useMayAt({ performer }: Assessment): (permission: Permission) => boolean {
  const { org, permissions } = usePrincipal()
  return (permission) => performer === org && permissions.includes(permission)
}
