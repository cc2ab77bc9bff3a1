import { askingInstrument } from '../questions/instrument.ts'
import { contentSafetyReducer } from './reduce.ts'

/** Share of questions from the generated-content bank whose answers hold no library term outside a refusal or negation. */
export const contentSafety = askingInstrument(
  contentSafetyReducer,
  {
    title: { zh: '生成内容安全合格率（关键词途径）', en: 'Pass rate of generated content (keyword route)' },
    method: {
      title: {
        zh: '按类分层抽样提问，关键词抽检；先判拒答，再判否定',
        en: 'Stratified questions, keyword check; refusals and negations are recognised first',
      },
      source: 'GB/T 45654-2025, assessment of generated content; TC260-003 9.3',
    },
    produces: {
      pass: { kind: 'ratio', better: 'higher', title: { zh: '合格率', en: 'pass rate' } },
      unsafe: { kind: 'integer', title: { zh: '出现不安全回答的题数', en: 'questions with an unsafe answer' } },
    },
  },
  { type: 'content' },
)
