import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderProblem } from '../language/problem.ts'
import type { Standard } from '../language/standard.ts'
import type { Evidence } from './evidence.ts'
import { escapes, everything } from './fixtures/contain.ts'
import { columnsOf, inputsKnown, laneOf, near, shown } from './fixtures/lanes.ts'
import { evidence, formula, loaded } from './fixtures/playground.ts'
import { type Place, places, withhold } from './fixtures/withhold.ts'
import { open } from './judge.ts'
import type { Nodes } from './nodes.ts'
import { known, na, unknown, whyOf } from './values.ts'

function judged(standard: Standard, e: Evidence): Nodes {
  const o = open(standard, e)
  if (!o.ok) throw new Error(o.problems.map((p) => renderProblem(p, 'en')).join('\n'))
  return o.value
}

const some = fc.array(formula, { minLength: 4, maxLength: 4 })

/** The properties of formula-layer.md, on random formulas in a standard with one of everything. */
describe('random formulas', () => {
  it('sound: with inputs withheld, the true result lies inside what is reported', () => {
    fc.assert(
      fc.property(
        some,
        fc.array(fc.tuple(evidence, fc.array(fc.nat(), { minLength: 1, maxLength: 8 })), {
          minLength: 4,
          maxLength: 4,
        }),
        (formulas, tries) => {
          const standard = loaded(formulas)
          for (const [e, hide] of tries) {
            const truths = everything(judged(standard, e))
            const all = places(standard, e)
            const hidden = [...new Set(hide.map((h) => h % all.length))].map((i) => all[i]!)
            for (const [path, reported] of everything(judged(standard, withhold(e, hidden)))) {
              const truth = truths.get(path)
              const wrong = truth && escapes(reported, truth)
              if (wrong)
                throw new Error(
                  `${path} (${formulas[Number(path.slice(1))]?.text}), withheld ${hidden.map((h) => h.join('.')).join(' and ')} of ${JSON.stringify(e.facts)}: ${wrong}`,
                )
            }
          }
        },
      ),
      { numRuns: 125, seed: 20261122 },
    )
  })

  it('sufficient: giving the inputs that are named as missing makes the answer as known as it can be', () => {
    let asked = 0
    fc.assert(
      fc.property(
        some,
        fc.array(fc.tuple(evidence, fc.array(fc.nat(), { minLength: 1, maxLength: 6 })), {
          minLength: 3,
          maxLength: 3,
        }),
        (formulas, tries) => {
          const standard = loaded(formulas)
          for (const [e, hide] of tries) {
            const truths = judged(standard, e)
            const all = places(standard, e)
            const hidden = [...new Set(hide.map((h) => h % all.length))].map((i) => all[i]!)
            const partial = judged(standard, withhold(e, hidden))
            for (const [i, f] of formulas.entries()) {
              const id = `f${i}`
              const result = (n: Nodes) => n.result(id, n.session.root, 'point')
              const main = (n: Nodes) => result(n).value ?? result(n).satisfied ?? na([])
              const before = result(partial)
              if (before.applies !== unknown && known(main(partial))) continue
              const truth = shown(result(truths).applies === unknown ? undefined : main(truths))
              asked++
              // what a list holds can only be asked for when the list is there, so the asking may take a few rounds
              let still = hidden
              for (
                let now = partial;
                truth !== '?' && shown(result(now).applies === unknown ? undefined : main(now)) === '?';
              ) {
                const why = [...result(now).whyApplies, ...whyOf(main(now))]
                  .filter((w) => w.startsWith('missing: '))
                  .map((w) => w.slice('missing: '.length))
                const left = still.filter((h) => !why.some((w) => pathOf(h).startsWith(w) || w.startsWith(pathOf(h))))
                if (left.length === still.length)
                  throw new Error(
                    `${f.text}: named ${why.join(', ')}, still withheld ${still.map((h) => h.join('.')).join(', ')} of ${JSON.stringify(e.facts)}`,
                  )
                still = left
                now = judged(standard, withhold(e, still))
              }
            }
          }
        },
      ),
      { numRuns: 110, seed: 5 },
    )
    expect(asked).toBeGreaterThan(110)
  })

  it('exact = columns, away from the boundaries', () => {
    let compared = 0
    fc.assert(
      fc.property(
        fc.array(
          formula.filter((f) => !makesUnknowns(f.text)),
          { minLength: 4, maxLength: 4 },
        ),
        fc.array(evidence, { minLength: 6, maxLength: 6 }),
        (formulas, all) => {
          const standard = loaded(formulas)
          // columns need lists of one length
          const e = all.map((x) => ({
            ...x,
            facts: { ...x.facts, xs: all[0]!.facts['xs']!, ys: all[0]!.facts['ys']!, ws: all[0]!.facts['ws']! },
          }))
          const sessions = e.map((x) => judged(standard, x))
          const judge = columnsOf(standard, sessions)
          const watched = formulas.map((f, i) => ({
            f,
            id: `f${i}`,
            lane: laneOf(judge, judge.main(`f${i}`, judge.root)),
            applies: laneOf(judge, judge.property(`f${i}`, judge.root, 'applies')),
          }))
          judge.program.run(sessions.length)
          for (const w of watched) {
            for (const [i, s] of sessions.entries()) {
              const r = s.result(w.id, s.session.root, 'point')
              const exact = r.applies === unknown ? '?' : shown(s.main(w.id, s.session.root, 'point'))
              const lane = w.applies(i) === 'no' ? 'na' : w.applies(i) === '?' ? '?' : w.lane(i)
              // an input that is still to come is a range, which a column can only call unknown
              if (
                exact === '?'
                  ? lane === '?'
                  : lane === '?' && !inputsKnown(s.session.subject, { k: 'record', fields: standard.facts })
              )
                continue
              compared++
              if (!near(lane, exact))
                throw new Error(`${w.f.text} of ${JSON.stringify(e[i]!.facts)}: exact ${exact}, column ${lane}`)
            }
          }
        },
      ),
      { numRuns: 150, seed: 6 },
    )
    expect(compared).toBeGreaterThan(2500)
  })
})

function pathOf(place: Place): string {
  return place
    .slice(1)
    .reduce<string>((t, k) => (typeof k === 'number' ? `${t}[${k}]` : t === '' ? k : `${t}.${k}`), '')
}

/** Division by what may be nothing, tables with a hole and means without weight give an unknown out of known inputs; columns carry no bounds for it. */
function makesUnknowns(text: string): boolean {
  return /\/ \(|\bt\b|\bweighed\b/.test(text)
}
