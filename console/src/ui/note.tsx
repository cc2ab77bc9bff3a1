import type { ReactNode } from 'react'

/** Something to know before going on; quieter than a problem. */
export function Note({ children }: { children: ReactNode }) {
  return (
    <div className="banner" role="note">
      {children}
    </div>
  )
}
