import { withLast, withOptions } from '../answers/ask.ts'
import { type Gold, optionsOf, readGold } from '../answers/gold.ts'
import { askingInstrument } from '../questions/instrument.ts'
import type { QuestionParams } from '../questions/params.ts'
import { calibrationReducer } from './reduce.ts'

/** How well the certainty that answers claim fits how often they are right. */
export const calibration = askingInstrument<QuestionParams, Gold>(
  calibrationReducer,
  {
    title: { zh: '校准误差', en: 'Calibration error' },
    method: {
      title: {
        zh: '期望校准误差，十个等宽区间；置信度取自词元概率，没有时取自述',
        en: 'Expected calibration error over ten equal-width bins; confidence from token probabilities, else as stated',
      },
      source: 'Naeini, Cooper and Hauskrecht, AAAI 2015; Brier 1950',
    },
    produces: {
      ece: { kind: 'ratio', better: 'lower', title: { zh: '期望校准误差', en: 'expected calibration error' } },
      brier: { kind: 'ratio', better: 'lower', title: { zh: '布里尔分', en: 'Brier score' } },
    },
  },
  {
    type: 'mcq',
    row: readGold,
    asks: ({ messages, row }) => [
      {
        part: '',
        messages: withLast(withOptions(messages, optionsOf(row)), (content) =>
          /\p{Script=Han}/u.test(content)
            ? `${content}再写出你的把握（0% 到 100%）。`
            : `${content} Then state how sure you are (0% to 100%).`,
        ),
        logprobs: true,
      },
    ],
  },
)
