import { withLast } from '../answers/ask.ts'
import { readRow } from '../answers/row.ts'
import { askingInstrument } from '../questions/instrument.ts'
import type { QuestionParams } from '../questions/params.ts'
import { citationsReducer, type Sources, sourcesShape } from './reduce.ts'

/** Whether what an answer cites exists, and says what is quoted. */
export const citations = askingInstrument<QuestionParams, Sources>(
  citationsReducer,
  {
    title: { zh: '引文可核', en: 'Citation validity' },
    method: {
      title: {
        zh: '给出编号材料并要求逐字引用；核对来源存在且引文在其中（容许一成字符不同）',
        en: 'Numbered sources are given and quotations asked for; the source must exist and hold the passage, a tenth of its characters aside',
      },
      source:
        'attribution to identified sources (Rashkin et al., Computational Linguistics 49 (2023)), by string comparison',
    },
    produces: { valid: { kind: 'ratio', better: 'higher', title: { zh: '引文有效率', en: 'valid citations' } } },
  },
  {
    type: 'grounded',
    row: ({ data }) => readRow(sourcesShape, data),
    asks: ({ messages, row }) => [
      {
        part: '',
        messages: withLast(messages, (question) => {
          const given = Object.entries(row.sources).map(([name, text]) => `[${name}] ${text}`)
          const please = /\p{Script=Han}/u.test(question)
            ? '请依据以上材料回答，并逐字引用原文，写成“原文” [编号]。'
            : 'Answer from the sources above and quote them word for word, as "passage" [number].'
          return `${given.join('\n')}\n\n${question}\n${please}`
        }),
      },
    ],
  },
)
