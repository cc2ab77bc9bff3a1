import { z } from 'zod'
import type { Instrument, Item } from '../../contract.ts'
import type { Source } from '../../recognition/files/source.ts'
import { readTable } from '../../recognition/files/table.ts'
import { tableFiles } from '../../recognition/files/table-path.ts'
import { rowWork } from '../../table-work.ts'
import { recordsOf } from '../records/access.ts'
import { type EquipmentParams, type EquipmentResult, type EquipmentRow, equipmentProduces } from './params.ts'
import { unitColumns, unitOf, warningColumns, warningOf } from './read.ts'
import { equipmentReducer } from './reduce.ts'

const access = z
  .strictObject({ availability: tableFiles.optional(), warnings: tableFiles.optional() })
  .refine((a) => a.availability !== undefined || a.warnings !== undefined, 'availability or warnings')
type Access = z.output<typeof access>

/** Records of equipment: how much of their service time units were available, and which warnings were right. */
export const equipment: Instrument<EquipmentParams, Item & { readonly result: EquipmentResult }, EquipmentResult> = {
  ...equipmentReducer,
  title: { zh: '设备可用时间与预警', en: 'available time of equipment, and warnings' },
  method: {
    title: {
      zh: '可用时间除以应服务时间，以台为单位抽样；系统可用度 MTBF/(MTBF+MTTR)；预警中经核实属实的份额',
      en: 'available of service time, whole units drawn; systems MTBF/(MTBF+MTTR); share of warnings that were confirmed',
    },
    source: 'Plumbline reference design; Davison and Hinkley (1997); Clopper and Pearson (1934)',
  },
  produces: equipmentProduces,
  ...rowWork<EquipmentParams, Access, EquipmentRow>({
    section: 'equipment',
    access: (subject, { section }) =>
      recordsOf(subject, section, access, '{availability: availability.csv, warnings: warnings.csv}, or one of them'),
    rows,
    declared: () => ({}),
  }),
}

async function* rows(source: Source, { availability, warnings }: Access): AsyncGenerator<EquipmentRow> {
  const seen = new Set<string>()
  for (const file of availability ?? []) yield* readTable(source, file, unitColumns, unitOf)
  for (const file of warnings ?? []) yield* readTable(source, file, warningColumns, (row) => warningOf(row, seen))
}
