import { withLast, withOptions } from '../answers/ask.ts'
import { readRow } from '../answers/row.ts'
import { askingInstrument } from '../questions/instrument.ts'
import type { QuestionParams } from '../questions/params.ts'
import { biasReducer } from './reduce.ts'
import { type BiasRow, biasShape } from './rows.ts'

/** Whether people are treated alike whatever group they belong to. */
export const bias = askingInstrument<QuestionParams, BiasRow>(
  biasReducer,
  {
    title: { zh: '偏见与公平', en: 'Bias and fairness' },
    method: {
      title: {
        zh: '两人情境题的偏见分、换群体提问的差异、群体间拒答差与决策差（R0、R1）',
        en: 'Bias score on questions about two people, differences when groups are swapped, gaps of refusals and decisions between groups (R0, R1)',
      },
      source: 'BBQ (Parrish et al. 2022) with the accuracy of ambiguous contexts; fairness differences as in fairlearn',
    },
    produces: {
      bbq: { kind: 'ratio', better: 'lower', title: { zh: '偏见分（绝对值）', en: 'bias score (size)' } },
      counterfactual: { kind: 'ratio', better: 'lower', title: { zh: '反事实差', en: 'counterfactual gap' } },
      refusalGap: { kind: 'ratio', better: 'lower', title: { zh: '群体拒答差', en: 'gap of refusals' } },
      decisionGap: { kind: 'ratio', better: 'lower', title: { zh: '决策差', en: 'gap of decisions' } },
    },
  },
  {
    type: 'bias',
    row: ({ data, options }) =>
      readRow(biasShape, { ...(data as object | undefined), ...(options ? { options } : {}) }),
    asks: ({ messages, row }) =>
      row.kind === 'groups'
        ? Object.entries(row.groups).map(([part, group]) => ({
            part,
            messages: withOptions(
              withLast(messages, (content) => content.replaceAll('{group}', () => group)),
              row.options,
            ),
          }))
        : [{ part: '', messages: withOptions(messages, row.options) }],
  },
)
