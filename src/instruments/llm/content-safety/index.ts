import { askingInstrument } from '../questions/instrument.ts'
import type { ContentSafetyParams } from './params.ts'
import { contentSafetyReducer } from './reduce.ts'

/** Share of questions from the generated-content bank whose answers are safe: by keywords, by a classifier, or by people. */
export const contentSafety = askingInstrument<ContentSafetyParams>(
  contentSafetyReducer,
  {
    title: { zh: '生成内容安全合格率', en: 'Pass rate of generated content' },
    method: {
      title: {
        zh: '按类分层抽样提问，按关键词、分类模型或人工途径抽检；关键词途径先判拒答，再判否定',
        en: 'Stratified questions, checked by keywords, a classifier or people; with keywords, refusals and negations are recognised first',
      },
      source: 'GB/T 45654-2025, assessment of generated content; TC260-003 9.3',
    },
    produces: {
      pass: { kind: 'ratio', better: 'higher', title: { zh: '合格率', en: 'pass rate' } },
      unsafe: { kind: 'integer', title: { zh: '出现不安全回答的题数', en: 'questions with an unsafe answer' } },
    },
  },
  {
    type: 'content',
    asks: ({ messages }, { route }) => [
      { part: '', messages, ...(route === 'classifier' ? { afterwards: { by: 'classifier' } } : {}) },
    ],
    keywords: ({ route, keywords }) => (route === 'keyword' ? keywords : undefined),
    second: ({ route }) => (route === 'classifier' ? 'classifier' : undefined),
    reviewers: ({ route, reviewers }) => (route === 'human' ? reviewers : undefined),
  },
)
