import type { Estimate, Quantity } from '../../../judge/evidence.ts'
import type { Reducer } from '../../contract.ts'
import { proportion } from '../../proportion.ts'
import { explicitOutcome } from './explicit.ts'
import { implicitOutcome, labelOfFile } from './implicit.ts'
import { formats, type LabelParams, type LabelResult, labelParams, modalities } from './params.ts'
import { isProducerCode } from './producer-code.ts'

const SHOWN = 20

interface Count {
  valid: number
  n: number
}

export const labelReducer: Reducer<LabelParams, LabelResult> = {
  name: 'label/check',
  version: '1.0.0',
  params: labelParams,
  reduce(results, params, confidences) {
    const explicit = new Tally()
    const implicit = new Tally()
    const codes = new Tally()
    const spellings: Record<string, number> = {}
    const worst: { id: string; explicit: string; implicit: string }[] = []
    const contradictions: string[] = []
    let n = 0
    let attested = 0
    for (const { id, result } of results) {
      n++
      const seen = explicitOutcome(result, params)
      const hidden = implicitOutcome(result, params.ids)
      explicit.add(result.modality, seen)
      if (hidden !== 'not-applicable') implicit.add(`${result.modality}/${result.format}`, hidden)
      const label = labelOfFile(result)
      if (label) codes.add('', isProducerCode(label.fields.ContentProducer ?? '') ? 'valid' : 'other')
      for (const { place, key, spelling } of result.labels) {
        const as = [`${place} ${key}`, ...spelling].join(', ')
        spellings[as] = (spellings[as] ?? 0) + 1
      }
      if (seen === 'valid' && result.label?.reviewer !== undefined) attested++
      if (contradicts(result)) contradictions.push(id)
      if (seen !== 'valid' || !['valid', 'not-applicable'].includes(hidden))
        worst.push({ id, explicit: seen, implicit: hidden })
    }
    const rate = (count: Count | undefined): Estimate | null =>
      count ? proportion(count.valid, count.n, confidences) : null
    const quantities: Record<string, Quantity> = {
      explicit: rate(explicit.all()),
      implicit: rate(implicit.all()),
      producerCodes: rate(codes.all()),
      files: n,
      formats: modalities.flatMap((m) =>
        formats.flatMap((format) => {
          const count = implicit.groups.get(`${m}/${format}`)
          return count ? [{ id: `${m}/${format}`, format, n: count.n, valid: rate(count) }] : []
        }),
      ),
      modalities: modalities.flatMap((id) => {
        const count = explicit.groups.get(id)
        return count ? [{ id, n: count.n, valid: rate(count) }] : []
      }),
    }
    const faults = (f: (typeof worst)[number]) =>
      Number(f.explicit !== 'valid') + Number(f.implicit !== 'valid' && f.implicit !== 'not-applicable')
    return {
      n,
      // the explicit half rests on what was written down about the files, and the class is that of the weaker half
      evidence: n === 0 ? 'none' : 'record',
      quantities,
      detail: {
        explicit: explicit.outcomes,
        implicit: implicit.outcomes,
        attested,
        spellings,
        sizeContradictions: contradictions.sort().slice(0, SHOWN),
        worst: worst.sort((a, b) => faults(b) - faults(a) || (a.id < b.id ? -1 : 1)).slice(0, SHOWN),
      },
    }
  },
}

/** Outcomes counted in all and by group. */
class Tally {
  readonly groups = new Map<string, Count>()
  readonly outcomes: Record<string, number> = {}

  add(group: string, outcome: string): void {
    const count = this.groups.get(group) ?? { valid: 0, n: 0 }
    count.n++
    if (outcome === 'valid') count.valid++
    this.groups.set(group, count)
    this.outcomes[outcome] = (this.outcomes[outcome] ?? 0) + 1
  }

  all(): Count | undefined {
    if (this.groups.size === 0) return undefined
    const counts = [...this.groups.values()]
    return { valid: counts.reduce((t, c) => t + c.valid, 0), n: counts.reduce((t, c) => t + c.n, 0) }
  }
}

/** The declared size is not that of the file: the file's is used. */
function contradicts({ width, height, declared }: LabelResult): boolean {
  if (!width || !height) return false
  return (declared.width ?? width) !== width || (declared.height ?? height) !== height
}
