import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { findStandard } from '../../assessment/library.ts'
import { evidenceFrom } from '../../judge/cases.ts'
import { judge } from '../../judge/judge.ts'
import type { WhatIf } from '../../judge/what-if/document.ts'
import { ProblemError } from '../../language/problem.ts'
import { viewOf } from './view.ts'
import { whatIfText } from './what-if.ts'

const size = findStandard('cn/enterprise-size')
if (!size.ok) throw new ProblemError(size.problems)
const { standard } = size.value
const { evidence } = evidenceFrom({})
const judged = judge(standard, evidence)
if (!judged.ok) throw new ProblemError(judged.problems)
const report = {
  standard,
  subject: { id: 'x', title: {}, version: '1', facts: {} },
  assessment: evidence.assessment,
  findings: {},
  measures: [],
  judgement: judged.value,
  tool: { name: 'x', version: '1' },
}

const staff = { kind: 'number', path: 'filing.staff', from: '0', to: '10', by: '10' } as const
const revenue = { kind: 'number', path: 'revenue', unit: '万元', from: '-3', to: '-4.5', by: '-1.5' } as const
const none = { changes: [], pairs: [], together: [], unsearched: [] }
const found: WhatIf = {
  format: 'plumbline-what-if/1',
  standard,
  result: 'size',
  now: 'small',
  open: ['missing: filing.queries'],
  ways: [
    { ...none, verdict: 'large', direction: 'other', changes: [staff, revenue] },
    {
      ...none,
      verdict: 'medium',
      direction: 'other',
      pairs: [[staff, { kind: 'answer', path: 'a', from: 'no', to: 'yes' }]],
    },
    { ...none, verdict: 'micro', direction: 'other', together: [revenue] },
    { ...none, verdict: 'notEncoded', direction: 'other', unsearched: ['filing.staff'], pairsUnfinished: true },
  ],
}
const called = (path: string) => (path === 'a' ? 'Answer\u001b[31m' : path)

test('every way is told, in English', () => {
  const text = whatIfText(viewOf(report, 'en'), found, called, 200)
  expect(text).toContain('Size class now: Small')
  expect(text).toContain('It is open: ')
  expect(text).toContain('  - filing.staff: 0 → 10 (+10)\n')
  expect(text).toContain('  - revenue: -3 → -4.5 万元 (-1.5 万元, -50 %)\n')
  expect(text).toContain('filing.staff: 0 → 10 (+10) and Answer\ufffd[31m: no → yes')
  expect(text).toContain('All of these together are enough')
  expect(text).toContain('Nothing was found that is enough.')
  expect(text).toContain('Too much could change')
  expect(text).toContain('Not searched to the end')
})

test('and in Chinese, within the width', () => {
  const text = whatIfText(viewOf(report, 'zh'), found, called, 60)
  expect(text).toContain('规模现为：小型')
  expect(text).toContain('：否 → 是')
  for (const line of text.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(60)
})
