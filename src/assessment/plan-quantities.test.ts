import { expect, test } from 'vitest'
import { instruments } from '../instruments/registry.ts'
import { evidenceFrom } from '../judge/cases.ts'
import { judge } from '../judge/judge.ts'
import { loadStandard } from '../language/load.ts'
import { ProblemError } from '../language/problem.ts'
import { notGiven, notTaken } from './plan-quantities.ts'

const text = `
plumbline: 1
id: acme/reader
edition: 1.0.0
title: { zh: 识别, en: Reading }
authority: reference-profile
sources: { own: { title: own, kind: proposal } }
from: [own]
subject: reader
measures:
  reading: { instrument: recognition/ocr, gives: { ar: ratio, conditions: { list: { condition: text, ar: ratio } } } }
results:
  - { id: least, title: { zh: 最差, en: worst }, value: "min(reading.conditions.map(c, c.ar))" }
`
const loaded = loadStandard('standard.yaml', text)
if (!loaded.ok) throw new ProblemError(loaded.problems)
const standard = loaded.value
const { gives } = standard.measures.get('reading')!
const quantities = { ar: 0.9, cer: 0.1, conditions: [{ condition: 'clean', ar: '0.95', exact: '0.9', n: 10 }] }

test('an instrument may say more of an item than a standard takes', () => {
  const { evidence } = evidenceFrom({
    assessment: { date: '2026-11-22', party: 'first' },
    measures: { reading: { n: 10, evidence: 'measured', quantities } },
  })
  const judged = judge(standard, evidence)
  expect(judged.ok && judged.value.nodes['least']).toMatchObject({ value: '0.95' })
})

test('what a person supplies and the standard does not take is said, with what was probably meant', () => {
  const said = notTaken('reading', gives, { ar: 0.9, conditions: [{ condition: 'clean', arr: 1 }], kappa: 1 })
  expect(said.map((p) => [p.code, p.place?.path])).toEqual([
    ['quantity-not-taken', 'measurements.reading.conditions.arr'],
    ['quantity-not-taken', 'measurements.reading.kappa'],
  ])
  expect(said[0]!.next?.en).toBe('did you mean "ar"?')
})

test('what a standard wants and an instrument does not give is a mistake of the standard', () => {
  const ocr = instruments.get('recognition/ocr')!
  expect(notGiven('reading', gives, ocr)).toEqual([])
  const wrong = text
    .replace('condition: text, ar: ratio', 'condition: text, accuracy: ratio')
    .replace('c.ar', 'c.accuracy')
  const other = loadStandard('standard.yaml', wrong)
  if (!other.ok) throw new ProblemError(other.problems)
  const said = notGiven('reading', other.value.measures.get('reading')!.gives, ocr)
  expect(said.map((p) => [p.code, p.got])).toEqual([['no-such-quantity', 'conditions.accuracy']])
})
