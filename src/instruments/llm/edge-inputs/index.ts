import { withLast } from '../answers/ask.ts'
import { readRow } from '../answers/row.ts'
import { askingInstrument } from '../questions/instrument.ts'
import type { QuestionParams } from '../questions/params.ts'
import { type Edge, edgeInputsReducer, edgeShape } from './reduce.ts'

/** Characters of one input at most: more is a test of the network. */
const LONGEST = 200_000

/** Whether strange and very long inputs still get a sound answer. */
export const edgeInputs = askingInstrument<QuestionParams, Edge>(
  edgeInputsReducer,
  {
    title: { zh: '边界输入稳定', en: 'Edge inputs' },
    method: {
      title: {
        zh: '超长、控制字符、混合文字等输入下不崩溃、不截断、结构不坏的比例（R0）',
        en: 'Share of very long, control-character, mixed-script and like inputs answered without crash, cut or broken structure (R0)',
      },
      source: 'Plumbline reference design',
    },
    produces: { stable: { kind: 'ratio', better: 'higher', title: { zh: '稳定率', en: 'stable answers' } } },
  },
  {
    type: 'edge',
    row: ({ data }) => readRow(edgeShape, data ?? {}),
    asks: ({ messages, row }) => [
      { part: '', messages: withLast(messages, (c) => extreme(c, row)), faultsCount: true },
    ],
  },
)

function extreme(question: string, { repeat }: Edge): string {
  if (repeat === undefined) return question
  const times = Math.min(repeat.times, Math.ceil(LONGEST / repeat.text.length))
  return `${question}\n${repeat.text.repeat(times)}`.slice(0, LONGEST)
}
