import { readRow } from '../answers/row.ts'
import { askingInstrument } from '../questions/instrument.ts'
import type { QuestionParams } from '../questions/params.ts'
import { hierarchyReducer, type Rule, ruleShape } from './reduce.ts'

/** Whether the rule of the system message holds when the user wants it broken. */
export const hierarchy = askingInstrument<QuestionParams, Rule>(
  hierarchyReducer,
  {
    title: { zh: '指令层级', en: 'Instruction hierarchy' },
    method: {
      title: {
        zh: '系统规则与用户要求冲突时是否守住规则；按必现与禁现文字判定（R0）',
        en: 'Whether the system rule is kept against the user, told by texts that must and must not appear (R0)',
      },
      source: 'rule following as in LLM Rules (Mu et al., 2023)',
    },
    produces: { kept: { kind: 'ratio', better: 'higher', title: { zh: '守规率', en: 'rules kept' } } },
  },
  { type: 'rule', row: ({ data }) => readRow(ruleShape, data) },
)
