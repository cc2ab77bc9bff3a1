import { z } from 'zod'
import type { Text } from '../../../language/text.ts'
import type { QuantityKind } from '../../contract.ts'
import type { Intake } from '../../intake.ts'
import { integer, ratio, word } from '../../kinds.ts'
import { sectionName } from '../../section.ts'

/** What a standard says about records of equipment. */
export const equipmentParams = z.strictObject({
  /** hours that an outage of a system is taken to last where none was seen, for the bound of its availability */
  repair: z.number().positive().max(1000).default(8),
  /** section of the subject's `access` that names the tables */
  section: sectionName('equipment'),
})
export type EquipmentParams = z.output<typeof equipmentParams>

export const equipmentKinds = ['afc', 'lift', 'escalator', 'system'] as const
export type EquipmentKind = (typeof equipmentKinds)[number]

/** A unit over some time: hours in which it was to serve, and those of them in which it did not. */
export interface UnitRow {
  readonly is: 'unit'
  readonly kind: EquipmentKind
  readonly unit: string
  /** above 0 */
  readonly service: number
  /** from 0 to service */
  readonly down: number
  /** null where the table does not say */
  readonly failures: number | null
}

export interface WarningRow {
  readonly is: 'warning'
  readonly asset: string
  /** what an inspection made of it; null while it is open */
  readonly confirmed: boolean | null
}

export type EquipmentRow = UnitRow | WarningRow
export type EquipmentResult = EquipmentRow | Intake

const hours = (zh: string, en: string) => ({ kind: 'number', unit: 'h', title: { zh, en } }) as const
const kind = word('类别', 'kind', {
  afc: { zh: '售检票', en: 'fare equipment' },
  lift: { zh: '电梯', en: 'lifts' },
  escalator: { zh: '自动扶梯', en: 'escalators' },
  system: { zh: '系统', en: 'systems' },
} satisfies Record<EquipmentKind, Text>)

export const equipmentProduces = {
  fare: ratio('自动售检票可用时间份额', 'fare equipment: available of service time'),
  lifts: ratio('电扶梯可用时间份额', 'lifts and escalators: available of service time'),
  availability: ratio('系统可用度', 'system availability'),
  warningPrecision: ratio('设备预警准确率', 'precision of asset warnings'),
  units: integer('设备台数', 'units'),
  warnings: integer('有结论的预警', 'warnings with a finding'),
  openWarnings: integer('尚无结论的预警', 'warnings still open'),
  byKind: {
    kind: 'list',
    fields: {
      kind,
      units: integer('台数', 'units'),
      service: hours('应服务时间', 'service time'),
      down: hours('停用时间', 'time down'),
      availability: ratio('可用时间份额', 'available of service time'),
    },
    title: { zh: '按类别', en: 'by kind' },
  },
  worst: {
    kind: 'list',
    fields: {
      kind,
      unit: { kind: 'word', title: { zh: '设备', en: 'unit' } },
      down: hours('停用时间', 'time down'),
      availability: ratio('可用时间份额', 'available of service time'),
    },
    title: { zh: '停用最久的设备', en: 'units that were down longest' },
  },
  refusedLines: integer('被拒的行数', 'lines refused as malformed'),
} satisfies Record<string, QuantityKind>
