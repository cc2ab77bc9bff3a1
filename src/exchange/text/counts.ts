import { wrap } from './columns.ts'
import { lacks } from './lacks.ts'
import { outcomes, requirementPaths } from './requirements.ts'
import type { View } from './view.ts'

/** How many requirements came to what, how many items were asked, how many set-up errors there were, how much is missing. */
export function countLines(view: View, width: number): readonly string[] {
  const { words } = view
  const requirements = outcomes(view, requirementPaths(view)).map(([o, n]) => `${words.outcome[o]} ${n}`)
  const { measures } = view.report
  const sum = (f: (m: (typeof measures)[number]) => number) => measures.reduce((n, m) => n + f(m), 0)
  const errors = sum((m) => Object.values(m.items.errors).reduce((a, b) => a + b, 0))
  const missing = lacks(view)
  const causes = ['missing', 'pending', 'uncertain', 'other'] as const
  const of = (cause: string) => missing.filter((l) => l.cause === cause).reduce((n, l) => n + l.count, 0)
  const line = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : wrap(`${title}${words.colon}${items.join(words.comma)}`, width)
  return [
    ...line(words.text.requirements, requirements),
    ...line(words.text.measures, [`${measures.length}`]),
    ...line(words.text.items, [
      `${words.measurements.planned} ${sum((m) => m.items.planned)}`,
      `${words.measurements.answered} ${sum((m) => m.items.answered)}`,
      `${words.text.errors} ${errors}`,
    ]),
    ...line(
      words.missing.title,
      missing.length === 0
        ? [words.measurements.noErrors]
        : causes.filter((c) => of(c) > 0).map((c) => `${words.missing[c]} ${of(c)}`),
    ),
  ]
}
