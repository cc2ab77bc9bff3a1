import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Exact } from '../language/exact.ts'
import type { Evidence } from './evidence.ts'
import { escapes, everything } from './fixtures/contain.ts'
import { evidence, loaded } from './fixtures/playground.ts'
import { withhold } from './fixtures/withhold.ts'
import { open } from './judge.ts'
import { showValue } from './show.ts'
import { unknown } from './values.ts'

/** Lists of which not even the length is known: what is declared of their members still bounds what is made of them. */
const facts = { n1: '3', n2: '1', m: '7', i: 2, b1: true, b2: true, b3: true, w: 'p', ws: ['p'], lv: 'S2' }
const nothing: Evidence = {
  facts: { ...facts, day: '2026-01-31' },
  measures: {},
  findings: {},
  assessment: { date: '2026-05-01', party: 'first' },
}

function judged(texts: readonly string[], e: Evidence) {
  const standard = loaded(texts.map((text) => ({ kind: 'value', text })))
  const o = open(standard, e)
  if (!o.ok) throw new Error(JSON.stringify(o.problems))
  return { nodes: o.value, standard }
}

function ask(text: string) {
  const { nodes, standard } = judged([text], nothing)
  const r = nodes.result('f0', nodes.session.root, 'point')
  return [
    showValue(r.value!, standard.nodes.get('f0')!.type!, standard.scales),
    ['', 'no', 'yes', 'perhaps'][r.applies],
  ]
}

describe('a list that is not known', () => {
  it.each([
    // xs: -3 to 9; ys: v from 0 to 20, ok yes or no
    ['min(subject.xs)', '[-3..9]', 'perhaps'],
    ['mean(subject.xs.filter(x, x > 1))', '[-3..9]', 'perhaps'],
    ['100 * min(subject.ys.filter(y, y.kind == "p").map(y, y.v))', '[0..2000]', 'perhaps'],
    ['max(subject.ys.map(y, 2 - y.v))', '[-18..2]', 'perhaps'],
    ['mean(subject.ys.map(y, y.ok))', '[0..1]', 'perhaps'],
    ['mean(subject.ys.map(y, y.ok ? 3 : y.v))', '[0..20]', 'perhaps'],
    // what is written stands beside what is not known
    ['max([4] + subject.ys.map(y, y.v))', '[4..20]', 'yes'],
    ['min([4] + subject.ys.map(y, y.v))', '[0..4]', 'yes'],
    ['mean([25] + subject.ys.map(y, y.v))', '[0..25]', 'perhaps'],
    ['min((subject.xs + subject.ys.map(y, y.v)).map(x, x + 1))', '[-2..21]', 'perhaps'],
    // of a sum of unknown length only the sign is known
    ['sum(subject.xs)', '[-inf..inf]', 'yes'],
    ['sum(subject.ys.map(y, y.v))', '[0..inf]', 'yes'],
    ['sum([5] + subject.ys.map(y, y.v))', '[5..inf]', 'yes'],
    ['sum(subject.ys.map(y, 0 - y.v))', '[-inf..0]', 'yes'],
    ['subject.ys.size()', '[0..inf]', 'yes'],
    // a member could say more of itself than its range does
    ['mean(subject.ys.map(y, known(y.v) ? 1 : 0))', '[-inf..inf]', 'perhaps'],
    // nodes of members are not judged without them
    ['mean(items.of.map(y, y.points.value))', '[-inf..inf]', 'perhaps'],
    ['mean(items.of.map(y, y.v))', '[0..20]', 'perhaps'],
  ])('%s', (text, value, applies) => {
    expect(ask(text)).toEqual([value, applies])
  })

  it('where all weight may be nothing, a mean is still none of what its parts are not', () => {
    const { nodes } = judged([], nothing)
    const { value, applies } = nodes.result('weighed', nodes.session.root, 'point')
    expect([value, applies]).toMatchObject([{ k: 'num', lo: Exact.parse('3'), hi: Exact.parse('7') }, unknown])
  })

  it('a weight that perhaps does not apply is perhaps one', () => {
    const { nodes } = judged([], nothing)
    const w = nodes.weight('heavier', nodes.session.root, 'point')
    expect([w.lo.toString(), w.hi.toString()]).toEqual(['1', '25'])
  })

  const list = fc.constantFrom(
    'subject.xs',
    'subject.ys.map(y, y.v)',
    'subject.ys.filter(y, y.ok).map(y, y.v - 4)',
    'subject.xs.filter(x, x > subject.n2)',
    '(subject.xs + [subject.n1])',
    '([subject.m] + subject.ys.map(y, y.ok ? 1 : y.v))',
    '(subject.xs.filter(x, x < 2) + subject.ys.map(y, y.v))',
    'subject.ys.map(y, y.ok ? subject.n2 : k1.value)',
    'subject.ys.map(y, grow(y.v, 3))',
    'subject.ys.map(y, round(y.v / 3, 1) * (y.kind == "p" ? 1 : -1))',
  )
  const number = fc.oneof(
    fc.tuple(fc.constantFrom('min', 'max', 'mean', 'sum'), list).map(([f, l]) => `${f}(${l})`),
    list.map((l) => `(${l}).size()`),
    fc.constantFrom(
      'weighed.value',
      'heavier.weight',
      'weight([heavier, k2])',
      'mean([heavier, k2])',
      'group.value',
      'subject.n1',
    ),
  )
  const formula = fc.oneof(
    number,
    fc.tuple(number, fc.constantFrom('+', '-', '*', '/'), number).map(([a, s, b]) => `${a} ${s} (${b})`),
    fc.tuple(number, number).map(([a, b]) => `mean([${a}, ${b}])`),
    fc.tuple(number, number, number).map(([a, b, c]) => `${a} > ${b} ? ${b} : ${c}`),
  )

  it('holds every result that any list could give', () => {
    const hidden = fc.subarray(
      [
        ['facts', 'xs'],
        ['facts', 'ys'],
        ['facts', 'n2'],
        ['facts', 'b2'],
      ],
      { minLength: 1 },
    )
    fc.assert(
      fc.property(
        fc.array(formula, { minLength: 5, maxLength: 5 }),
        fc.array(evidence, { minLength: 3, maxLength: 3 }),
        hidden,
        (texts, tries, places) => {
          for (const e of tries) {
            const truths = everything(judged(texts, e).nodes)
            for (const [path, reported] of everything(judged(texts, withhold(e, places)).nodes)) {
              const truth = truths.get(path)
              // without any weight nobody can say what a mean is, so that there is no truth to hold
              const wrong = truth && truth.applies !== unknown && escapes(reported, truth)
              if (wrong)
                throw new Error(`${path} (${texts[Number(path.slice(1))]}) of ${JSON.stringify(e.facts)}: ${wrong}`)
            }
          }
        },
      ),
      { numRuns: 250, seed: 20261122 },
    )
  })
})
