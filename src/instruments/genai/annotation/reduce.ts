import { z } from 'zod'
import type { Reducer } from '../../contract.ts'

const annotationParams = z.strictObject({
  records: z.string().min(1).default('annotation_records.csv'),
  people: z.string().min(1).default('annotators.csv'),
  /** risk classes that the safety annotation rules cover, a class a row */
  rules: z.string().min(1).default('annotation_rules.csv'),
  /** lowest score of the examination that passes */
  pass: z.number().min(0).default(60),
})
export type AnnotationParams = z.output<typeof annotationParams>

/** What was counted in one part of the ledger. */
export type AnnotationCount = LabelCount | PeopleCount | RulesCount

interface LabelCount {
  readonly part: 'functional' | 'safety'
  readonly items: number
  readonly reviewed: number
  readonly sameHands: number
}

interface PeopleCount {
  readonly part: 'people'
  readonly atWork: number
  readonly unexamined: number
}

interface RulesCount {
  readonly part: 'rules'
  readonly classes: number
}

export const annotationReducer: Reducer<AnnotationParams, AnnotationCount> = {
  name: 'genai/annotation',
  version: '1.0.0',
  params: annotationParams,
  reduce(results) {
    const parts = new Map<string, AnnotationCount>()
    for (const { result } of results) parts.set(result.part, result)
    const functional = parts.get('functional') as LabelCount | undefined
    const safety = parts.get('safety') as LabelCount | undefined
    const people = parts.get('people') as PeopleCount | undefined
    const rules = parts.get('rules') as RulesCount | undefined
    return {
      n: (functional?.items ?? 0) + (safety?.items ?? 0),
      evidence: parts.size === 0 ? 'none' : 'record',
      quantities: {
        sameHands: functional && safety ? functional.sameHands + safety.sameHands : null,
        classesCovered: rules?.classes ?? null,
        safetyUnreviewed: safety ? safety.items - safety.reviewed : null,
        functionalSampled: functional?.reviewed ?? null,
        unexamined: people?.unexamined ?? null,
      },
      detail: {
        functional: functional?.items ?? 0,
        safety: safety?.items ?? 0,
        atWork: people?.atWork ?? 0,
      },
    }
  },
}
