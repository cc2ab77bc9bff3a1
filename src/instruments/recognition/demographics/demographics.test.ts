import { describe, expect, test } from 'vitest'
import type { Estimate, Quantity } from '../../../judge/evidence.ts'
import { DIFFERENTIALS } from '../../../metrics/differentials.ts'
import { pcg32 } from '../../../metrics/random.ts'
import { conformance } from '../../conformance/conformance.ts'
import { numberOf } from '../../conformance/quantities.ts'
import { workbench } from '../../conformance/workbench.ts'
import { demographics } from './index.ts'
import type { DemographicsResult } from './params.ts'

const { file, subjectOf, reducedOf } = workbench('demographics', demographics)
const value = (q: Quantity | undefined) => numberOf((q as Estimate).value)!
const bound = (q: Quantity | undefined) => {
  const [b] = (q as Estimate).bounds!
  return { lower: Number(b!.lower), upper: Number(b!.upper) }
}
type Rows = readonly { group: string; fmr: Estimate; fnmr: Estimate; zeroErrors: boolean }[]

/** Counts of a group written out as comparisons: misses score 0, matches of impostors 1. */
function written(group: string, genuine: number, misses: number, impostor: number, matches: number): string[] {
  return [
    ...Array.from(
      { length: genuine },
      (_, i) => `1,${i < misses ? 0 : 1},${group},${group}${i % 30},${group}${i % 30}`,
    ),
    ...Array.from(
      { length: impostor },
      (_, i) => `0,${i < matches ? 1 : 0},${group},${group}${i % 30},${group}${(i + 1) % 30}`,
    ),
  ]
}

describe('numbers', () => {
  test('three groups: FMR 1e-4, 3e-4, 2e-5, FNMR 0.01, 0.02, 0.015', async () => {
    const rows = [
      ...written('A', 1000, 10, 50_000, 5),
      ...written('B', 1000, 20, 50_000, 15),
      ...written('C', 1000, 15, 50_000, 1),
    ]
    const { quantities } = await reducedOf(
      { scores: file('g9.csv', `label,score,group,probe_subject,gallery_subject\n${rows.join('\n')}\n`) },
      { fmr: '0.00014' },
    )
    expect(quantities['groups']).toMatchObject([
      { group: 'A', fmr: { value: '5/50000' }, fnmr: { value: '10/1000' }, subjects: 30 },
      { group: 'B', fmr: { value: '15/50000' }, fnmr: { value: '20/1000' } },
      { group: 'C', fmr: { value: '1/50000' }, fnmr: { value: '15/1000' }, zeroErrors: false },
    ])
    const golden = {
      ...{ fdr: 0.99486, garbe: 0.444444, inequity: 5.477226 },
      ...{ fmrRatio: 3.556893, fnmrRatio: 1.386723, fmrMaxMin: 15, fnmrMaxMin: 2 },
    }
    for (const [name, expected] of Object.entries(golden))
      expect(value(quantities[name]), name).toBeCloseTo(expected, 5)
    expect(quantities).toMatchObject({ fmr: { value: '21/150000' }, fnmr: { value: '45/3000' }, suppressedGroups: 0 })
  }, 60_000)

  const subjects = (n: number, group: string) => Array.from({ length: n }, (_, i) => `${group}${i}`)

  test('groups from a table of subjects; impostors of two groups stand apart; small groups are counted only', async () => {
    const groups = [
      { name: 'x', people: subjects(6, 'x') },
      { name: 'y', people: subjects(6, 'y') },
      { name: 'z', people: subjects(2, 'z') },
    ]
    const people = groups.flatMap((g) => g.people)
    const rows = people.flatMap((p, i) =>
      people.slice(i).map((q) => {
        const score =
          p === q ? (p === 'x0' ? 0.05 : 0.9) : p === 'y0' && q === 'y1' ? 0.7 : p === 'x1' && q === 'y2' ? 0.8 : 0.1
        return `${Number(p === q)},${score},${p},${q}`
      }),
    )
    const { quantities, detail } = await reducedOf(
      {
        scores: file('s.csv', `label,score,probe_subject,gallery_subject\n${rows.join('\n')}\n`),
        subjects: file('people.csv', `subject_id,Sex\n${people.map((p) => `${p},${p[0]}`).join('\n')}\n`),
        attribute: 'Sex',
      },
      { fmr: '0.03', minimumSubjects: 5 },
    )
    expect(quantities).toMatchObject({
      fmr: { value: '2/91' },
      fnmr: { value: '1/14' },
      suppressedGroups: 1,
      groups: [
        { group: 'x', fmr: { value: '0/15' }, fnmr: { value: '1/6' }, subjects: 6, zeroErrors: true },
        { group: 'y', fmr: { value: '1/15' }, fnmr: { value: '0/6' }, subjects: 6, zeroErrors: true },
      ],
      cross: [{ groups: 'x × y', fmr: { value: '1/36' } }],
    })
    expect(value(quantities['fmrMaxMin'])).toBeCloseTo(1 / 15 / (0.5 / 16), 10)
    expect(detail).toMatchObject({
      // the lowest threshold with at most 2 of 91
      threshold: '0.69999999999999996',
      proven: true,
      suppressed: { groups: 1, genuine: 2, impostor: 1 },
      bounds: { by: 'subject', clusters: 14 },
      zeroErrors: { groups: ['x', 'y'] },
    })
    // what is suppressed is in no result
    expect(JSON.stringify(quantities)).not.toContain('"z"')
  })

  test('a failure is an error of genuine and no match', async () => {
    const { quantities } = await reducedOf(
      { scores: file('f.csv', 'label,score,group\n1,,a\n1,0.9,a\n0,nan,a\n0,0.1,a\n1,0.9,b\n0,0.1,b\n') },
      { fmr: '0.1', minimumSubjects: 0 },
    )
    expect(quantities['groups']).toMatchObject([
      { group: 'a', fnmr: { value: '1/2' }, fmr: { value: '0/2' } },
      { group: 'b', fnmr: { value: '0/1' } },
    ])
  })

  test('one group compares with nothing', async () => {
    const { quantities } = await reducedOf(
      { scores: file('o.csv', 'label,score,group\n1,0.9,a\n0,0.1,a\n') },
      { minimumSubjects: 0 },
    )
    for (const name of DIFFERENTIALS) expect(quantities[name]).toBeNull()
  })

  test('without named subjects no group is known to be large enough', async () => {
    const { quantities } = await reducedOf({ scores: file('n.csv', 'label,score,group\n1,0.9,a\n0,0.1,a\n') })
    expect(quantities).toMatchObject({ groups: null, suppressedGroups: 1 })
  })

  test('a threshold that is not the lowest one allowed is not believed', async () => {
    const { results, parsed } = await reducedOf(
      { scores: file('p.csv', 'label,score,group\n1,0.9,a\n0,0.1,a\n0,0.5,a\n1,0.9,b\n0,0.2,b\n') },
      { fmr: '0.3', minimumSubjects: 0 },
    )
    const forged = results.map(({ id, result }) =>
      result.kind === 'rates'
        ? { id, result: { ...result, all: { ...result.all, falseMatchesBelow: 0 } } as DemographicsResult }
        : { id, result },
    )
    const { quantities } = demographics.reduce(forged, parsed, ['0.95'])
    expect(quantities).toMatchObject({ groups: null, fmr: null, fmrRatio: null })
  })
})

describe('bounds and comparisons', () => {
  /** Groups whose people have their own miss rates: many genuine comparisons each. */
  function drawn(seed: bigint, rates: Readonly<Record<string, number>>, people = 40): string {
    const random = pcg32(seed)
    const rows: string[] = []
    for (const [group, rate] of Object.entries(rates)) {
      for (let s = 0; s < people; s++) {
        // half of the people are twice as bad, half have no trouble
        const own = s % 2 === 0 ? 2 * rate : 0
        for (let k = 0; k < 10; k++)
          rows.push(`1,${random.uniform() < own ? 0.05 : 0.9},${group},${group}${s},${group}${s}`)
        for (let k = 0; k < 40; k++) {
          const other = (s + 1 + random.below(people - 1)) % people
          rows.push(`0,${random.uniform() < 0.02 ? 0.8 : 0.1},${group},${group}${s},${group}${other}`)
        }
      }
    }
    return `label,score,group,probe_subject,gallery_subject\n${rows.join('\n')}\n`
  }

  test('a group that is much worse stands out after Holm, equal ones do not', async () => {
    const { detail, quantities } = await reducedOf(
      { scores: file('h.csv', drawn(1n, { a: 0.02, b: 0.02, c: 0.25 })) },
      { fmr: '0.03' },
    )
    const rows = detail!['pairwise'] as { groups: string; rate: string; pHolm: string }[]
    const p = new Map(rows.map((r) => [`${r.rate} ${r.groups}`, Number(r.pHolm)]))
    expect(p.get('fnmr a × c')).toBeLessThan(0.01)
    expect(p.get('fnmr b × c')).toBeLessThan(0.01)
    expect(p.get('fnmr a × b')).toBeGreaterThan(0.05)
    expect(bound(quantities['fnmrRatio']).lower).toBeGreaterThan(1)
  })

  test('bounds of groups hold the true rate where people differ', async () => {
    let missed = 0
    const runs = 30
    for (let run = 0; run < runs; run++) {
      const { quantities } = await reducedOf(
        { scores: file('c.csv', drawn(BigInt(100 + run), { a: 0.1, b: 0.1 })) },
        { fmr: '0.05' },
      )
      const [a] = quantities['groups'] as unknown as Rows
      const { lower, upper } = bound(a!.fnmr)
      if (upper < 0.1 || lower > 0.1) missed++
    }
    expect(missed).toBeLessThanOrEqual(0.1 * runs)
  }, 120_000)

  test('no error in a group leaves its ratio open', async () => {
    const { quantities } = await reducedOf({ scores: file('z.csv', drawn(5n, { a: 0, b: 0.1 })) }, { fmr: '0.05' })
    const { lower, upper } = bound(quantities['fnmrMaxMin'])
    expect(upper / lower).toBeGreaterThan(10)
    expect(bound((quantities['groups'] as unknown as Rows)[0]!.fnmr).upper).toBeGreaterThan(0.05)
  })
})

describe('reading', () => {
  const HEAD = 'label,score,probe_group,gallery_group,probe_subject,gallery_subject'
  test.each([
    ['2,0.5,a,a,p,p', 'label'],
    ['1,high,a,a,p,p', 'score'],
    ['1,0.5,a,a,p,q', 'one subject'],
    ['0,0.5,a,a,p,p', 'two subjects'],
    ['1,0.5,a,b,p,p', 'one group'],
    ['1,0.5', '6 columns'],
  ])('%s is refused', async (line, expected) => {
    const scores = file('bad.csv', `${HEAD}\n1,0.9,a,a,p,p\n${line}\n0,0.1,a,b,p,q\n`)
    const { quantities, detail } = await reducedOf({ scores })
    expect(quantities['refusedLines']).toBe(1)
    expect(detail!['intake']).toMatchObject({
      refusals: [{ file: 'bad.csv', line: 3, expected: expect.stringContaining(expected) }],
    })
  })

  test.each<[string, unknown, string]>([
    ['no section', undefined, 'demographics-access'],
    ['not there', { scores: 'gone.csv' }, 'recognition-file-missing'],
    ['outside', { scores: '../../../../../../../../etc/ld.so.conf.d/../../tmp/x.csv' }, 'recognition-file-missing'],
    ['no columns', { scores: 'nc.csv' }, 'recognition-columns'],
    ['no groups', { scores: 'ng.csv' }, 'demographics-groups'],
    ['nothing', { scores: 'e.csv' }, 'demographics-nothing'],
    ['no such attribute', { scores: 'ng.csv', subjects: 'ng.csv', attribute: 'age' }, 'recognition-columns'],
  ])('%s is one clear problem', async (_, access, code) => {
    file('nc.csv', 'a,b\n1,2\n')
    file('ng.csv', 'label,score\n1,0.5\n')
    file('e.csv', 'label,score,group\n')
    const problems = await demographics.check(subjectOf(access), demographics.params.parse({}))
    expect(problems.map((p) => p.code)).toEqual([code])
    expect(problems[0]!.text.zh && problems[0]!.text.en).toBeTruthy()
  })
})

conformance('recognition/demographics', async () => {
  const random = pcg32(2n)
  const people = Array.from({ length: 36 }, (_, i) => ({
    id: `p${i}`,
    group: ['a', 'b', 'c', 'd'][Math.min(3, i % 5)]!,
  }))
  const rows = Array.from({ length: 1500 }, (_, i) => {
    const target = i % 4 === 0
    const [p, q] = [people[random.below(36)]!, people[random.below(36)]!]
    const other = target || p === q ? p : q
    const score = i % 90 === 0 ? '' : (random.normal() + (target ? 2.5 : 0)).toFixed(3)
    return `${Number(p === other)},${score},${p.id},${other.id},${p.group},${other.group}`
  })
  const params = { fmr: '0.05', minimumSubjects: 6, alpha: '0.5' }
  return {
    instrument: demographics,
    subject: subjectOf({
      scores: file(
        'conf.csv',
        `label,score,probe_subject,gallery_subject,probe_group,gallery_group\n${rows.join('\n')}\n`,
      ),
    }),
    params,
    broken: {
      subject: subjectOf({ scores: 'gone.csv' }),
      items: [{ id: 'rates', part: 'rates' as const, params: demographics.params.parse(params) }],
    },
  }
})
