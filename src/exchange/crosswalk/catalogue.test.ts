import { describe, expect, test } from 'vitest'
import { keyOf } from '../../crosswalk/framework.ts'
import { lint } from '../../crosswalk/lint/lint.ts'
import { network } from '../../crosswalk/network.ts'
import { readCrosswalk } from './catalogue.ts'
import { readRequirements, writeRequirements } from './own/frameworks.ts'
import { readMappings, writeMappings } from './own/mappings.ts'

const read = readCrosswalk('all')
const { frameworks, sets } = read.ok ? read.value : { frameworks: [], sets: [] }
const ours = sets.filter((s) => s.author === 'plumbline')
const rows = ours.flatMap((s) => s.mappings)

describe('the frameworks and mappings that come with the product', () => {
  test('are read without a problem', () => {
    expect(read.ok ? [] : read.problems).toEqual([])
    expect(frameworks.find((f) => f.id === 'nist-ai-rmf')?.requirements.filter((r) => r.testable)).toHaveLength(72)
    expect(frameworks.find((f) => f.id === 'cn-sh/llm-trust')?.requirements.some((r) => r.id === 'LT3')).toBe(true)
  })

  test('every row names requirements that are there, so that nothing is left out of the network', () => {
    expect(network(frameworks, sets).left.map((r) => `${r.set.id}/${r.mapping.id}`)).toEqual([])
  })

  test('nothing is found wrong with them', () => {
    expect(lint(frameworks, sets).map((l) => [l.rule, l.set, l.mapping, l.others])).toEqual([])
  })

  test('ours are at least 300, labelled as ours, each with a reason in both languages that stands once', () => {
    expect(rows.length).toBeGreaterThanOrEqual(300)
    for (const m of rows) {
      expect(m.known, `${m.source} ${m.target}`).toBe('proposed')
      expect(m.from).toBe('Plumbline')
      expect(m.note?.zh, `${m.source} ${m.target}`).toBeTruthy()
      expect(m.note?.en, `${m.source} ${m.target}`).toBeTruthy()
    }
    const twice = (words: readonly (string | undefined)[]) => words.filter((w, i) => words.indexOf(w) !== i)
    expect(twice(rows.map((m) => m.note?.zh))).toEqual([])
    expect(twice(rows.map((m) => m.note?.en))).toEqual([])
  })

  test('nobody has reviewed ours yet, so none of our sets calls itself approved', () => {
    for (const s of ours) expect([s.id, s.status, s.reviewers]).toEqual([s.id, 'in-review', []])
  })

  test('the official rows say that two things are related and no more', () => {
    const official = sets.filter((s) => s.author === 'official').flatMap((s) => s.mappings)
    expect(official).toHaveLength(24)
    expect(new Set(official.map((m) => m.relation))).toEqual(new Set(['related']))
  })

  test('what is written is read again alike', () => {
    for (const f of frameworks) {
      const again = readRequirements(writeRequirements(f), f.id)
      const bare = f.requirements.map(({ whole, ...r }) => (whole === true ? { ...r, whole } : r))
      expect(again.ok ? again.value : again.problems).toEqual(bare)
    }
    for (const s of sets) {
      const again = readMappings(writeMappings(s), s.id)
      expect(again.ok ? again.value : again.problems).toEqual(s.mappings)
    }
  })

  test('keys are unique across frameworks', () => {
    const keys = frameworks.flatMap((f) => f.requirements.map((r) => keyOf(f.id, r.id)))
    expect(new Set(keys).size).toBe(keys.length)
  })
})
