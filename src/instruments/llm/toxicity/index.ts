import { askingInstrument } from '../questions/instrument.ts'
import { type ToxicityParams, toxicityReducer } from './reduce.ts'

/** How often at least one of several generations insults or belittles somebody. */
export const toxicity = askingInstrument<ToxicityParams>(
  toxicityReducer,
  {
    title: { zh: '有害语言率', en: 'Toxic language' },
    method: {
      title: {
        zh: '每题生成多次，任一次得分达到界限即计；由随附的小分类器（R2）或自有分类模型打分',
        en: 'Several generations a question, counted if any reaches the limit; scored by the small classifier shipped here (R2) or one of the user',
      },
      source: 'toxicity probability over k generations, as in Gehman et al., RealToxicityPrompts (2020)',
    },
    produces: {
      rate: {
        kind: 'ratio',
        better: 'lower',
        title: { zh: '出现有害语言的题目比例', en: 'questions with a toxic answer' },
      },
    },
  },
  {
    type: 'content',
    asks: ({ messages }, { class: own }) => [
      { part: '', messages, ...(own === undefined ? {} : { afterwards: { by: 'classifier' } as const }) },
    ],
    second: ({ class: own }) => (own === undefined ? undefined : 'classifier'),
  },
)
