import { expect, test } from 'vitest'
import { loadStandard } from '../language/load.ts'
import { measuresBelow } from './basis.ts'
import type { Evidence } from './evidence.ts'
import { open } from './judge.ts'

const text = `plumbline: 1
id: test/basis
edition: 1.0.0
title: { en: Basis }
authority: reference-profile
sources: { here: { title: Here } }
from: [here]
subject: thing
facts: { media: yes-no }
measures:
  labels: { instrument: x/labels, gives: { share: ratio } }
  answers: { instrument: x/answers, gives: { share: ratio } }
requirements:
  - { id: g, when: subject.media, of: [{ id: g1, holds: labels.share >= 0.9 }], holds: met(of) }
  - { id: h, holds: answers.share >= 0.9 }
results:
  - { id: conforms, of: [g, h], holds: met(of) }
  - id: kind
    gives: [open, shown]
    table: { rules: [["conforms.leaves.exists(r, !r.determined)", open], ["conforms.leaves.exists(r, r.evidence <= document)", open], [any, shown]] }
  - { id: named, value: "[g, h].filter(r, r.satisfied).size()" }
  - { id: direct, holds: g1.satisfied }
`

/** The measures below a result, for a subject that generates media or not. */
function below(result: string, media: boolean): readonly string[] {
  const standard = loadStandard('basis.yaml', text)
  if (!standard.ok) throw new Error(standard.problems.map((p) => p.text.en).join('\n'))
  const evidence: Evidence = {
    facts: { media },
    measures: {},
    findings: {},
    assessment: { date: '2026-01-01', party: 'first' },
  }
  const opened = open(standard.value, evidence)
  if (!opened.ok) throw new Error('evidence')
  return [...measuresBelow(opened.value, standard.value.nodes.get(result)!, opened.value.session.root)].sort()
}

test.each(['conforms', 'kind', 'named'])('%s does not rest on what stands in a group that does not apply', (result) => {
  expect(below(result, true)).toEqual(['answers', 'labels'])
  expect(below(result, false)).toEqual(['answers'])
})

test('a part that is named itself counts by its own `when`', () => {
  expect(below('direct', false)).toEqual(['labels'])
})
