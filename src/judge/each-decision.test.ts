import { expect, test } from 'vitest'
import { loadStandard } from '../language/load.ts'
import { ProblemError } from '../language/problem.ts'
import { evidenceFrom } from './cases.ts'
import { judge } from './judge.ts'

const text = (decision: string) => `
plumbline: 1
id: acme/door
edition: 1.0.0
title: { zh: 门禁, en: Door }
authority: reference-profile
sources: { own: { title: own, kind: proposal } }
from: [own]
subject: door
decision: { guarded: 0.95 }
measures:
  attacks: { instrument: recognition/pad, gives: { species: { list: { species: text, apcer: ratio } } } }
requirements:
  - id: each
    each: attacks.species
    as: s
    title: { zh: 逐类, en: by species }
    of: [{ id: low, holds: s.apcer <= 0.1${decision}, title: { zh: 低, en: low } }]
results:
  - { id: all, title: { zh: 全部, en: all }, of: [each], holds: "each.of.all(i, i.low.satisfied)" }
`
const evidence = evidenceFrom({
  assessment: { date: '2026-11-22', party: 'first' },
  measures: {
    attacks: {
      n: 100,
      species: [
        {
          species: 'print',
          apcer: { value: '0.08', n: 100, bounds: [{ confidence: '0.95', lower: '0.04', upper: '0.15' }] },
        },
      ],
    },
  },
}).evidence

function outcome(decision: string): string | undefined {
  const loaded = loadStandard('standard.yaml', text(decision))
  if (!loaded.ok) throw new ProblemError(loaded.problems)
  const judged = judge(loaded.value, evidence)
  if (!judged.ok) throw new ProblemError(judged.problems)
  return judged.value.nodes['each[0].low']?.outcome
}

test('a node inside an item of a measured list keeps the decision it states', () => {
  expect(outcome('')).toBe('inconclusive')
  expect(outcome(', decision: point')).toBe('satisfied')
  expect(outcome(', decision: { guarded: 0.95 }')).toBe('inconclusive')
})
