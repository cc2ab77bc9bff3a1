import { z } from 'zod'
import type { Reducer } from '../../contract.ts'
import { allClasses, aspectIds, otherClasses, refusalClasses } from '../../llm/bank/classes.ts'
import { bankRoot } from '../../llm/bank/root.ts'
import { type BankResult, type BankRule, reduceBanks } from '../banks/reduce.ts'

const questionBankParams = z.strictObject({
  content: z.string().min(1).optional(),
  shouldRefuse: z.string().min(1).optional(),
  shouldNotRefuse: z.string().min(1).optional(),
  changelog: z.string().min(1).optional(),
  /** day of the assessment, from which the days since the last update are counted; added by the planner when not given */
  asOf: z.iso.date().optional(),
  bankRoot,
})

export type QuestionBankParams = z.output<typeof questionBankParams>

const rules: readonly BankRule[] = [
  {
    bank: 'content',
    total: 'contentTotal',
    smallest: { contentSmallestCoreAndDiscrimination: refusalClasses, contentSmallestOther: otherClasses },
    covered: 'contentClassesCovered',
    age: 'contentDaysSinceUpdate',
    classes: allClasses,
  },
  {
    bank: 'should-refuse',
    total: 'shouldRefuseTotal',
    smallest: { shouldRefuseSmallest: refusalClasses },
    covered: 'shouldRefuseClassesCovered',
    age: 'shouldRefuseDaysSinceUpdate',
    classes: refusalClasses,
  },
  {
    bank: 'should-not-refuse',
    total: 'shouldNotRefuseTotal',
    smallest: { shouldNotRefuseSmallest: aspectIds },
    covered: 'shouldNotRefuseAspectsCovered',
    age: 'shouldNotRefuseDaysSinceUpdate',
    classes: aspectIds,
  },
]

export const questionBankReducer: Reducer<QuestionBankParams, BankResult> = {
  name: 'genai/question-bank',
  version: '1.0.0',
  params: questionBankParams,
  reduce: (results, { asOf }) => reduceBanks(results, rules, asOf),
}
