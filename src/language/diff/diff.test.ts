import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { library, names, textOf } from '../fixtures/standards.ts'
import { loadStandard } from '../load.ts'
import { renderProblem } from '../problem.ts'
import type { Standard } from '../standard.ts'
import { differences } from './changes.ts'
import { compareRequirement, looserThanNational } from './counterpart.ts'
import { turned } from './direction.ts'
import { sayChange } from './say-change.ts'

const text = `plumbline: 1
id: test/small
edition: 1.0.0
title: { en: Small }
authority: reference-profile
sources: { design: { title: ours, kind: proposal } }
from: [design]
subject: thing
facts: { w: { one-of: [p, q] } }
measures: { trials: { instrument: test/rate, minimum: 59, gives: { success: ratio, errors: { number: [0, inf] } } } }
scales: { L: [L0, L1, L2], risk: { better: lower, levels: [low, high] } }
tables: { k: { in: [subject.w], rules: [[p, 0.2], [q, 1]] } }
requirements:
  - { id: R1, clause: "5.1", says: should, check: records, title: { en: Records } }
  - { id: R2, clause: "5.2", holds: trials.success >= 0.95 }
  - { id: R3, clause: "5.3", holds: trials.errors <= 3 }
indicators:
  - id: total
    value: mean(of)
    of:
      - { id: T1, clause: T1.2, weight: 30, value: 100 * trials.success }
      - { id: T2, weight: 70, value: 100 * k }
results:
  - { id: grade, of: [total], value: total.value, level: { scale: L, at-least: { L1: 50, L2: 0.95 * 100 } }, adjust: [{ when: "!R2.satisfied", at-most: L1 }] }
  - { id: danger, value: total.value, level: { scale: risk, at-least: { high: 60 } } }
`
function load(t: string): Standard {
  const s = loadStandard('s.yaml', t, library)
  if (!s.ok) throw new Error(s.problems.map((p) => renderProblem(p, 'en')).join('\n'))
  return s.value
}
const base = load(text)
const edited = (...edits: [string, string][]) =>
  load(edits.reduce((t, [a, b]) => (t.includes(a) ? t.replace(a, b) : t.slice(0, -1e9)), text))
const found = (...edits: [string, string][]) => differences(base, edited(...edits)).map((c) => sayChange(c).en)

describe('what changed between two editions', () => {
  it.each([
    ['success >= 0.95', 'success >= 0.97', 'clause 5.2 (R2): threshold tightened 0.95 to 0.97 (stricter)'],
    ['errors <= 3', 'errors <= 5', 'clause 5.3 (R3): threshold loosened 3 to 5 (looser)'],
    [
      'weight: 30',
      'weight: 25',
      'weight of clause T1.2 (T1) 30 to 25 (its share 30 % to 26.32 %) (neither stricter nor looser for certain)',
    ],
    ['L1: 50', 'L1: 55', 'clause grade: threshold for level L1 tightened 50 to 55 (stricter)'],
    ['high: 60', 'high: 70', 'clause danger: threshold for level high loosened 60 to 70 (looser)'],
    [
      'says: should, ',
      'says: shall, ',
      'clause 5.1 (R1): wording (shall, should, may) changed from should to shall (stricter)',
    ],
    ['says: should, ', '', 'clause 5.1 (R1): wording (shall, should, may) changed from should to none (stricter)'],
    ['minimum: 59', 'minimum: 30', 'measure trials: minimum n changed from 59 to 30 (looser)'],
    [
      'subject: thing',
      'subject: thing\ndecision: { guarded: 0.95 }',
      'heading decision added (neither stricter nor looser for certain)',
    ],
    [
      '[p, 0.2]',
      '[p, 0.3]',
      'table k: row 1, cell 2 changed from 0.2 to 0.3 (neither stricter nor looser for certain)',
    ],
    ['id: R3', 'id: errors', 'clause 5.3 (R3): the same clause under another id, R3 to errors (no effect on judging)'],
    [
      'title: { en: Records }',
      'title: { en: The records }',
      'clause 5.1 (R1): title changed from {"en":"Records"} to {"en":"The records"} (no effect on judging)',
    ],
  ])('%s -> %s', (a, b, said) => expect(found([a, b])).toContain(said))

  it('tells a new requirement from new evidence', () => {
    const changes = differences(
      base,
      edited(
        ['facts: {', 'facts: { again: yes-no,'],
        ['indicators:', '  - { id: R4, holds: subject.again }\nindicators:'],
      ),
    )
    expect(changes.map((c) => [c.kind, c.id, c.what, c.direction])).toEqual(
      expect.arrayContaining([
        ['fact', 'again', 'added', 'incomparable'],
        ['clause', 'R4', 'added', 'stricter'],
      ]),
    )
  })

  it.each(names)('%s does not differ from itself, and its form loads as the same standard', (name) => {
    const s = load(textOf(name))
    expect(differences(s, s)).toEqual([])
    expect(load(JSON.stringify(s.form)).hash).toBe(s.hash)
  })

  it('shows something exactly when the hash changed, the same way back and forth', () => {
    const numbers = [...text.matchAll(/\d+(\.\d+)?/g)].map((m) => ({ at: m.index, old: m[0] }))
    let changed = 0
    fc.assert(
      fc.property(fc.nat(numbers.length - 1), fc.integer({ min: 0, max: 99 }), (k, n) => {
        const { at, old } = numbers[k]!
        const loaded = loadStandard('s.yaml', text.slice(0, at) + String(n) + text.slice(at + old.length))
        if (!loaded.ok) return
        const there = differences(base, loaded.value)
        const back = differences(loaded.value, base)
        expect(there.length > 0).toBe(loaded.value.hash !== base.hash)
        const ways = (all: typeof there) => all.map((c) => c.direction).sort()
        expect(ways(back)).toEqual(there.map((c) => turned(c.direction)).sort())
        for (const c of there) expect(sayChange(c).zh && sayChange(c).en).toBeTruthy()
        if (there.length > 0) changed++
      }),
      { numRuns: 300, seed: 11 },
    )
    expect(changed).toBeGreaterThan(50)
  })
})

describe('a local requirement against the national one', () => {
  const against = (...edits: [string, string][]) =>
    compareRequirement({ standard: base, id: 'R2' }, { standard: edited(...edits), id: 'R2' }).direction
  it('is equal, stricter, looser or incomparable', () => {
    expect(against()).toBe('equal')
    expect(against(['>= 0.95', '>= 0.97'])).toBe('stricter')
    expect(against(['>= 0.95', '>= 0.9'])).toBe('looser')
    expect(against(['minimum: 59', 'minimum: 30'])).toBe('looser')
    expect(against(['>= 0.95', '>= 0.97'], ['minimum: 59', 'minimum: 30'])).toBe('incomparable')
    expect(against(['trials.success >= 0.95', 'trials.errors <= 1'])).toBe('incomparable')
    expect(against(['subject: thing', 'subject: thing\ndecision: { guarded: 0.9 }'])).toBe('stricter')
  })
  it('blocks submission only when looser', () => {
    const pair = (...edits: [string, string][]) => [
      { national: { standard: base, id: 'R2' }, local: { standard: edited(...edits), id: 'R2' } },
    ]
    expect(looserThanNational(pair(['>= 0.95', '>= 0.97']))).toEqual([])
    expect(looserThanNational(pair(['>= 0.95', '>= 0.9'])).map((p) => p.code)).toEqual(['looser-than-national'])
  })
})
