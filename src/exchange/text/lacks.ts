import { type Reason, reasonOf, reasonsOf } from './reasons.ts'
import type { View } from './view.ts'

export interface Lack extends Reason {
  /** judged paths whose own reasons name it */
  readonly touches: readonly string[]
  /** how many reasons it stands for */
  readonly count: number
}

/** Everything that is missing, pending or uncertain anywhere in the judgement: each once, in the order in which it is met. */
export function lacks(view: View): readonly Lack[] {
  const found = new Map<string, string[]>()
  const note = (raw: string, path: string) => {
    const paths = found.get(raw) ?? []
    if (!paths.includes(path)) paths.push(path)
    found.set(raw, paths)
  }
  for (const [path, n] of Object.entries(view.nodes)) {
    if (n.applies === 'no') continue
    for (const raw of n.why) note(raw, path)
    for (const rung of n.rungs ?? []) for (const raw of rung.why) if (!found.has(raw)) note(raw, path)
  }
  const each = [...found].map(([raw, touches]) => ({ ...reasonOf(view, raw), touches }))
  return reasonsOf(view, [...found.keys()]).map((r) => {
    const same = each.filter((l) =>
      r.quantity === undefined
        ? l.raw === r.raw
        : l.cause === r.cause && l.measure === r.measure && l.quantity !== undefined,
    )
    return { ...r, touches: [...new Set(same.flatMap((l) => l.touches))], count: same.length }
  })
}
