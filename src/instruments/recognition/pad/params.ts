import { z } from 'zod'
import type { QuantityKind } from '../../contract.ts'
import { integer, errorRate as ratio } from '../../kinds.ts'
import type { Reading } from '../files/refusal.ts'

export const padParams = z.strictObject({
  /** score at which a presentation is accepted as bona fide; without it the column of decisions decides */
  threshold: z
    .union([
      z
        .string()
        .regex(/^-?\d+(\.\d+)?$/)
        .max(40),
      z.number(),
    ])
    .optional(),
  /** what a high score means; accepted: score >= threshold for `bona-fide`, score <= threshold for `attack` */
  higher: z.enum(['bona-fide', 'attack']).default('bona-fide'),
  /** a presentation without response: no error of an attack and an error of a bona fide one, or out of both rates */
  nonResponses: z.enum(['blocked', 'excluded']).default('blocked'),
  /** section of the subject's access, where a subject has more than one such system */
  section: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*$/)
    .default('pad'),
})

export type PadParams = z.output<typeof padParams>

/**
 * What is kept of one presentation: its id, the subject (empty where nobody says), the species of the attack instrument (null: bona fide), the
 * level of the attack, the score as given, 1 accepted or 0 rejected as decided, 0 where it is said that there was no response.
 */
export type PadRow = readonly [
  id: string,
  subject: string,
  species: string | null,
  level: string,
  score: number | null,
  decision: 0 | 1 | null,
  response: 0 | 1 | null,
]

export type PadResult =
  | { readonly kind: 'presentations'; readonly rows: readonly PadRow[] }
  | { readonly kind: 'intake'; readonly intake: Reading }

export const padProduces = {
  apcer: ratio('攻击呈现分类错误率 APCER（最差攻击种类）', 'APCER of the worst attack instrument species'),
  bpcer: ratio('真实呈现分类错误率 BPCER', 'bona fide presentation classification error rate (BPCER)'),
  acer: ratio('ACER（非 ISO 指标，仅供与文献对照）', 'ACER (not an ISO metric; for comparison with papers)'),
  apnrr: ratio('攻击呈现无应答率 APNRR', 'attack presentation non-response rate (APNRR)'),
  bpnrr: ratio('真实呈现无应答率 BPNRR', 'bona fide presentation non-response rate (BPNRR)'),
  attacks: integer('攻击呈现数', 'attack presentations'),
  bonaFide: integer('真实呈现数', 'bona fide presentations'),
  refusedLines: integer('无法读取的行数', 'lines that could not be read'),
  species: {
    kind: 'list',
    fields: {
      species: { kind: 'word', title: { zh: '攻击种类', en: 'species of attack' } },
      apcer: { kind: 'ratio', better: 'lower', title: { zh: 'APCER', en: 'APCER' } },
      apnrr: { kind: 'ratio', better: 'lower', title: { zh: '攻击呈现无响应率 APNRR', en: 'APNRR' } },
      presentations: { kind: 'integer', title: { zh: '呈现次数', en: 'presentations' } },
      nonResponses: { kind: 'integer', title: { zh: '无响应次数', en: 'non-responses' } },
      subjects: { kind: 'integer', title: { zh: '人数', en: 'people' } },
    },
    title: { zh: '各攻击种类', en: 'by attack instrument species' },
  },
  levels: {
    kind: 'list',
    fields: {
      level: { kind: 'word', title: { zh: '攻击等级', en: 'attack level' } },
      apcer: { kind: 'ratio', better: 'lower', title: { zh: 'APCER', en: 'APCER' } },
      worst: { kind: 'word', title: { zh: '最差种类', en: 'worst species' } },
      presentations: { kind: 'integer', title: { zh: '呈现次数', en: 'presentations' } },
    },
    title: { zh: '各攻击等级（最差种类）', en: 'by attack level, worst species of each' },
  },
} satisfies Record<string, QuantityKind>
