import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderProblem } from '../language/problem.ts'
import type { Standard } from '../language/standard.ts'
import { say } from '../language/text.ts'
import type { Evidence } from './evidence.ts'
import { askWhatIsKnown, escapes, everything } from './fixtures/contain.ts'
import { names, shelf } from './fixtures/library.ts'
import { places, withhold } from './fixtures/withhold.ts'
import { open } from './judge.ts'
import type { Nodes } from './nodes.ts'

/**
 * Soundness (language.md, 1.3): whatever is withheld, the true result lies inside what is reported.
 * The cases of every standard give the truth; inputs are withheld at random, 10,000 times in all.
 */
const shelves = names.map(shelf).filter((s) => s.cases.length > 0)
const runs = Math.ceil(10_000 / shelves.length)

function judged(standard: Standard, evidence: Evidence, assume: Parameters<typeof open>[2]): Nodes {
  const o = open(standard, evidence, assume)
  if (!o.ok) throw new Error(o.problems.map((p) => renderProblem(p, 'en')).join('\n'))
  return o.value
}

describe('the true result lies inside what is reported', () => {
  it.each(shelves.map((s) => [s.name, s] as const))(
    `%s: ${runs} times with inputs withheld`,
    (name, { standard, cases }) => {
      const except = askWhatIsKnown(standard)
      const truths = cases.map((c) => ({
        c,
        places: places(standard, c.evidence),
        results: everything(judged(standard, c.evidence, c.assume)),
      }))
      fc.assert(
        fc.property(fc.nat(truths.length - 1), fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), (which, hide) => {
          const t = truths[which]!
          if (t.places.length === 0) return
          const hidden = [...new Set(hide.map((h) => h % t.places.length))].map((i) => t.places[i]!)
          const partial = everything(judged(standard, withhold(t.c.evidence, hidden), t.c.assume))
          for (const [path, reported] of partial) {
            const truth = t.results.get(path)
            if (!truth || except.has(truth.node.id)) continue
            const wrong = escapes(reported, truth)
            if (wrong)
              throw new Error(
                `${name}, case "${say(t.c.name, 'en')}", withheld ${hidden.map((h) => h.join('.')).join(' and ')}: ${path} ${wrong}`,
              )
          }
        }),
        { numRuns: runs, seed: 20261122 },
      )
      expect(truths.length).toBeGreaterThan(0)
    },
  )
})
