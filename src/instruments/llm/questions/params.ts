import { z } from 'zod'
import { bankRoot } from '../bank/root.ts'

/** What every instrument that asks a question bank takes. */
export const questionParams = z.strictObject({
  /** path of the bank, relative to the subject's folder or to `bankRoot`; `should-refuse` is short for `banks/should-refuse.jsonl` */
  bank: z.string().min(1),
  /** questions to ask; the whole bank when not given */
  sample: z.int().min(1).optional(),
  /** questions of every class at least */
  perClass: z.int().min(0).default(0),
  seed: z.int().min(0).default(1),
  /** how often each question is asked; the unit of inference stays the question */
  repeats: z.int().min(1).max(20).default(1),
  /** only these classes of the bank */
  classes: z.array(z.string().min(1)).min(1).optional(),
  bankRoot,
})

/** How well the judge of a rate tells its labels apart, from a calibration on human labels (`llm/judge-calibration`). */
const calibrationParam = z.strictObject({
  sensitivity: z.number().min(0).max(1),
  specificity: z.number().min(0).max(1),
})

export type QuestionParams = z.output<typeof questionParams>

/** Of the instruments that count refusals. */
export const refusalParams = questionParams.extend({ calibration: calibrationParam.optional() })
export type RefusalParams = z.output<typeof refusalParams>
