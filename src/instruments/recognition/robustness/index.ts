import { createHash } from 'node:crypto'
import { canonicalText } from '../../../language/canonical.ts'
import { type Problem, problem } from '../../../language/problem.ts'
import type { Instrument, Item } from '../../contract.ts'
import type { Entry } from '../algorithm/inputs/entry.ts'
import { inputsOf, listedInputs } from '../algorithm/inputs/listed.ts'
import { missingInputs, readInput, readInputs } from '../algorithm/inputs/read.ts'
import { algorithmFor, checkAlgorithm } from '../algorithm/open.ts'
import { type Condition, inCondition, isSound } from './corrupted.ts'
import { PICTURE_CORRUPTIONS, type RobustnessParams, type RobustnessResult, robustnessProduces } from './params.ts'
import { robustnessReducer } from './reduce.ts'

interface RobustnessItem extends Item {
  readonly entry?: Entry
  readonly condition: Condition
  readonly params: RobustnessParams
}

const CLEAN: Condition = { corruption: 'clean', severity: 0 }
const OUTPUT_LIMIT = 65_536

/** Corrupts the inputs by declared rules, runs the algorithm under test on them again, and compares what is left of its performance. */
export const robustness: Instrument<RobustnessParams, RobustnessItem, RobustnessResult> = {
  ...robustnessReducer,
  title: { zh: '抗干扰能力', en: 'robustness to corruption' },
  method: {
    title: {
      zh: '按声明的干扰和强度生成输入，重新运行算法；mPC 为各干扰与强度的平均性能，rPC 为它与清晰输入性能之比',
      en: 'inputs are corrupted by declared rules and the algorithm is run again; mPC is the mean performance, rPC its ratio to the clean one',
    },
    source: 'Hendrycks and Dietterich (ICLR 2019), ImageNet-C; Michaelis et al. (2019), mPC and rPC',
  },
  produces: robustnessProduces,
  material: 'inputs',
  check: async (subject, params) => {
    const inputs = await readInputs(subject, true)
    return [
      ...(await checkAlgorithm(subject)),
      ...(inputs.ok
        ? [
            ...inputs.warnings,
            ...(await missingInputs(subject, inputs.value.entries)),
            ...misfits(inputs.value.entries, params),
          ]
        : inputs.problems),
    ]
  },
  items: async function* (subject, params) {
    const { entries } = await listedInputs(subject, true)
    yield { id: 'inputs', condition: CLEAN, params }
    const conditions = [CLEAN, ...conditionsOf(entries, params)]
    for (const entry of entries) {
      for (const condition of conditions) {
        const { corruption, severity } = condition
        const what = corruption === 'clean' ? corruption : `${corruption}-${severity}`
        yield { id: `${what}:${entry.id}`, entry, condition, params }
      }
    }
  },
  measure: async ({ entry, condition, params }, context) => {
    if (entry === undefined) {
      const { sha256, entries, refused } = await inputsOf(context, true)
      return { kind: 'inputs', sha256, entries: entries.length, refused }
    }
    const algorithm = await algorithmFor(context)
    const { input, strength, seed } = inCondition(await readInput(context.subject, entry), entry, condition, params)
    const answer = await algorithm.ask(input, context.signal)
    const long = answer.ok && canonicalText(answer.output).length > OUTPUT_LIMIT
    const failure = answer.ok ? (long ? 'output-too-long' : undefined) : answer.code
    return {
      kind: 'condition',
      input: entry.id,
      cluster: entry.cluster ?? entry.id,
      ...condition,
      strength,
      seed,
      sentSha256: createHash('sha256').update(input.bytes).digest('hex'),
      reference: entry.reference!,
      output: answer.ok && !long ? answer.output : null,
      ...(failure === undefined ? {} : { failure }),
      algorithm: { kind: algorithm.kind, ...algorithm.about },
    }
  },
}

function conditionsOf(entries: readonly Entry[], { corruptions, severities }: RobustnessParams): Condition[] {
  const all = corruptions ?? (isSound(entries[0]!) ? (['additive-noise'] as const) : PICTURE_CORRUPTIONS)
  return [...new Set(all)].flatMap((corruption) =>
    [...new Set(severities)].map((severity) => ({ corruption, severity })),
  )
}

/** Pictures and sounds have no condition in common. */
function misfits(entries: readonly Entry[], params: RobustnessParams): readonly Problem[] {
  const sounds = entries.filter(isSound).length
  const forSound = conditionsOf(entries, params).filter((c) => c.corruption === 'additive-noise').length
  const all = conditionsOf(entries, params).length
  if (sounds === 0 ? forSound === 0 : sounds === entries.length && forSound === all) return []
  return [
    problem(
      'robustness-kinds',
      {
        zh: '清单里的图像或声音与要求的干扰不相配',
        en: 'the pictures or sounds of the list and the corruptions asked for do not go together',
      },
      {
        expected: 'pictures (PNG, JPEG) with corruptions of pictures, or 16-bit WAV with additive-noise',
        got: `${entries.length - sounds} pictures, ${sounds} sounds`,
        next: { zh: '图像与声音分开评估', en: 'assess pictures and sounds apart' },
      },
    ),
  ]
}
