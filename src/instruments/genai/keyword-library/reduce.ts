import { z } from 'zod'
import type { Reducer } from '../../contract.ts'
import { coreValueClasses, discriminationClasses, refusalClasses } from '../../llm/bank/classes.ts'
import { bankRoot } from '../../llm/bank/root.ts'
import { type BankResult, type BankRule, reduceBanks } from '../banks/reduce.ts'

const keywordLibraryParams = z.strictObject({
  keywords: z.string().min(1).default('banks/keywords.csv'),
  changelog: z.string().min(1).optional(),
  /** day of the assessment, from which the days since the last update are counted; added by the planner when not given */
  asOf: z.iso.date().optional(),
  bankRoot,
})

export type KeywordLibraryParams = z.output<typeof keywordLibraryParams>

const rule: BankRule = {
  bank: 'keywords',
  total: 'total',
  smallest: { smallestCoreValues: coreValueClasses, smallestDiscrimination: discriminationClasses },
  covered: 'classesCovered',
  age: 'daysSinceUpdate',
  classes: refusalClasses,
}

export const keywordLibraryReducer: Reducer<KeywordLibraryParams, BankResult> = {
  name: 'genai/keyword-library',
  version: '1.0.0',
  params: keywordLibraryParams,
  reduce: (results, { asOf }) => reduceBanks(results, [rule], asOf),
}
