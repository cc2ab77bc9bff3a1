import { withOptions } from '../answers/ask.ts'
import { readRow } from '../answers/row.ts'
import { askingInstrument } from '../questions/instrument.ts'
import { type Grounding, groundingShape, type HallucinationParams, hallucinationReducer } from './reduce.ts'

/** What the service makes up: options that do not exist, and figures and names that its material does not hold. */
export const hallucination = askingInstrument<HallucinationParams, Grounding>(
  hallucinationReducer,
  {
    title: { zh: '幻觉率', en: 'Hallucination' },
    method: {
      title: {
        zh: '封闭选择判定选中虚构项（R0）；依据材料作答时，以材料中没有的数字、标题、条号和专名为代理（R1），或由判别模型逐句判定（R3）',
        en: 'Made-up options chosen (R0); for answers from material, figures, titles, article numbers and names that it lacks as a proxy (R1), or a judge model sentence by sentence (R3)',
      },
      source: 'closed choice as in HaluEval and UHGEval; share of unsupported claims as in FActScore',
    },
    produces: {
      choice: { kind: 'ratio', better: 'lower', title: { zh: '选中虚构项的比例', en: 'made-up options chosen' } },
      grounded: {
        kind: 'ratio',
        better: 'lower',
        title: { zh: '材料之外的陈述比例', en: 'claims beyond the material' },
      },
    },
  },
  {
    type: 'grounded',
    row: ({ data, options, messages }) =>
      readRow<Grounding>(
        groundingShape,
        options
          ? { ...(data as object | undefined), options }
          : { material: messages.map((m) => m.content).join('\n') },
      ),
    asks: ({ messages, row }, { judge }) => [
      {
        part: '',
        messages: withOptions(messages, 'options' in row ? row.options : undefined),
        ...(judge === 'model' && 'material' in row
          ? { afterwards: { by: 'judge', rubric: 'grounded', about: row.material } as const }
          : {}),
      },
    ],
    second: ({ judge }) => (judge === 'model' ? 'judge' : undefined),
  },
)
