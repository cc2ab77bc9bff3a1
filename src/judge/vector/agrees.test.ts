import { describe, expect, it } from 'vitest'
import { renderProblem } from '../../language/problem.ts'
import { say } from '../../language/text.ts'
import { pcg32 } from '../../metrics/random.ts'
import { askWhatIsKnown, everything } from '../fixtures/contain.ts'
import { columnsOf, inputsKnown, laneOf, near, redrawn, shown } from '../fixtures/lanes.ts'
import { names, shelf } from '../fixtures/library.ts'
import { open } from '../judge.ts'
import { na, unknown } from '../values.ts'

/** The second evaluator agrees with the exact one, reading estimates, away from the boundaries. */
const shelves = names.map(shelf).filter((s) => s.cases.length > 0)
const subjects = 16

describe('columns agree with the exact judgement', () => {
  it.each(shelves.map((s) => [s.name, s] as const))('%s', (name, { standard, cases }) => {
    const random = pcg32(new TextEncoder().encode(name.padEnd(16)))
    const wrong: string[] = []
    const asks = askWhatIsKnown(standard)
    let compared = 0
    for (const c of cases.filter((_, i) => i % Math.ceil(cases.length / 20) === 0)) {
      if (Object.keys(c.assume).length > 0) continue
      const sessions = Array.from({ length: subjects }, (_, i) => {
        const o = open(
          standard,
          i === 0 ? redrawn(standard, c.evidence, () => 0.3) : redrawn(standard, c.evidence, () => random.uniform()),
        )
        if (!o.ok) throw new Error(`${say(c.name, 'en')}: ${o.problems.map((p) => renderProblem(p, 'en')).join('\n')}`)
        return o.value
      })
      const judge = columnsOf(standard, sessions)
      const watched = [...standard.nodes.values()]
        .filter((n) => n.scope === undefined && !n.each)
        .map((n) => ({
          id: n.id,
          lane: laneOf(judge, judge.main(n.id, judge.root)),
          applies: laneOf(judge, judge.property(n.id, judge.root, 'applies')),
        }))
      judge.program.run(subjects)
      // where something is not known, bounds may still settle the exact answer: a column may then say less, never something else
      const complete = sessions.map(
        (s) =>
          inputsKnown(s.session.subject, { k: 'record', fields: standard.facts }) &&
          [...standard.measures.values()].every((m) =>
            inputsKnown(s.session.measure(m.id, 'point'), { k: 'record', fields: m.gives }),
          ) &&
          [...everything(s).values()].every(
            (r) => r.applies !== unknown && shown(r.level ?? r.value ?? r.satisfied ?? na([])) !== '?',
          ),
      )
      for (const w of watched) {
        for (const [i, s] of sessions.entries()) {
          const r = s.result(w.id, s.session.root, 'point')
          if (standard.nodes.get(w.id)!.decision) continue
          const exact = shown(s.main(w.id, s.session.root, 'point'))
          const lane = w.applies(i) === 'no' ? 'na' : w.applies(i) === '?' ? '?' : w.lane(i)
          if (!complete[i] && asks.has(w.id)) continue
          if (exact === '?' || r.applies === unknown || (lane === '?' && !complete[i])) continue
          compared++
          if (!near(lane, exact))
            wrong.push(`${say(c.name, 'en')}, subject ${i}, ${w.id}: exact ${exact}, column ${lane}`)
        }
      }
    }
    expect(wrong.length, wrong.slice(0, 12).join('\n')).toEqual(0)
    expect(compared).toBeGreaterThan(0)
  })
})
