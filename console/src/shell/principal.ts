import { useRouteContext } from '@tanstack/react-router'
import type { Permission } from '../api/types.ts'

/** Who is signed in; only inside. */
export function usePrincipal() {
  return useRouteContext({
    from: '/inside',
    select: ({ principal, person }) => ({ ...principal, name: person.name, email: person.email }),
  })
}

export function useMay(): (permission: Permission) => boolean {
  const { permissions } = usePrincipal()
  return (permission) => permissions.includes(permission)
}
