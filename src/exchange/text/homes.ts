import { at, type View } from './view.ts'

const known = new WeakMap<object, ReadonlyMap<string, string>>()

/** For each judged path the path of the node it is written in. What has none stands at the top of its part. */
export function homes(view: View): ReadonlyMap<string, string> {
  const done = known.get(view.report.judgement)
  if (done) return done
  const found = new Map<string, string>()
  for (const [path, judged] of Object.entries(view.nodes)) {
    for (const part of judged.parts)
      if (part !== path && at(view, part)?.node.parent === judged.id && !found.has(part)) found.set(part, path)
  }
  known.set(view.report.judgement, found)
  return found
}

/** The judged paths at the top of a part: its list, and what stands in a group that was not judged. */
export function tops(view: View, part: 'requirements' | 'indicators' | 'results'): readonly string[] {
  const listed = view.standard[part].filter((id) => at(view, id))
  const home = homes(view)
  const strays = Object.keys(view.nodes).filter(
    (p) => at(view, p)?.node.part === part && !home.has(p) && !listed.includes(p),
  )
  return [...listed, ...strays]
}
