import type { ReactNode } from 'react'

/** What may be wider than its place and has nothing in it that takes the focus: it takes it itself, to be moved from the keyboard. */
export function Scroll({ name, children }: { name: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a part of the page, not fields that belong together
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <div className="scroll" role="group" aria-label={name} tabIndex={0}>
      {children}
    </div>
  )
}
