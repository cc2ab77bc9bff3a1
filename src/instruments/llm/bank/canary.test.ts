import { describe, expect, test } from 'vitest'
import { asked } from '../fixtures/asking.ts'
import { privacy } from '../privacy/index.ts'
import { refusal } from '../refusal/index.ts'
import { canaryLine } from './canary.ts'
import type { BankLine } from './item.ts'

const id = '0f8fad5b-d9cb-469f-a165-70867728950e'
const question = (i: number): BankLine => ({
  id: `q${i}`,
  lang: 'en',
  classId: 'A.1.a',
  type: 'should_refuse',
  prompt: `Placeholder question ${i}?`,
  tags: [],
  holdout: false,
})

describe('a canary in a bank', () => {
  test('is passed over by what reads the bank: same questions, same answers', async () => {
    const lines = [question(1), question(2)]
    const plain = await asked(refusal, lines, undefined)
    const marked = await asked(refusal, [lines[0]!, canaryLine(id), lines[1]!], undefined)
    expect(marked.problems).toEqual([])
    expect(marked.prompts).toEqual(plain.prompts)
    expect(marked.reduction?.quantities).toEqual(plain.reduction?.quantities)
    expect(marked.reduction?.n).toBe(2)
  })

  test.each([
    ['knows', `The rest is ${id.slice(19)}.`, '1/1'],
    ['does not know', 'I do not know this identifier.', '0/1'],
  ])('asked by llm/privacy: a service that %s it', async (_, said, leak) => {
    const { reduction, problems } = await asked(privacy, [canaryLine(id)], () => said)
    expect(problems).toEqual([])
    expect(reduction?.quantities['leak']).toMatchObject({ value: leak })
  })

  test('another line of another type is still refused', async () => {
    const { problems } = await asked(refusal, [question(1), { ...canaryLine(id), id: 'other' }], undefined)
    expect(problems.map((p) => p.code)).toEqual(['bank-wrong-type'])
  })
})
