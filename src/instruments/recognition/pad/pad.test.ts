import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Estimate } from '../../../judge/evidence.ts'
import { clopperPearsonLower, clopperPearsonUpper } from '../../../metrics/intervals.ts'
import { pcg32 } from '../../../metrics/random.ts'
import { conformance } from '../../conformance/conformance.ts'
import { listed, measuredOnce } from '../../conformance/session.ts'
import type { Subject } from '../../contract.ts'
import { pad } from './index.ts'
import type { PadRow } from './params.ts'
import { padReducer } from './reduce.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-pad-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content)
  return name
}
const subjectOf = (access: unknown, section = 'pad'): Subject => ({
  id: 's',
  title: { zh: '被测', en: 'subject' },
  version: '1',
  facts: {},
  access: access === undefined ? {} : { [section]: access },
  folder,
})

async function reducedOf(table: string, params: object = {}) {
  const parsed = pad.params.parse(params)
  const subject = subjectOf({ presentations: file('t.csv', table) }, parsed.section)
  const results = await measuredOnce(pad, subject, await listed(pad, subject, parsed))
  return pad.reduce(results, parsed, ['0.95'])
}

const bound = (q: unknown) => {
  const [b] = (q as Estimate).bounds!
  return { lower: Number(b!.lower), upper: Number(b!.upper) }
}

const HEAD = 'presentation_id,subject_id,label,pai_species,attack_level,score,decision,response'
const table = [
  HEAD,
  ...['b1,,bonafide,,,0.9,1,', 'b2,,bonafide,,,0.8,1,', 'b3,,bonafide,,,0.4,0,', 'b4,,bonafide,,,,,no'],
  ...[
    'p1,,attack,print,A,0.1,0,',
    'p2,,attack,print,A,0.6,1,',
    'p3,,attack,print,A,0.2,0,',
    'p4,,attack,print,A,0.3,0,',
  ],
  ...['m1,,attack,mask,B,0.7,1,', 'm2,,attack,mask,B,,,no', 'm3,,attack,mask,B,0.95,1,'],
  ...['r1,,attack,replay,A,0.05,0,yes', 'r2,,attack,replay,A,,,'],
].join('\n')

describe('rates', () => {
  test.each([
    ['by threshold', { threshold: '0.5' }],
    ['by the column of decisions', {}],
  ])('%s', async (_, params) => {
    const { quantities, detail, n } = await reducedOf(table, params)
    expect(n).toBe(13)
    expect(quantities).toMatchObject({
      // mask: two of three, one without response; replay: one of two is unknown and counts as accepted
      apcer: { value: '2/3' },
      bpcer: { value: '2/4' },
      acer: { value: '7/12' },
      apnrr: { value: '1/9' },
      bpnrr: { value: '1/4' },
      attacks: 9,
      bonaFide: 4,
      refusedLines: 0,
      species: [
        { species: 'mask', apcer: { value: '2/3' }, apnrr: { value: '1/3' }, presentations: 3, nonResponses: 1 },
        { species: 'print', apcer: { value: '1/4' } },
        { species: 'replay', apcer: { value: '1/2' } },
      ],
      levels: [
        { level: 'A', apcer: { value: '1/2' }, worst: 'replay' },
        { level: 'B', apcer: { value: '2/3' }, worst: 'mask' },
      ],
    })
    expect(detail).toMatchObject({ worst: 'mask', unknown: { attacks: 1, bonaFide: 0 } })
  })

  test('no response out of both rates', async () => {
    const { quantities } = await reducedOf(table, { threshold: 0.5, nonResponses: 'excluded' })
    expect(quantities).toMatchObject({ apcer: { value: '2/2' }, bpcer: { value: '1/3' }, apnrr: { value: '1/9' } })
  })

  test('scores of attack are turned round', async () => {
    const turned = table.replace(/,(0\.\d+),/g, (_, s: string) => `,${(1 - Number(s)).toFixed(2)},`)
    const { quantities } = await reducedOf(turned, { threshold: 0.5, higher: 'attack' })
    expect(quantities).toMatchObject({ apcer: { value: '2/3' }, bpcer: { value: '2/4' } })
  })

  test('without threshold or decisions only the curve is known', async () => {
    const scores = table
      .split('\n')
      .map((l, i) => (i === 0 ? l : l.replace(/,[01],([^,]*)$/, ',,$1')))
      .join('\n')
    const { quantities, detail } = await reducedOf(scores)
    expect(quantities).toMatchObject({ apcer: null, bpcer: null, acer: null, apnrr: { value: '1/9' } })
    // one bona fide presentation of four may be turned away, and b4 is one already
    expect(detail!['apcerAtBpcer']).toEqual(
      ['0.01', '0.05', '0.1'].map((at) => ({ at, apcer: null, bpcer: null, worst: null, threshold: null })),
    )
    // the unknown replay attack breaks both targets wherever the threshold
    expect(detail!['bpcerAtApcer']).toMatchObject([
      { at: '0.05', apcer: '1/2', bpcer: '4/4', worst: 'replay', threshold: null },
      { at: '0.1' },
    ])
  })

  test('operating points of plain scores', async () => {
    const rows = [
      ...Array.from({ length: 20 }, (_, i) => `b${i},,bonafide,,,${i + 1},,`),
      ...Array.from({ length: 10 }, (_, i) => `p${i},,attack,print,,${i - 4},,`),
      ...Array.from({ length: 20 }, (_, i) => `m${i},,attack,mask,,${i - 12},,`),
    ]
    const { detail } = await reducedOf([HEAD, ...rows].join('\n'))
    expect(detail).toMatchObject({
      apcerAtBpcer: [
        { at: '0.01', bpcer: '0/20', apcer: '5/10', worst: 'print', threshold: '1' },
        { at: '0.05', bpcer: '1/20', apcer: '4/10', threshold: '2' },
        { at: '0.1', bpcer: '2/20', apcer: '3/10', worst: 'print' },
      ],
      bpcerAtApcer: [
        // of mask one in 20 is allowed, of print none; then two and one, and mask asks for the higher threshold
        { at: '0.05', apcer: '1/20', bpcer: '6/20', worst: 'mask' },
        { at: '0.1', apcer: '2/20', bpcer: '5/20', threshold: '6' },
      ],
    })
  })
})

describe('bounds', () => {
  const result = (rows: readonly PadRow[]) => [{ id: 'x', result: { kind: 'presentations', rows } as const }]
  const reduce = (rows: readonly PadRow[]) =>
    padReducer.reduce(result(rows), padReducer.params.parse({ threshold: 1 }), ['0.95'])
  const attacks = (species: string, errors: number, of: number, subject = (_: number) => ''): PadRow[] =>
    Array.from({ length: of }, (_, i) => [`${species}${i}`, subject(i), species, '', i < errors ? 1 : 0, null, null])

  test('the largest APCER: upper bound of the least known species, lower bound with Bonferroni', () => {
    const { quantities } = reduce([...attacks('a', 3, 100), ...attacks('b', 0, 20), ...attacks('c', 1, 60)])
    expect(quantities['apcer']).toMatchObject({ value: '3/100' })
    const { lower, upper } = bound(quantities['apcer'])
    expect(upper).toBeCloseTo(clopperPearsonUpper(0, 20, 0.95), 10)
    expect(lower).toBeCloseTo(clopperPearsonLower(3, 100, 1 - 0.05 / 3), 10)
  })

  test('150 attacks of one species without an error: at most 2 %, each for itself; not where ten subjects share them', () => {
    const alone = bound(reduce(attacks('a', 0, 150)).quantities['apcer'])
    expect(alone.upper).toBeCloseTo(0.0198, 4)
    const shared = bound(reduce(attacks('a', 0, 150, (i) => `s${i % 10}`)).quantities['apcer'])
    expect(shared.upper).toBeCloseTo(clopperPearsonUpper(0, 10, 0.95), 10)
  })

  test('hold where whole subjects are wrong together, also with few of them', () => {
    const random = pcg32(5n)
    for (const subjects of [4, 12]) {
      let missed = 0
      for (let run = 0; run < 200; run++) {
        const bad = Array.from({ length: subjects }, () => random.uniform() < 0.2)
        const rows = Array.from({ length: subjects * 5 }, (_, i): PadRow => {
          const s = i % subjects
          return [`p${i}`, `s${s}`, 'a', '', bad[s] ? 1 : 0, null, null]
        })
        const { lower, upper } = bound(reduce(rows).quantities['apcer'])
        if (upper < 0.2 || lower > 0.2) missed++
      }
      expect(missed, `${subjects} subjects`).toBeLessThanOrEqual(20)
    }
  })
})

describe('reading', () => {
  test.each([
    [',,bonafide,,,1,,', 'presentation_id'],
    ['x,,maybe,,,1,,', 'label'],
    ['x,,attack,,,1,,', 'pai_species'],
    ['x,,bonafide,,,high,,', 'score'],
    ['x,,bonafide,,,1,perhaps,', 'decision'],
    ['x,,bonafide,,,1,,perhaps', 'response'],
    ['b1,,bonafide,,,1,,', 'not listed before'],
    ['x,,bonafide', '8 columns'],
  ])('%s is refused', async (line, expected) => {
    const { quantities, detail } = await reducedOf(`${HEAD}\nb1,,bonafide,,,1,,\n${line}\n`)
    expect(quantities).toMatchObject({ refusedLines: 1, bonaFide: 1 })
    expect(detail!['intake']).toMatchObject({
      refusals: [{ file: 't.csv', line: 3, expected: expect.stringContaining(expected) }],
    })
  })

  test('Chinese names and words', async () => {
    const { quantities } = await reducedOf(
      '呈现编号,类别,攻击种类,判定\n1,真实,,通过\n2,攻击,打印照片,拒绝\n3,攻击,打印照片,接受\n',
    )
    expect(quantities).toMatchObject({
      apcer: { value: '1/2' },
      bpcer: { value: '0/1' },
      species: [{ species: '打印照片' }],
    })
  })

  test('another section of the access', async () => {
    const { quantities } = await reducedOf(table, { threshold: 0.5, section: 'padVoice' })
    expect(quantities['attacks']).toBe(9)
  })

  test.each<[string, unknown, string]>([
    ['no section', undefined, 'pad-access'],
    ['no table', { presentations: [] }, 'pad-access'],
    ['not there', { presentations: 'gone.csv' }, 'recognition-file-missing'],
    ['outside', { presentations: '../../../etc/hosts.txt' }, 'recognition-file-missing'],
    ['no columns', { presentations: 'h.csv' }, 'recognition-columns'],
    ['nothing', { presentations: 'n.csv' }, 'pad-nothing'],
  ])('%s is one clear problem', async (_, access, code) => {
    file('h.csv', 'a,b\n1,2\n')
    file('n.csv', `${HEAD}\n`)
    const problems = await pad.check(subjectOf(access), pad.params.parse({}))
    expect(problems.map((p) => p.code)).toEqual([code])
    expect(problems[0]!.text.zh && problems[0]!.text.en).toBeTruthy()
  })
})

conformance('recognition/pad', async () => {
  const random = pcg32(3n)
  const rows = Array.from({ length: 1300 }, (_, i) => {
    const attack = random.uniform() < 0.6
    const score = random.normal() * 0.2 + (attack ? 0.3 : 0.8)
    return `x${i},s${random.below(40)},${attack ? 'attack' : 'bonafide'},${attack ? ['print', 'mask', 'replay'][i % 3] : ''},L${i % 2},${i % 97 === 0 ? '' : score.toFixed(3)},,${i % 97 === 0 ? 'no' : ''}`
  })
  return {
    instrument: pad,
    subject: subjectOf({ presentations: [file('c.csv', [HEAD, ...rows].join('\n'))] }),
    params: { threshold: '0.5', nonResponses: 'blocked' },
  }
})
