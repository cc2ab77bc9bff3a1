import { expect, test } from 'vitest'
import { reportOf } from '../html/fixtures/reports.ts'
import { heldLines } from './held-lines.ts'
import { viewOf } from './view.ts'

const lines = (name: string, lang: 'zh' | 'en') =>
  heldLines(viewOf(reportOf('cn-sh/ai-enterprise', name), lang), 100).join('\n')

test('a word that conditions decide rests on the requirements that they name', () => {
  expect(lines('a veto', 'en')).toContain('4.5  No veto: not satisfied')
  expect(lines('a veto', 'zh')).toMatch(/4\.5 .*不满足/)
})

test('what is met holds nothing back', () => {
  expect(lines('golden: model start-up, leaf by leaf', 'en')).not.toContain('not satisfied')
})
