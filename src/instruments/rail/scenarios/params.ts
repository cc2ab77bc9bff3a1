import { z } from 'zod'
import type { QuantityKind } from '../../contract.ts'
import { integer, word } from '../../kinds.ts'
import type { Reading } from '../../recognition/files/refusal.ts'

/** Who does a step: a person, person and system together, the system. From least to most automatic. */
export const actors = ['H', 'B', 'C'] as const
export type Actor = (typeof actors)[number]
export const steps = ['detect', 'decide', 'act', 'verify'] as const
export type Step = (typeof steps)[number]

/** What a standard says about scenarios: which there are. What level follows from the actors is the standard's to say. */
export const scenarioParams = z.strictObject({
  scenarios: z
    .array(z.string().regex(/^[A-Z]\d{2}$/))
    .min(1)
    .max(150),
  /** share of the occurrences of a scenario in which an actor, or a more automatic one, has to have done a step */
  share: z.union([z.number().min(0.5).max(1), z.string().regex(/^(0\.\d{1,4}|1)$/)]).default(1),
  section: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*$/)
    .default('scenarios'),
})

export type ScenarioParams = z.output<typeof scenarioParams>

/** One occurrence, or what is laid down for a scenario: who did each step, and what set it off. */
export interface ScenarioRow {
  readonly kind: 'row'
  readonly scenario: string
  readonly detect: Actor | null
  readonly decide: Actor | null
  readonly act: Actor | null
  readonly verify: Actor | null
  readonly trigger: string
}

export type ScenarioResult = ScenarioRow | { readonly kind: 'intake'; readonly intake: Reading }

const actor = (zh: string, en: string) =>
  word(zh, en, {
    H: { zh: '人', en: 'person' },
    B: { zh: '人与系统', en: 'both' },
    C: { zh: '系统', en: 'system' },
  })

export const scenarioProduces = {
  rows: {
    kind: 'list',
    fields: {
      scenario: word('场景', 'scenario'),
      detect: actor('感知', 'detects'),
      decide: actor('决策', 'decides'),
      act: actor('执行', 'acts'),
      verify: actor('确认', 'verifies'),
      triggered: { kind: 'yes-no', title: { zh: '写明触发条件', en: 'trigger stated' } },
      occurrences: integer('次数', 'occurrences'),
    },
    title: { zh: '各场景', en: 'by scenario' },
  },
  described: integer('有记录的场景数', 'scenarios with a record'),
  occurrences: integer('记录条数', 'records'),
  refusedLines: integer('被拒的行数', 'lines refused as malformed'),
} satisfies Record<string, QuantityKind>
