import type { ReactNode } from 'react'

/** Something wider than a telephone: it scrolls by itself, by keyboard too. */
export function Scroll({ name, children }: { name: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
    <section className="scroll" aria-label={name} tabIndex={0}>
      {children}
    </section>
  )
}
