import { describe, expect, it } from 'vitest'
import type { Evidence } from './evidence.ts'
import { loaded } from './fixtures/playground.ts'
import { open, outcomeOf } from './judge.ts'
import { showValue } from './show.ts'

/** What perhaps does not apply (language.md, 1.4): k1 and r1 apply when b2 holds, k3 and r3 when b3 does; here neither is known. */
const facts = {
  n1: '3',
  n2: '1',
  m: '7',
  i: 2,
  b1: true,
  w: 'p',
  ws: ['p'],
  xs: ['1', '2'],
  ys: [{ v: '5', ok: true, kind: 'p' }],
  day: '2026-01-31',
  lv: 'S2',
}
const at = (more: object): Evidence => ({
  facts: { ...facts, ...more },
  measures: {},
  findings: {},
  assessment: { date: '2026-05-01', party: 'first' },
})

function ask(kind: 'value' | 'holds', text: string, more: object): string {
  const standard = loaded([{ kind, text }])
  const o = open(standard, at(more))
  if (!o.ok) throw new Error(JSON.stringify(o.problems))
  const r = o.value.result('f0', o.value.session.root, 'point')
  if (kind === 'holds') return outcomeOf(r)
  return r.applies === 1 ? 'not-applicable' : showValue(r.value!, standard.nodes.get('f0')!.type!, standard.scales)
}

describe('a part that perhaps does not apply counts both ways', () => {
  it.each([
    ['sum([k1.value, 2])', '[-inf..inf]', '5', '2'],
    ['[k1.value, 2].size()', '[1..2]', '2', '1'],
    ['max([k1.value, 2])', '[2..inf]', '3', '2'],
    ['group.of.size()', '[1..3]', '2', '1'],
    ['sum(g.of.map(r, r.satisfied))', '[1..2]', '1', '1'],
  ])('%s', (text, unknown, withB2, without) => {
    expect([
      ask('value', text, {}),
      ask('value', text, { b2: true, b3: false }),
      ask('value', text, { b2: false, b3: false }),
    ]).toEqual([unknown, withB2, without])
  })

  it.each([
    // true whatever k1 is, were it there; it may however not be
    ['k1.value >= k1.value - 1 || k1.value < 0', 'not-determined', 'satisfied', 'not-applicable'],
    ['!r1.satisfied', 'not-determined', 'satisfied', 'not-applicable'],
    ['r1.satisfied && subject.b1', 'not-determined', 'not-satisfied', 'satisfied'],
    ['r1.satisfied || subject.b1', 'satisfied', 'satisfied', 'satisfied'],
    ['[k1.value].all(v, v > 5)', 'not-determined', 'not-satisfied', 'satisfied'],
    ['[k1.value].exists(v, v > 1)', 'not-determined', 'satisfied', 'not-satisfied'],
    ['group.of.exists(k, k.weight == 2)', 'not-determined', 'satisfied', 'not-satisfied'],
  ])('%s', (text, unknown, withB2, without) => {
    expect([
      ask('holds', text, {}),
      ask('holds', text, { b2: true, b3: false }),
      ask('holds', text, { b2: false, b3: false }),
    ]).toEqual([unknown, withB2, without])
  })

  it('an unknown that is not a truth is not left out of "and"', () => {
    // which requirement stands first is not known, so neither is whether it is satisfied
    expect(ask('holds', 'ranked(g.of)[0].satisfied && subject.b1', {})).toBe('not-determined')
  })

  it('a condition that perhaps does not apply is not surely failed, nor a proviso surely fired', () => {
    const standard = loaded([{ kind: 'value', text: '1' }])
    const levels = (more: object) => {
      const o = open(standard, at({ ...more, b1: false }))
      if (!o.ok) throw new Error('opens')
      const r = o.value.result('grade', o.value.session.root, 'point')
      return [r.level!.lo.toString(), r.level!.hi.toString()]
    }
    const [lo, hi] = levels({}).map(Number) as [number, number]
    for (const b2 of [true, false]) {
      for (const b3 of [true, false]) {
        const [level] = levels({ b2, b3 }).map(Number) as [number, number]
        expect(level).toBeGreaterThanOrEqual(lo)
        expect(level).toBeLessThanOrEqual(hi)
      }
    }
  })
})

describe('found by tests, mended', () => {
  it.each([
    ['-42 % (-5)', '-2'],
    ['-(3) % 5', '-3'],
    ['subject.n1 % 2', '1'],
  ])('%s is %s', (text, wanted) => {
    expect(ask('value', text, {})).toBe(wanted)
  })
})
