import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Estimate, Quantity } from '../../../judge/evidence.ts'
import { canonicalText } from '../../../language/canonical.ts'
import { clopperPearsonLower } from '../../../metrics/intervals.ts'
import { pcg32 } from '../../../metrics/random.ts'
import { conformance } from '../../conformance/conformance.ts'
import { listed, measuredOnce } from '../../conformance/session.ts'
import type { Subject } from '../../contract.ts'
import { classification } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-classification-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const table = (text: string, ending = 'csv') => {
  const name = `t${files++}.${ending}`
  writeFileSync(join(folder, name), text)
  return name
}
const csv = (head: string, rows: readonly (readonly (string | number | null)[])[]) =>
  table(`${head}\n${rows.map((r) => r.map((c) => c ?? '').join(',')).join('\n')}\n`)
const subjectOf = (access: unknown, section = 'classification'): Subject => ({
  id: 's',
  title: { zh: '被测', en: 'subject' },
  version: '1',
  facts: {},
  access: { [section]: access },
  folder,
})

/** Everything from files to quantities. */
async function scored(access: unknown, given: Record<string, unknown> = {}) {
  const params = classification.params.parse(given)
  const subject = subjectOf(access, params.section)
  const results = await measuredOnce(classification, subject, await listed(classification, subject, params))
  const reduction = classification.reduce(results, params, ['0.95'])
  const estimate = (name: string) => reduction.quantities[name] as Estimate | null
  const near = (name: string, wanted: number) => {
    const [top, bottom = '1'] = String(estimate(name)?.value).split('/')
    expect(Number(top) / Number(bottom), name).toBeCloseTo(wanted, 6)
  }
  const list = (name: string) => reduction.quantities[name] as readonly Record<string, Quantity>[]
  return { ...reduction, results, estimate, near, list, detail: reduction.detail as Record<string, never> }
}
const codes = async (access: unknown, given: Record<string, unknown> = {}) =>
  (await classification.check(subjectOf(access), classification.params.parse(given))).map((p) => [
    p.code,
    p.place?.line,
  ])

const random = pcg32(4n)
const names = ['cat', 'dog', 'fox']
const noisy = Array.from({ length: 1001 }, (_, i) => {
  const t = random.below(3)
  const raw = names.map((_, k) => random.uniform() + Number(k === t) * 0.4)
  const total = raw.reduce((a, b) => a + b, 0)
  return [`r${i}`, names[t]!, i % 2 ? 'day' : 'night', `v${i % 40}`, ...raw.map((x) => (x / total).toFixed(3))]
})

conformance('recognition/classification', async () => ({
  instrument: classification,
  subject: subjectOf({ table: csv('id,y_true,stratum,cluster,score_cat,score_dog,score_fox', noisy) }),
  params: { auc: 'ovo-macro', clip: '1e-12' },
}))

describe('golden values', () => {
  test('AUC .7, AP .722619 of ten scores', async () => {
    const s = [0.1, 0.4, 0.35, 0.8, 0.9, 0.65, 0.35, 0.7, 0.2, 0.05]
    const rows = s.map((x, i) => [i, [0, 0, 0, 0, 1, 1, 1, 1, 1, 0][i]!, x])
    const got = await scored({ table: csv('id,y_true,score_1', rows) })
    got.near('auc', 0.7)
    got.near('map', 0.722619)
    expect(got.detail['predictions']).toBe('threshold')
    expect(got.estimate('accuracy')?.value).toBe('7/10')
  })

  const four = [0, 1, 2, 2, 1, 0, 2, 1, 3].map((t, i) => [i, t, [0, 2, 2, 2, 1, 0, 1, 1, 2][i]!])
  test('four classes, one never said', async () => {
    const got = await scored({ table: csv('编号,真实,预测', four) })
    got.near('microF1', 0.666667)
    got.near('macroPrecision', 0.541667)
    got.near('macroRecall', 0.583333)
    got.near('macroF1', 0.559524)
    got.near('weightedF1', 0.634921)
    got.near('balancedAccuracy', 0.583333)
    got.near('kappa', 0.517857)
    got.near('mcc', 0.528059)
    expect(got.quantities).toMatchObject({ auc: null, map: null, ece: null, samples: 9, missing: 0, refusedLines: 0 })
    expect(got.list('classes')[3]).toMatchObject({ class: '3', precision: null, recall: { value: '0/1' }, samples: 1 })
  })

  test('the convention is named, and the other one stands beside it', async () => {
    const got = await scored({ table: csv('id,y_true,y_pred', four) }, { convention: 'by-definition' })
    got.near('macroPrecision', 0.722222)
    expect(got.detail).toMatchObject({
      convention: 'by-definition',
      otherConvention: { convention: 'compatible', macroPrecision: '0.541666666667' },
    })
  })

  test('ECE over 15 bins .195', async () => {
    const conf = [0.95, 0.9, 0.8, 0.7, 0.6, 0.55, 0.99, 0.85]
    const rows = conf.map((c, i) => [i, i === 2 || i === 4 ? 'no' : 'yes', c])
    const got = await scored({ table: csv('id,y_true,score_yes', rows) })
    got.near('ece', 0.195)
    const { lower, upper } = got.estimate('ece')!.bounds![0]!
    expect([Number(lower) < 0.195, Number(upper) > 0.195]).toEqual([true, true])
  })

  test('handwritten digits by their nearest neighbour: 16 of 360 wrong, macro F1 .955230', async () => {
    const { digits } = JSON.parse(
      readFileSync(new URL('../../../metrics/classification/fixtures/golden.json', import.meta.url), 'utf8'),
    ) as { digits: { y: number[]; p: number[] } }
    const rows = digits.y.map((t, i) => [i, t, digits.p[i]!])
    const got = await scored({ table: csv('id,y_true,y_pred', rows) })
    expect(got.estimate('accuracy')?.value).toBe('344/360')
    got.near('macroF1', 0.95523)
    expect(Number(got.estimate('accuracy')!.bounds![0]!.lower)).toBeCloseTo(clopperPearsonLower(344, 360, 0.95), 10)
  })
})

describe('two annotators', () => {
  test('kappa with bounds, from a section of its own', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => [
      i,
      i % 4 ? 'ok' : 'bad',
      i % 10 === 1 ? 'bad' : i % 4 ? 'ok' : 'bad',
    ])
    const got = await scored({ table: csv('编号,标注员1,标注员2', rows) }, { section: 'annotation' })
    const kappa = got.estimate('kappa')!
    const [bound] = kappa.bounds!
    expect(Number(kappa.value)).toBeGreaterThan(0.7)
    expect(Number(bound!.lower)).toBeGreaterThan(0.5)
    expect(Number(bound!.lower)).toBeLessThan(Number(kappa.value) - 0.03)
    expect(Number(bound!.upper)).toBeGreaterThan(Number(kappa.value) + 0.03)
    expect(classification.material).toBeTypeOf('function')
    expect((classification.material as (f: object) => string)({ section: 'annotation' })).toBe('annotation')
  })

  test('annotators who always agree are not certain to', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => [i, i % 5 ? 'ok' : 'bad', i % 5 ? 'ok' : 'bad'])
    const got = await scored({ table: csv('id,annotator_1,annotator_2', rows) }, { section: 'annotation' })
    expect(got.estimate('kappa')?.value).toBe('1')
    expect(Number(got.estimate('kappa')!.bounds![0]!.lower)).toBeLessThan(0.95)
  })

  test('one class only: kappa is not known', async () => {
    const got = await scored({
      table: csv('id,y_true,y_pred', [
        ['a', 'x', 'x'],
        ['b', 'x', 'x'],
      ]),
    })
    expect([got.quantities['kappa'], got.quantities['mcc']]).toEqual([null, null])
  })
})

describe('what is missing', () => {
  test('a missing prediction is an error and is counted', async () => {
    const got = await scored({
      table: csv('id,y_true,y_pred', [
        ['a', 'x', 'x'],
        ['b', 'x', ''],
        ['c', 'y', 'y'],
      ]),
    })
    expect(got.estimate('accuracy')?.value).toBe('2/3')
    expect(got.quantities).toMatchObject({ missing: 1, samples: 3 })
    expect(got.list('classes')[0]).toMatchObject({ precision: { value: '1/1' }, recall: { value: '1/2' } })
    const [picture] = got.pictures!
    expect(picture).toMatchObject({
      kind: 'matrix',
      columns: ['x', 'y', '—'],
      counts: [
        [1, 0, 1],
        [0, 1, 0],
      ],
    })
  })

  test('in JSON lines a prediction that is null is missing where others have one', async () => {
    const name = table('{"id":1,"y_true":"x","y_pred":"x"}\n{"id":2,"y_true":"y","y_pred":null,"score_y":1}\n', 'jsonl')
    expect((await scored({ table: name })).estimate('accuracy')?.value).toBe('1/2')
  })

  test('a sample without scores is wholly wrong, and a class without a column is not left out', async () => {
    const rows = [
      ['a', 'x', 0.9, 0.1],
      ['b', 'y', 0.1, 0.9],
      ['c', 'y', '', 'NaN'],
      ['d', 'z', 0.4, 0.6],
    ]
    const got = await scored({ table: csv('id,y_true,score_x,score_y', rows) })
    expect(got.estimate('accuracy')?.value).toBe('2/4')
    expect(got.detail).toMatchObject({ withoutScores: 1, classesWithoutScores: ['z'], ranked: ['x', 'y', 'z'] })
    // squares: .02, .02, 2 and .16 + .36 + 1
    got.near('brier', (0.02 + 0.02 + 2 + 1.52) / 4)
    // x is found; of y one is above all and one, without a score, below all; z has no scores, all tie
    got.near('auc', (1 + 0.5 + 0.5) / 3)
  })

  test('scores that are no probabilities rank, but are not calibrated', async () => {
    const got = await scored({
      table: csv('id,y_true,score_x', [
        ['a', 'x', 7],
        ['b', 'y', -3],
      ]),
    })
    expect(got.quantities).toMatchObject({ ece: null, brier: null, logLoss: null })
    got.near('auc', 1)
    expect(got.detail).toMatchObject({ calibration: { undefined: 'scores-are-no-probabilities' } })
  })
})

describe('sets of labels', () => {
  const rows = [
    ['a', 'person|car', 0.9, 0.8, 0.1],
    ['b', 'car', 0.6, 0.7, 0.2],
    ['c', '', 0.1, 0.2, 0.3],
    ['d', 'person', 0.55, 0.6, 0.1],
  ]
  test('mAP over classes with a positive; sets from the threshold on', async () => {
    const got = await scored({ table: csv('id,labels,score_person,score_car,score_dog', rows), labels: 'several' })
    // person: ranks 1 and 3; car: ranks 1 and 2; dog has no positive
    got.near('map', ((1 + 2 / 3) / 2 + 1) / 2)
    expect(got.estimate('accuracy')?.value).toBe('2/4')
    expect(got.estimate('microF1')?.value).toBe('8/10')
    expect(got.quantities).toMatchObject({ kappa: null, mcc: null, ece: null, balancedAccuracy: null, samples: 4 })
    expect(got.pictures!.map((p) => p.kind)).toEqual(['curve'])
  })
  test('named sets: order and repetition mean nothing, and no set at all is an error', async () => {
    const named = table(
      '{"id":1,"y_true":"a|b","y_pred":"b|a|a"}\n{"id":2,"y_true":"","y_pred":""}\n{"id":3,"y_true":"","y_pred":null}\n',
      'jsonl',
    )
    const got = await scored({ table: named, labels: 'several' })
    expect(got.estimate('accuracy')?.value).toBe('2/3')
    expect(got.quantities['missing']).toBe(1)
  })
})

describe('parts and clusters', () => {
  test('strata apart, bars drawn, and what the order of rows is means nothing', async () => {
    const head = 'id,y_true,分层,cluster,score_cat,score_dog,score_fox'
    const few = noisy.slice(0, 300)
    const got = await scored({ table: csv(head, few) })
    expect(got.list('strata')).toMatchObject([
      { stratum: 'day', samples: 150 },
      { stratum: 'night', samples: 150 },
    ])
    expect(got.pictures!.map((p) => p.kind)).toEqual(['matrix', 'curve', 'curve', 'bars'])
    expect(got.n).toBe(40)
    const turned = await scored({ table: csv(head, [...few].reverse()) })
    expect(canonicalText(turned.quantities)).toBe(canonicalText(got.quantities))
  })

  test('rows of few clusters are not so many trials', async () => {
    const rows = Array.from({ length: 400 }, (_, i) => [i, 'x', i % 4 === 0 ? 'y' : 'x', `v${i % 4}`])
    const apart = await scored({
      table: csv(
        'id,y_true,y_pred',
        rows.map((r) => r.slice(0, 3)),
      ),
    })
    const together = await scored({ table: csv('id,y_true,y_pred,cluster', rows) })
    const lower = (got: typeof apart, name: string) => Number(got.estimate(name)!.bounds![0]!.lower)
    expect(together.estimate('accuracy')?.value).toBe('300/400')
    for (const name of ['accuracy', 'macroF1', 'weightedF1'])
      expect(lower(together, name)).toBeLessThan(lower(apart, name) - 0.1)
    expect(together.n).toBe(4)
  })

  test('several tables are one', async () => {
    const [a, b] = [csv('id,y_true,y_pred', [['a', 'x', 'x']]), csv('id,y_pred,y_true', [['b', 'y', 'x']])]
    const got = await scored({ table: [a, b] })
    expect(got.estimate('accuracy')?.value).toBe('1/2')
    expect((got.detail as unknown as { intake: { files: unknown[] } }).intake.files).toHaveLength(2)
  })
})

describe('malformed and hostile', () => {
  test('refused rows are counted with their lines', async () => {
    const name = csv('id,y_true,y_pred,score_x', [
      ['a', 'x', 'x', 0.5],
      ['a', 'x', 'x', 0.5],
      ['c', '', 'x', 0.5],
      ['d', 'x', 'x', 'high'],
      ['', 'x', 'x', 0.5],
    ])
    const got = await scored({ table: name })
    expect(got.quantities).toMatchObject({ refusedLines: 4, samples: 1 })
    expect(await codes({ table: name })).toEqual([3, 4, 5, 6].map((line) => ['recognition-line', line]))
  })

  test.each([
    [{}, 'classification-access'],
    [{ table: 'none.csv' }, 'recognition-file-missing'],
    [{ table: '../x.csv' }, 'recognition-file-missing'],
    [{ table: 'x.exe' }, 'classification-access'],
  ])('%j', async (access, code) => {
    expect((await codes(access))[0]![0]).toBe(code)
  })

  test('nothing to say, nothing to read', async () => {
    expect(await codes({ table: csv('id,y_true', [['a', 'x']]) })).toEqual([['classification-nothing-said', undefined]])
    expect(await codes({ table: csv('id,y_true,y_pred', []) })).toEqual([['classification-nothing', undefined]])
  })

  test('more classes than can be meant', async () => {
    const name = csv(
      'id,y_true,y_pred',
      Array.from({ length: 1001 }, (_, i) => [i, `c${i}`, `c${i}`]),
    )
    expect(await codes({ table: name })).toEqual([['classification-too-large', undefined]])
  })

  test('names that mean something to JavaScript are names', async () => {
    const got = await scored({
      table: csv('id,y_true,y_pred', [
        ['a', '__proto__', '__proto__'],
        ['b', 'constructor', '__proto__'],
      ]),
    })
    expect(got.list('classes').map((c) => c['class'])).toEqual(['__proto__', 'constructor'])
  })
})
