import { z } from 'zod'
import type { Text } from '../../../language/text.ts'
import type { QuantityKind } from '../../contract.ts'
import { integer, word } from '../../kinds.ts'
import type { Reading } from '../../recognition/files/refusal.ts'

export const targetParams = z.strictObject({
  section: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*$/)
    .default('targets'),
})

export type TargetParams = z.output<typeof targetParams>

/** What an operator set itself for a year, and what came of it. Amounts are decimal text, compared exactly. */
export interface TargetRow {
  readonly kind: 'row'
  readonly indicator: string
  readonly year: number
  readonly better: 'higher' | 'lower'
  /** null where none is stated; 0 is none, too: no operator sets itself nothing */
  readonly target: string | null
  readonly actual: string | null
}

export type TargetResult = TargetRow | { readonly kind: 'intake'; readonly intake: Reading }

export const verdicts = ['met', 'missed', 'noTarget', 'noActual'] as const
/** against the target of the year before: easier to reach, harder, the same; none where there is nothing to compare */
export const moves = ['eased', 'tightened', 'same', 'none'] as const

const number = (zh: string, en: string) => ({ kind: 'number', title: { zh, en } }) as const

export const targetProduces = {
  rows: {
    kind: 'list',
    fields: {
      indicator: word('指标', 'indicator'),
      year: integer('年', 'year'),
      target: number('目标', 'target'),
      actual: number('实际', 'actual'),
      verdict: word('达标', 'verdict', {
        met: { zh: '达到', en: 'met' },
        missed: { zh: '未达', en: 'missed' },
        noTarget: { zh: '没有目标', en: 'no target' },
        noActual: { zh: '没有实际值', en: 'no actual figure' },
      } satisfies Record<(typeof verdicts)[number], Text>),
      move: word('目标比上年', 'target against the year before', {
        eased: { zh: '放宽', en: 'eased' },
        tightened: { zh: '收紧', en: 'tightened' },
        same: { zh: '不变', en: 'the same' },
        none: { zh: '无可比', en: 'nothing to compare' },
      } satisfies Record<(typeof moves)[number], Text>),
    },
    title: { zh: '逐年目标与实际', en: 'targets and what came of them, by year' },
  },
  met: integer('达到目标的年度', 'years that met their target'),
  missed: integer('未达目标的年度', 'years that missed it'),
  withoutTarget: integer('没有目标的年度', 'years without a target'),
  eased: integer('目标放宽的年度', 'years whose target was eased'),
  metOnlyEased: integer('只因目标放宽才达到的年度', 'years that met only an eased target'),
  refusedLines: integer('被拒的行数', 'lines refused as malformed'),
} satisfies Record<string, QuantityKind>
