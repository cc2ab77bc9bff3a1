import { describe, expect, it } from 'vitest'
import { loadStandard } from './load.ts'
import type { Problem } from './problem.ts'

/** Bad input: each mistake gets its own code at its own place. `⟦` marks the place where it is expected to be shown. */
const good = `plumbline: 1
id: test/bad-input
edition: 1.0.0
title: { en: Bad input }
authority: reference-profile
sources: { here: { title: Here } }
from: [here]
subject: thing
facts:
  n: { number: [0, 10], unit: km }
  m: { number: [0, 10], unit: min }
  ok: yes-no
  word: { one-of: [high, low] }
  day: date
  at: time
measures:
  trials: { instrument: x/y, minimum: 59, gives: { rate: ratio } }
scales: { S: [S1, S2, S3], T: [T1, T2] }
tables:
  t: { in: [subject.n], rules: [["< 5", 1], [any, 2]] }
requirements:
  - { id: r1, check: test }
  - { id: r2, holds: subject.n > 5 }
indicators:
  - { id: i1, weight: 30, value: subject.n, score: [[0, 0], [10, 100]] }
  - { id: i2, weight: 70, value: trials.rate }
results:
  - { id: grade, of: [i1, i2], value: mean(of), level: { scale: S, at-least: { S2: 20, S3: 80 } } }
`

function problemsOf(text: string): readonly Problem[] {
  const r = loadStandard('a.yaml', text)
  return r.ok ? r.warnings : r.problems
}

/** In the good standard, one piece of text becomes another. */
function changed(from: string, to: string): { text: string; line: number; column: number } {
  expect(good.split(from).length, `"${from}" once`).toBe(2)
  const marked = good.replace(from, () => to)
  const at = marked.indexOf('⟦')
  expect(at, 'a mark').toBeGreaterThanOrEqual(0)
  const before = marked.slice(0, at).split('\n')
  return { text: marked.replace('⟦', ''), line: before.length, column: before.at(-1)!.length + 1 }
}

const formula = (f: string) => ['{ id: r2, holds: subject.n > 5 }', `{ id: r2, holds: ${f} }`] as const

const mistakes: readonly (readonly [what: string, code: string, from: string, to: string])[] = [
  ['a broken bracket', 'yaml', '{ title: Here } }', '{ title: Here }\n⟦from2: [here]'],
  ['a tab for indentation', 'yaml', '  day: date', '⟦\tday: date'],
  ['a key twice', 'yaml', '  ok: yes-no', '  ok: yes-no\n  ⟦ok: yes-no'],
  ['an anchor', 'yaml-alias', 'ok: yes-no', 'ok: &a ⟦yes-no'],
  ['an alias', 'yaml-alias', 'ok: yes-no', 'ok: ⟦*a'],
  ['a formula that starts with !', 'yaml', ...formula('⟦!subject.ok')],
  ['a comma in an unquoted formula', 'comma', ...formula('min(subject.n, ⟦4) > 2')],
  ['nothing after a key', 'empty-value', '  day: date', '  day:⟦'],
  ['a list as a key', 'yaml-key', 'sources: { here', 'sources: { ⟦[a, b]: c, here'],
  ['an unknown field', 'unknown-field', 'subject: thing', '⟦subjekt: thing\nsubject: thing'],
  ['an unknown field of a node', 'unknown-field', 'id: i1, weight: 30', 'id: i1, ⟦wieght: 30'],
  ['a word that is not allowed', 'unknown-word', 'authority: reference-profile', 'authority: ⟦reference'],
  ['a list where text belongs', 'wrong-kind', 'subject: thing', 'subject: ⟦[thing]'],
  ['an edition that is none', 'edition', 'edition: 1.0.0', 'edition: ⟦1.0'],
  ['an id that is none', 'bad-name', 'id: test/bad-input', 'id: ⟦bad input'],
  ['a name with a hyphen', 'bad-name', 'id: i2,', 'id: ⟦i-2,'],
  ['an id twice', 'twice', 'id: i2,', 'id: ⟦i1,'],
  ['a name with two meanings', 'names-clash', '{ id: r1, check', '{ id: ⟦S1, check'],
  ['an unknown source', 'unknown-source', 'from: [here]', 'from: [⟦hree]'],
  ['an unknown scale', 'unknown-scale', 'level: { scale: S, at', 'level: { scale: ⟦Z, at'],
  ['an unknown level', 'not-a-level', 'S3: 80', '⟦S4: 80'],
  ['levels that fall', 'scale-order', 'S: [S1, S2, S3]', 'S: [S1, { id: S2, number: 4 }, ⟦{ id: S3, number: 3 }]'],
  ['an unknown name', 'unknown-name', ...formula('⟦sujbect.n > 5')],
  ['an unknown fact', 'unknown-field', ...formula('subject.⟦nn > 5')],
  ['an unknown quantity', 'unknown-field', 'value: trials.rate', 'value: trials.⟦rat'],
  ['an unknown function', 'unknown-function', 'value: mean(of)', 'value: ⟦maen(of)'],
  ['an unknown part', 'unknown-name', 'of: [i1, i2]', 'of: [i1, ⟦i3]'],
  [
    'a view of what is not there',
    'unknown-name',
    'results:\n',
    'views: { all: { title: All, first: [⟦grad] } }\nresults:\n',
  ],
  ['a number for a condition', 'wrong-type', ...formula('⟦subject.n')],
  ['a word compared with a number', 'not-comparable', ...formula('⟦subject.word > 5')],
  ['a word that is never', 'unlisted-word', ...formula('\'subject.word == ⟦"hihg"\'')],
  ['unlike units', 'unlike-units', ...formula('⟦subject.n > subject.m')],
  ['unlike units added', 'unlike-units', ...formula('⟦subject.n + subject.m > 3')],
  ['two scales', 'two-scales', ...formula('⟦grade.level >= T1')],
  ['days on a time', 'calendar', ...formula('⟦subject.at - subject.day > 3')],
  ['hours on a date', 'unlike-units', ...formula('subject.day + ⟦hours(3) > subject.day')],
  ['a node for a number', 'wrong-type', ...formula('⟦i1 + 1 > 5')],
  ['a node compared', 'not-comparable', ...formula('⟦i1 > 5')],
  ['= for ==', 'formula-syntax', ...formula('subject.n ⟦= 5')],
  ['a root that nobody rounds', 'irrational', ...formula('⟦sqrt(subject.n) > 2')],
  ['a comparison of a comparison', 'chained-comparison', ...formula('⟦1 < subject.n < 3')],
  ['a wrong count of arguments', 'arguments', 'value: mean(of)', 'value: ⟦mean()'],
  ['a negative weight', 'negative-weight', 'weight: 30', 'weight: ⟦-30'],
  [
    'weights that sum to nothing',
    'weights',
    'weight: 30, value: subject.n, score: [[0, 0], [10, 100]] }\n  - { id: i2, weight: 70, value: trials.rate }\nresults:\n  - { id: grade, of: [i1, i2]',
    'weight: 0, value: subject.n, score: [[0, 0], [10, 100]] }\n  - { id: i2, weight: 0, value: trials.rate }\nresults:\n  - { id: grade, of: ⟦[i1, i2]',
  ],
  [
    'rules that overlap',
    'table-overlap',
    '{ in: [subject.n], rules: [["< 5", 1], [any, 2]] }',
    '⟦{ in: [subject.n], hit: unique, rules: [["<= 5", 1], [">= 5", 2]] }',
  ],
  ['a cell that does not fit', 'bad-cell', '["< 5", 1]', '[⟦hihg, 1]'],
  ['a rule that is too long', 'rule-length', '["< 5", 1]', '⟦["< 5", 1, 2]'],
  ['a ladder on the wrong scale', 'not-a-level', 'at-least: { S2: 20', 'at-least: { ⟦T2: 20'],
  [
    'a ladder without a value',
    'missing-field',
    'value: mean(of), level: { scale: S, at-least: { S2: 20, S3: 80 } }',
    'level: { scale: S, at-least: { S2: ⟦20 } }',
  ],
  [
    'two ladders',
    'one-ladder',
    '{ scale: S, at-least: { S2: 20, S3: 80 } }',
    '⟦{ scale: S, at-least: { S2: 20 }, at-most: { S3: 80 } }',
  ],
  ['breakpoints that fall', 'score-order', '[[0, 0], [10, 100]]', '[[10, 0], [⟦5, 100]]'],
  [
    'two results in one node',
    'one-result',
    '  - { id: r1, check: test }',
    '  - ⟦{ id: r1, check: test, holds: subject.ok }',
  ],
  ['no result in a node', 'no-result', '  - { id: r1, check: test }', '  - ⟦{ id: r1 }'],
  [
    'a circle',
    'cyclic-formula',
    ...formula('grade.value > 5 }\n  - ⟦{ id: r3, holds: r4.satisfied }\n  - { id: r4, holds: r3.satisfied'),
  ],
  [
    'an applicability that must be measured',
    'when-needs-measuring',
    ...formula('subject.ok, when: ⟦trials.rate > 0.5'),
  ],
  ['an applicability that rests on a finding', 'when-needs-measuring', ...formula('subject.ok, when: ⟦r1.satisfied')],
  ['bounds the wrong way round', 'bounds', 'number: [0, 10], unit: km', 'number: ⟦[10, 0], unit: km'],
  ['two types', 'one-type', 'ok: yes-no', 'ok: ⟦{ number: [0, 1], one-of: [a] }'],
  ['a confidence that is none', 'confidence', 'subject: thing', 'subject: thing\ndecision: { guarded: ⟦95 }'],
  ['a measure from nowhere', 'one-origin', '{ instrument: x/y, minimum', '⟦{ minimum'],
  ['a minimum that is none', 'not-a-number', 'minimum: 59', 'minimum: ⟦some'],
  ['a step that does two things', 'one-step', 'S3: 80 } } }', 'S3: 80 } }, adjust: [⟦{ add: 1, set: S1 }] }'],
  ['a proviso on another scale', 'two-scales', 'S3: 80 } } }', 'S3: 80 } }, adjust: [{ set: ⟦T1 }] }'],
  [
    'a word where a result is qualified',
    'unknown-name',
    'S3: 80 } } }',
    'S3: 80 } } }\n  - { id: kind, gives: [a], qualifies: ⟦graed, table: { rules: [[any, a]] } }',
  ],
  [
    'an output that is not listed',
    'unlisted-word',
    'S3: 80 } } }',
    'S3: 80 } } }\n  - { id: kind, gives: [a], table: { rules: [[any, ⟦b]] } }',
  ],
  ['full-width signs', 'full-width', ...formula('subject.n ⟦＞ 5')],
]

describe('a mistake has one code, at its place, in both languages', () => {
  it('the good standard is good', () => {
    expect(problemsOf(good)).toEqual([])
    expect(loadStandard('a.yaml', good).ok).toBe(true)
  })

  it('a word that is given may have a title for the reader', () => {
    const words =
      'S3: 80 } } }\n  - { id: kind, gives: [{ id: a, title: { zh: 甲, en: First } }, b], table: { rules: [[any, a]] } }'
    const loaded = loadStandard('a.yaml', good.replace('S3: 80 } } }', words))
    expect(loaded.ok && loaded.value.nodes.get('kind')).toMatchObject({
      gives: ['a', 'b'],
      wordTitles: new Map([['a', { zh: '甲', en: 'First' }]]),
    })
  })

  it.each(mistakes)('%s: %s', (_, code, from, to) => {
    const { text, line, column } = changed(from, to)
    const found = problemsOf(text)
    const hit = found.find((p) => p.code === code)
    expect(hit, found.map((p) => `${p.code} ${p.place?.line}:${p.place?.column} ${p.text.en}`).join('\n')).toBeDefined()
    expect(`${hit!.place?.line}:${hit!.place?.column}`, hit!.text.en).toBe(`${line}:${column}`)
    expect(hit!.place?.file).toBe('a.yaml')
    for (const p of found) {
      expect(p.text.zh).toMatch(/[\u4e00-\u9fff]/)
      expect(p.text.en).toMatch(/[a-z]/)
      if (p.next) expect(p.next.zh && p.next.en).toBeTruthy()
    }
  })

  it.each([
    ['subjekt', '⟦subjekt: thing', 'subject'],
    ['maen', 'maen', 'mean'],
  ])('%s: the nearest name is offered', (_, __, near) => {
    const text =
      near === 'subject' ? good.replace('subject: thing', 'subjekt: thing') : good.replace('mean(of)', 'maen(of)')
    expect(JSON.stringify(problemsOf(text))).toContain(`\\"${near}\\"?`)
  })

  it('an index past the end of a list of declared size', () => {
    const bad = good
      .replace('  day: date', '  day: date\n  list3: { list: number, size: 3 }')
      .replace('holds: subject.n > 5', 'holds: "subject.list3[3] > 5"')
    expect(problemsOf(bad).map((p) => [p.code, p.place?.line, p.place?.column, p.expected])).toEqual([
      ['index', 24, 37, '0..2'],
    ])
  })

  it('a missing field', () => {
    const [p] = problemsOf(good.replace('edition: 1.0.0\n', ''))
    expect([p!.code, p!.expected, p!.place?.line]).toEqual(['missing-field', 'edition', 1])
  })

  it('a table with a hole is a warning, and says where', () => {
    const r = loadStandard('a.yaml', good.replace('[any, 2]', '["> 5", 2]'))
    expect(r.ok).toBe(true)
    expect(r.ok && r.warnings.map((w) => [w.code, w.got])).toEqual([['table-hole', 'subject.n 5']])
  })

  it('a table called like a function takes words that it does not name where it says any', () => {
    const called = (rules: string) =>
      problemsOf(
        good
          .replace('  t: {', `  points: { given: [v, w], in: [v, w], rules: ${rules} }\n  t: {`)
          .replace('value: trials.rate', 'value: "points(subject.word, subject.word) * trials.rate"'),
      ).map((p) => p.code)
    expect(called('[[high, high, 1], [any, high, 2], [any, any, 3]]')).toEqual([])
    expect(called('[[high, high, 1], [high, high, 2], [any, any, 3]]')).toEqual(['rule-unreached'])
  })

  it('all mistakes at once', () => {
    const bad = good
      .replace('weight: 30', 'weight: -30')
      .replace('subject.n > 5', 'subject.nn > 5')
      .replace('mean(of)', 'maen(of)')
      .replace('"< 5"', '"< five"')
      .replace('{ scale: S, at', '{ scale: Q, at')
    expect(
      problemsOf(bad)
        .map((p) => p.code)
        .sort(),
    ).toEqual(['bad-cell', 'negative-weight', 'unknown-field', 'unknown-function', 'unknown-scale'])
  })

  it('several mistakes in one formula', () => {
    const bad = good.replace(
      'holds: subject.n > 5',
      'holds: \'subject.nn > 5 && subject.word == "hihg" && grade.level > T1\'',
    )
    expect(
      problemsOf(bad)
        .map((p) => p.code)
        .sort(),
    ).toEqual(['two-scales', 'unknown-field', 'unlisted-word'])
  })

  it('a file that would expand a billion times is refused at once', () => {
    const laughs = `a: &a [x, x, x]\n${'bcdefghij'
      .split('')
      .map((k, i) => `${k}: &${k} [${`*${'abcdefghi'[i]}, `.repeat(9)}*${'abcdefghi'[i]}]`)
      .join('\n')}\n`
    const start = performance.now()
    expect(problemsOf(laughs).map((p) => p.code)).toContain('yaml-alias')
    expect(performance.now() - start).toBeLessThan(1000)
  })

  it.each([
    ['nothing', '', 'empty-file'],
    ['a word', 'hello', 'wrong-kind'],
    ['a list', '- a\n- b', 'wrong-kind'],
    ['brackets without end', '['.repeat(5000), undefined],
    ['deep lists', `a: ${'['.repeat(500)}${']'.repeat(500)}`, undefined],
    ['four million characters and one', `a: "${'x'.repeat(4_000_001)}"`, 'file-too-large'],
    ['two documents', `${good}---\n${good}`, undefined],
    ['a tag that would run code', 'a: !!js/function "function(){ return 1 }"', undefined],
    ['__proto__ as a key', `${good}__proto__: { polluted: yes }\n`, undefined],
    ['binary', '\u0000\u0001\u0002', undefined],
  ])('%s', (_, text, code) => {
    const r = loadStandard('a.yaml', text)
    expect(r.ok).toBe(false)
    if (!r.ok && code) expect(r.problems.map((p) => p.code)).toContain(code)
    if (!r.ok) expect(r.problems.length).toBeGreaterThan(0)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})
