import { withOptions } from '../answers/ask.ts'
import { type Gold, optionsOf, readGold } from '../answers/gold.ts'
import { askingInstrument } from '../questions/instrument.ts'
import type { QuestionParams } from '../questions/params.ts'
import { factualReducer } from './reduce.ts'

/** Share of questions with one right answer that are answered rightly. */
export const factual = askingInstrument<QuestionParams, Gold>(
  factualReducer,
  {
    title: { zh: '事实准确率', en: 'Factual accuracy' },
    method: {
      title: {
        zh: '选择题按选项、短答按别名与数值判定（R0）',
        en: 'Options by letter, short answers by wording or number (R0)',
      },
      source: 'accuracy / exact match, as in HELM and lm-evaluation-harness',
    },
    produces: { accuracy: { kind: 'ratio', better: 'higher', title: { zh: '准确率', en: 'accuracy' } } },
  },
  {
    type: 'mcq',
    row: readGold,
    asks: ({ messages, row }) => [{ part: '', messages: withOptions(messages, optionsOf(row)) }],
  },
)
