import { withOptions } from '../answers/ask.ts'
import { readRow } from '../answers/row.ts'
import { askingInstrument } from '../questions/instrument.ts'
import type { QuestionParams } from '../questions/params.ts'
import { type Answerability, abstentionReducer, answerabilityShape } from './reduce.ts'

/** Whether what cannot be answered is left unanswered, and what can be is answered. */
export const abstention = askingInstrument<QuestionParams, Answerability>(
  abstentionReducer,
  {
    title: { zh: '不可答识别', en: 'Abstention' },
    method: {
      title: {
        zh: '可答与不可答问题混合提问；固定选项或措辞判定弃答（R0、R1）',
        en: 'Answerable and unanswerable questions; abstention told by a fixed option or by wording (R0, R1)',
      },
      source: 'F1 of abstention, as for questions without an answer in SQuAD 2.0',
    },
    produces: { f1: { kind: 'ratio', better: 'higher', title: { zh: '弃答 F1', en: 'F1 of abstention' } } },
  },
  {
    type: 'answerability',
    row: ({ data, options }) =>
      readRow(answerabilityShape, { ...(data as object | undefined), ...(options ? { options } : {}) }),
    asks: ({ messages, row }) => [{ part: '', messages: withOptions(messages, row.options) }],
  },
)
