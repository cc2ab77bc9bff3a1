import type { Decision, Measure, Node } from '../standard.ts'

/** Every one-sided confidence that some reading asks for: a measurement carries a pair of bounds for each. */
export function reading(
  standard: Decision,
  nodes: ReadonlyMap<string, Node>,
  measures: ReadonlyMap<string, Measure>,
): string[] {
  const found = new Set<string>()
  const note = (d: Decision | undefined) => {
    if (d?.kind === 'guarded') found.add(d.confidence)
  }
  note(standard)
  for (const n of nodes.values()) {
    note(n.decision)
    for (const rung of n.level?.ladder ?? []) note(rung.decision)
  }
  if (found.size > 0) for (const m of measures.values()) if (m.confidence) found.add(m.confidence)
  return [...found].sort()
}
