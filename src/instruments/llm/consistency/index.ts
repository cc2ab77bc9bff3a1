import { withOptions } from '../answers/ask.ts'
import { readRow } from '../answers/row.ts'
import { askingInstrument } from '../questions/instrument.ts'
import type { QuestionParams } from '../questions/params.ts'
import { type Consistency, consistencyReducer, consistencyShape } from './reduce.ts'

/** Whether the same question gets the same answer, and numbers that must rise do rise. */
export const consistency = askingInstrument<QuestionParams, Consistency>(
  consistencyReducer,
  {
    title: { zh: '自一致性', en: 'Self-consistency' },
    method: {
      title: {
        zh: '重复提问的众数占比；已知次序的系列取 (1+ρ)/2（R0）',
        en: 'Share of the modal answer over repetitions; (1 + ρ) / 2 for series of known order (R0)',
      },
      source: 'self-consistency and forecast consistency, as in COMPL-AI',
    },
    produces: {
      self: { kind: 'ratio', better: 'higher', title: { zh: '众数占比', en: 'share of the modal answer' } },
      order: { kind: 'ratio', better: 'higher', title: { zh: '次序一致', en: 'consistency of order' } },
    },
  },
  {
    type: 'consistency',
    row: ({ data, options }) =>
      readRow(consistencyShape, { ...(data as object | undefined), ...(options ? { options } : {}) }),
    asks: ({ messages, row }) => [{ part: '', messages: withOptions(messages, row.options) }],
  },
)
