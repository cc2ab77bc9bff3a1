import { createHash } from 'node:crypto'
import { withLast, withOptions } from '../answers/ask.ts'
import { type Gold, optionsOf, readGold } from '../answers/gold.ts'
import { askingInstrument } from '../questions/instrument.ts'
import { perturb } from './perturb.ts'
import { CLEAN, type PerturbationParams, perturbationReducer } from './reduce.ts'

/** How much of its accuracy the service keeps when questions are worded worse. */
export const perturbation = askingInstrument<PerturbationParams, Gold>(
  perturbationReducer,
  {
    title: { zh: '抗扰动', en: 'Robustness to perturbation' },
    method: {
      title: {
        zh: '同一问题原样与扰动后各问一次：错别字、同音字、全半角、简繁、空格、标点、大小写、口头语、同义词（R0）',
        en: 'The same question unchanged and perturbed: typos, homophones, width, traditional script, spaces, punctuation, case, filler, synonyms (R0)',
      },
      source: 'perturbed over clean accuracy as in COMPL-AI; worst case as in HELM',
    },
    produces: {
      retained: { kind: 'ratio', better: 'higher', title: { zh: '扰动保持率', en: 'accuracy kept' } },
      worst: {
        kind: 'ratio',
        better: 'higher',
        title: { zh: '最坏情形保持率', en: 'accuracy kept in the worst form' },
      },
    },
  },
  {
    type: 'mcq',
    row: readGold,
    asks: ({ id, messages, row }, { perturbations, seed }) => {
      const options = optionsOf(row)
      const ask = (part: string, content: string) => ({
        part,
        // only the question is changed, never the options: they are what is read back
        messages: withOptions(
          withLast(messages, () => content),
          options,
        ),
      })
      const clean = messages.at(-1)!.content
      return [
        ask(CLEAN, clean),
        ...perturbations.flatMap((how) => {
          const content = perturb(clean, how, seedOf(`${seed}\n${how}\n${id}`))
          return content === undefined ? [] : [ask(how, content)]
        }),
      ]
    },
  },
)

function seedOf(text: string): bigint {
  return createHash('sha256').update(text).digest().readBigUInt64BE()
}
