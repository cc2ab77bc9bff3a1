import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Exact } from '../../language/exact.ts'
import { loadStandard } from '../../language/load.ts'
import { ProblemError } from '../../language/problem.ts'
import type { Standard } from '../../language/standard.ts'
import { evidenceFrom } from '../cases.ts'
import { judge } from '../judge.ts'
import type { Change, WayTo } from './document.ts'
import { type WhatIfOptions, whatIf } from './what-if.ts'

function standardOf(rest: string): Standard {
  const loaded = loadStandard(
    'standard.yaml',
    `
plumbline: 1
id: acme/firm
edition: 1.0.0
title: { zh: 企业, en: Firm }
authority: reference-profile
sources: { own: { title: own, kind: proposal } }
from: [own]
subject: enterprise
${rest}`,
  )
  if (!loaded.ok) throw new ProblemError(loaded.problems)
  return loaded.value
}

const amount = '{ number: [0, inf], unit: 万元 }'

function ask(standard: Standard, given: unknown, options: WhatIfOptions = {}) {
  const found = whatIf(standard, evidenceFrom(given).evidence, options)
  if (!found.ok) throw new ProblemError(found.problems)
  return found.value
}

const way = (standard: Standard, given: unknown, verdict: string, options: WhatIfOptions = {}): WayTo =>
  ask(standard, given, options).ways.find((w) => w.verdict === verdict)!

/** `sales +0.01` */
const short = (c: Change) =>
  c.kind === 'number' ? `${c.path} ${c.by.startsWith('-') ? '' : '+'}${c.by}` : `${c.path} ${c.from} → ${c.to}`
const lines = (changes: readonly Change[]) => changes.map(short)

const research = standardOf(`
facts: { sales: ${amount}, research: ${amount} }
tables:
  limit: { in: [subject.sales], rules: [["<= 5000", 0.05], ["<= 20000", 0.04], [any, 0.03]] }
results: [{ id: passed, holds: subject.research / subject.sales >= limit }]
`)

describe('one change', () => {
  test('sales of 5000 ask for 5 %, a cent more for 4 %: more sales gain it, though fewer do too', () => {
    const gained = way(research, { facts: { sales: 5000, research: '249.99' } }, 'satisfied')
    expect(lines(gained.changes)).toEqual(['sales +0.01', 'sales -0.2', 'research +0.01'])
    expect(gained.pairs).toEqual([])
  })

  test('what passes by a step can be lost by it, and where the band ends', () => {
    const lost = way(research, { facts: { sales: 5000, research: 250 } }, 'not-satisfied')
    // from 5000.01 on 4 % are asked, and 250 reaches them up to 6250
    expect(lines(lost.changes)).toEqual(['research -0.01', 'sales +1250.01'])
  })

  test('a share of 39.99 % becomes an amount', () => {
    const share = standardOf(`
facts: { ai: ${amount}, revenue: ${amount}, staff: { integer: [0, inf] }, technical: { integer: [0, inf] } }
requirements:
  - { id: share, holds: subject.ai / subject.revenue >= 0.40 }
  - { id: people, holds: subject.technical / subject.staff >= 0.10 }
results: [{ id: recognised, of: [share, people], holds: met(of) }]
`)
    const firm = { ai: 3999, revenue: 10000, staff: 100, technical: 10 }
    expect(lines(way(share, { facts: firm }, 'satisfied').changes)).toEqual(['revenue -2.5', 'ai +1'])
    const few = way(share, { facts: { ...firm, ai: 4000, technical: 6 } }, 'satisfied')
    expect(lines(few.changes)).toEqual(['staff -40', 'technical +4'])
    expect(lines(way(share, { facts: firm }, 'satisfied', { keep: ['revenue'] }).changes)).toEqual(['ai +1'])
  })

  test('a ladder tells the next level and the one below, from the end that is claimed', () => {
    const graded = standardOf(`
facts: { points: { number: [0, 100] }, veto: yes-no }
scales: { grade: [C, B, A] }
results:
  - id: grade
    value: subject.points
    level: { scale: grade, at-least: { B: 60, A: 80 } }
    adjust: [{ when: subject.veto, at-most: C }]
`)
    const found = ask(graded, { facts: { points: '61.5', veto: false } })
    expect(found.now).toBe('B')
    expect(found.ways.map((w) => [w.verdict, w.direction, lines(w.changes)])).toEqual([
      ['A', 'better', ['points +18.5']],
      ['C', 'worse', ['points -1.51', 'veto no → yes']],
    ])
    expect(ask(graded, { facts: { points: 90, veto: false } }).ways.map((w) => w.verdict)).toEqual(['B'])
  })

  test('on a scale on which lower is better, better and worse are turned', () => {
    const risk = standardOf(`
facts: { faults: { integer: [0, inf] } }
scales: { risk: { better: lower, levels: [low, high] } }
results: [{ id: risk, value: subject.faults, level: { scale: risk, at-least: { high: 5 } } }]
`)
    const [up] = ask(risk, { facts: { faults: 3 } }).ways
    expect([up!.direction, lines(up!.changes)]).toEqual(['worse', ['faults +2']])
    const [down] = ask(risk, { facts: { faults: 7 } }).ways
    expect([down!.direction, lines(down!.changes)]).toEqual(['better', ['faults -3']])
  })

  test('answers: yes and no, a word, a level, one more or fewer of several, a finding', () => {
    const many = standardOf(`
facts:
  fine: yes-no
  place: { one-of: [here, near, far] }
  rank: { level: rank }
  held: { some-of: [a, b] }
scales: { rank: [low, middle, high] }
requirements: [{ id: seen, check: records }]
results:
  - { id: passed, holds: 'subject.fine && subject.place != "far" && subject.rank >= middle && subject.held.size() >= 1 && seen.satisfied' }
`)
    const given = (o: object, f = true) => ({
      facts: { fine: true, place: 'here', rank: 'middle', held: ['a'], ...o },
      findings: { seen: f },
    })
    const gain = (o: object, f = true) => lines(way(many, given(o, f), 'satisfied').changes)
    expect(gain({ fine: false })).toEqual(['fine no → yes'])
    expect(gain({ place: 'far' })).toEqual(['place far → here', 'place far → near'])
    expect(gain({ rank: 'low' })).toEqual(['rank low → middle', 'rank low → high'])
    expect(gain({ held: [] })).toEqual(['held [] → [a]', 'held [] → [b]'])
    expect(lines(way(many, { ...given({}), findings: { seen: 'no' } }, 'satisfied').changes)).toEqual(['seen no → yes'])
    expect(lines(way(many, { ...given({}), findings: { seen: 'yes' } }, 'not-satisfied').changes)).toContain(
      'seen yes → no',
    )
  })

  test('a word becomes any other word', () => {
    const size = standardOf(`
facts: { staff: { integer: [0, inf] }, revenue: ${amount} }
tables:
  class:
    in: [subject.staff, subject.revenue]
    gives: [large, medium, small, micro]
    rules: [[">= 300", ">= 10000", large], [">= 100", ">= 1000", medium], [">= 10", ">= 50", small], [any, any, micro]]
results: [{ id: size, gives: [large, medium, small, micro], value: class }]
`)
    const found = ask(size, { facts: { staff: 300, revenue: '9999.99' } })
    expect(found.now).toBe('medium')
    expect(found.ways.map((w) => [w.verdict, lines(w.changes)])).toEqual([
      ['large', ['revenue +0.01']],
      ['small', ['staff -201', 'revenue -9000']],
      ['micro', ['staff -291', 'revenue -9950']],
    ])
    const two = way(size, { facts: { staff: 250, revenue: 6000 } }, 'large')
    expect([two.changes, two.pairs.map(lines)]).toEqual([[], [['staff +50', 'revenue +4000']]])
  })

  test('of lists and measurements; what scatters stays', () => {
    const listed = standardOf(`
measures:
  filing: { instrument: records/supplied, gives: { part: ${amount}, whole: ${amount}, trial: ratio, years: { list: { part: ${amount}, whole: ${amount} }, size: 2 } } }
results: [{ id: passed, holds: 'filing.part >= 5 && filing.years[1].part >= 5 && filing.trial >= 0.5' }]
`)
    const years = [
      { part: 1, whole: 2 },
      { part: 5, whole: 6 },
    ]
    const given = (o: object) => ({ measures: { filing: { part: 5, whole: 9, trial: '0.5', years, ...o } } })
    const lost = (o: object) => lines(way(listed, given(o), 'not-satisfied').changes)
    expect(lost({})).toEqual(['filing.trial -0.0001', 'filing.part -0.01', 'filing.years[1].part -0.01'])
    const bounded = { value: '0.5', lower: '0.4', upper: '0.6' }
    expect(lost({ trial: bounded })).not.toContain('filing.trial -0.0001')
    expect(lost({ trial: { value: '0.5', n: 40 } })).not.toContain('filing.trial -0.0001')
    expect(lost({ trial: { value: '0.5' } })).toContain('filing.trial -0.0001')
    expect(lines(way(listed, given({}), 'not-satisfied', { keep: ['filing.years[1]', 'filing.p*'] }).changes)).toEqual([
      'filing.trial -0.0001',
    ])
    // a part is not lifted above its whole
    const low = given({ part: 4, whole: '4.5' })
    expect(lines(way(listed, low, 'satisfied').changes)).toEqual(['filing.part +1'])
    const within = way(listed, low, 'satisfied', { parts: { filing: [['part', 'whole']] } })
    expect(within.changes).toEqual([])
    expect(within.pairs).toEqual([])
  })
})

describe('more than one change', () => {
  const three = standardOf(`
facts: { a: { integer: [0, 50] }, b: { integer: [0, 50] }, c: { integer: [0, 50] }, open: yes-no }
requirements:
  - { id: r1, holds: subject.a >= 10 }
  - { id: r2, holds: subject.b >= 20 }
  - { id: r3, holds: subject.c >= 30 }
results: [{ id: passed, of: [r1, r2, r3], holds: met(of) }]
`)
  test('pairs only where nothing alone is enough', () => {
    expect(way(three, { facts: { a: 9, b: 20, c: 30 } }, 'satisfied')).toMatchObject({ pairs: [], together: [] })
    const two = way(three, { facts: { a: 9, b: 18, c: 30 } }, 'satisfied')
    expect([two.changes, two.pairs.map(lines)]).toEqual([[], [['a +1', 'b +2']]])
  })
  test('a set where two are not enough', () => {
    const all = way(three, { facts: { a: 9, b: 18, c: 0 } }, 'satisfied')
    expect([all.pairs, lines(all.together)]).toEqual([[], ['a +1', 'b +2', 'c +30']])
    expect(way(three, { facts: { a: 9, b: 18, c: 0 } }, 'satisfied', { keep: ['c'] })).toMatchObject({ together: [] })
  })
})

describe('what is open or wrong', () => {
  test('what is missing is told, and a change beside it is no way out', () => {
    const found = ask(research, { facts: { sales: 5000 } })
    expect(found.now).toBe('not-determined')
    expect(found.open).toEqual(['missing: research'])
    expect(found.ways.map((w) => w.changes)).toEqual([[], []])
  })
  test('a lack that does not matter does not stand in the way', () => {
    const either = standardOf(`
facts: { a: { integer: [0, 50] }, b: { integer: [0, 50] } }
results: [{ id: passed, holds: subject.a >= 10 || subject.b >= 20 }]
`)
    expect(lines(way(either, { facts: { a: 8 } }, 'satisfied').changes)).toEqual(['a +2'])
  })
  describe('a missing answer that sets the line', () => {
    const line = standardOf(`
facts: { software: yes-no, sales: ${amount}, research: ${amount} }
tables: { line: { in: [subject.software], out: [sales, share], rules: [[true, 10000, 0.10], [false, 50000, 0.03]] } }
requirements:
  - { id: large, holds: subject.sales >= line.sales }
  - { id: spends, holds: subject.research / subject.sales >= line.share }
results: [{ id: passed, of: [large, spends], holds: met(of) }]
`)
    const given = { facts: { sales: 20000, research: 1000 } }
    test('what passes must pass under either answer', () => {
      const gained = way(line, given, 'satisfied')
      expect([gained.changes, gained.pairs.map(lines), gained.unsearched]).toEqual([
        [],
        [['sales +30000', 'research +4000']],
        [],
      ])
    })
    test('where ranges cannot tell, a search is given up, and that is said', () => {
      const lost = way(line, given, 'not-satisfied')
      expect(lines(lost.changes)).toEqual(['research -400.01', 'sales -10000.01', 'sales +13333.34'])
      expect(lost.unsearched).toEqual(['sales', 'research'])
      for (const c of lost.changes) {
        const judged = judge(line, evidenceFrom({ facts: { ...given.facts, [c.path]: c.to } }).evidence)
        expect(judged.ok && judged.value.nodes['passed']!.outcome).toBe('not-satisfied')
      }
    })
  })
  test('too much that could change: not all pairs, and that is said', () => {
    const names = Array.from({ length: 160 }, (_, i) => `x${i}`)
    const wide = standardOf(`
facts: { ${names.map((n) => `${n}: { integer: [0, 9] }`).join(', ')} }
results: [{ id: passed, holds: subject.x1 + subject.x158 >= 16 && subject.x159 >= 2 && subject.x0 >= 2 }]
`)
    const facts = { ...Object.fromEntries(names.map((n) => [n, 1])), x0: 2, x1: 7 }
    const found = way(wide, { facts }, 'satisfied')
    expect([found.changes, found.pairsUnfinished]).toEqual([[], true])
    const fewer = way(wide, { facts }, 'satisfied', { keep: ['x2*', 'x3*', 'x4*', 'x5*', 'x6*', 'x7*'] })
    expect([fewer.pairs.map(lines), fewer.pairsUnfinished]).toEqual([[['x158 +8', 'x159 +1']], undefined])
  })
  test.each([
    [{ result: 'pased' }, 'unknown-name'],
    [{ result: 'share' }, 'no-verdict'],
    [{ to: 'excellent' }, 'no-such-verdict'],
  ])('%j is a problem', (options, code) => {
    const s = standardOf(`
facts: { a: ratio }
indicators: [{ id: share, value: subject.a }]
results: [{ id: passed, holds: share.value >= 0.5 }]
`)
    const found = whatIf(s, evidenceFrom({ facts: { a: '0.2' } }).evidence, options)
    expect(found.ok ? [] : found.problems.map((p) => p.code)).toEqual([code])
  })
  test('a headline that is a number leaves the word to the first result with a verdict', () => {
    const s = standardOf(`
facts: { a: ratio }
results: [{ id: share, value: subject.a }, { id: passed, holds: share.value >= 0.5 }]
`)
    expect(ask(s, { facts: { a: '0.2' } })).toMatchObject({ result: 'passed', now: 'not-satisfied' })
  })
  test('bad evidence is the judge’s own problem', () => {
    const found = whatIf(research, evidenceFrom({ facts: { sales: -1, research: 1 } }).evidence)
    expect(found.ok ? [] : found.problems.map((p) => p.code)).toEqual(['out-of-range'])
  })
})

/** A result that goes up and down with the number: every value is judged, and the nearest must be the one that is found. */
test('against every value: nothing nearer is passed over, however often the verdict turns', () => {
  const bands = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 8 })
  fc.assert(
    fc.property(bands, fc.integer({ min: 0, max: 60 }), fc.integer({ min: -3, max: 3 }), (cuts, now, slope) => {
      const rules = [...cuts]
        .sort((a, b) => a - b)
        .map((c, i) => `["<= ${c}", ${(i * 7) % 5}]`)
        .concat('[any, 2]')
      const s = standardOf(`
facts: { x: { integer: [0, 60] } }
tables: { step: { in: [subject.x], rules: [${rules.join(', ')}] } }
results: [{ id: passed, holds: step * 10 + ${slope} * subject.x >= 20 }]
`)
      const verdict = (x: number) => {
        const judged = judge(s, evidenceFrom({ facts: { x } }).evidence)
        return judged.ok && judged.value.nodes['passed']!.outcome
      }
      const here = verdict(now)
      const steps = Array.from({ length: 61 }, (_, x) => x).filter((x) => verdict(x) !== here)
      const expected = [Math.min(...steps.filter((x) => x > now)), Math.max(...steps.filter((x) => x < now))]
      const [found] = ask(s, { facts: { x: now } }).ways
      const got = found!.changes.map((c) => Number(c.to)).sort((a, b) => a - b)
      expect(got).toEqual(expected.filter(Number.isFinite).sort((a, b) => a - b))
      expect(found!.unsearched).toEqual([])
    }),
    { numRuns: 150 },
  )
})

test('of two numbers the one that moves first moves as little as any value of the other allows', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (p, q) => {
      const s = standardOf(`
facts: { a: { integer: [0, 12] }, b: { integer: [0, 12] } }
results: [{ id: passed, holds: subject.a >= ${p} && subject.b >= ${q} && subject.a + subject.b <= 18 }]
`)
      const found = way(s, { facts: { a: 0, b: 0 } }, 'satisfied')
      expect(found.changes).toEqual([])
      expect(found.pairs.map(lines)).toEqual([[`a +${p}`, `b +${q}`]])
    }),
    { numRuns: 20 },
  )
})

test('the exact third of an amount is no obstacle', () => {
  const s = standardOf(`
facts: { part: ${amount}, whole: ${amount} }
results: [{ id: passed, holds: subject.part / subject.whole >= 1 / 3 }]
`)
  const gained = way(s, { facts: { part: '33.33', whole: 100 } }, 'satisfied')
  expect(lines(gained.changes)).toEqual(['whole -0.01', 'part +0.01'])
  expect(Exact.parse('33.34')!.over(Exact.whole(100n)).compare(Exact.ratio(1n, 3n))).toBe(1)
})

test('a formula that asks what is known says nothing certain of an interval', () => {
  const s = standardOf(`
facts: { a: ${amount}, b: ${amount} }
requirements: [{ id: enough, holds: subject.a / subject.b >= 0.3 }]
results:
  - id: kind
    gives: [recognised, refused, lacking]
    table: { rules: [["!known(enough.satisfied)", lacking], [enough.determined && enough.satisfied, recognised], [any, refused]] }
`)
  const found = ask(s, { facts: { a: 29, b: 100 } })
  expect(found.now).toBe('refused')
  expect(lines(found.ways.find((w) => w.verdict === 'recognised')!.changes)).toEqual(['b -3.34', 'a +1'])
  // nothing divided by nothing is not known
  expect(lines(found.ways.find((w) => w.verdict === 'lacking')!.changes)).toEqual(['b -100'])
})

test('a verdict that rests on something missing is not completed away', () => {
  const s = standardOf(`
facts: { a: { integer: [0, 9] }, b: { integer: [0, 9] } }
requirements: [{ id: enough, holds: subject.a + subject.b >= 9 }]
results:
  - id: kind
    gives: [lacking, decided]
    table: { rules: [["!known(enough.satisfied)", lacking], [any, decided]] }
`)
  const found = ask(s, { facts: { a: 9 } })
  expect(found.now).toBe('decided')
  expect(found.ways.map((w) => lines(w.changes))).toEqual([['a -1']])
})
