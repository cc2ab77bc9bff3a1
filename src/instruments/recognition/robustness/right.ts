import { canonicalText } from '../../../language/canonical.ts'
import { compareText } from '../../../metrics/text-rates.ts'
import type { Json } from '../algorithm/algorithm.ts'
import type { ConditionResult, RobustnessParams } from './params.ts'

/** What is right of what there is: characters of a line, or one label. Whole numbers, right <= all, all >= 1. */
export interface Right {
  readonly right: number
  readonly all: number
}

/** A failure has nothing right. A line is never below nothing: invented characters cost no more than the whole line. */
export function rightOf(result: ConditionResult, params: Pick<RobustnessParams, 'performance' | 'normalise'>): Right {
  const { reference, output, failure } = result
  if (params.performance === 'agreement') {
    const agrees = failure === undefined && canonicalText(own(output, 'label')) === canonicalText(reference)
    return { right: agrees ? 1 : 0, all: 1 }
  }
  const said = own(output, 'text')
  const text = failure === undefined && typeof said === 'string' ? said : ''
  const { distance, referenceLength } = compareText(String(reference), text, params.normalise)
  const all = Math.max(1, referenceLength)
  return { right: failure === undefined ? Math.max(0, all - distance) : 0, all }
}

/** An output may be the value itself, or an object that has it under a name. */
function own(output: Json, key: string): Json {
  const object = typeof output === 'object' && output !== null && !Array.isArray(output)
  return object && Object.hasOwn(output, key) ? (output as { readonly [key: string]: Json })[key]! : output
}
