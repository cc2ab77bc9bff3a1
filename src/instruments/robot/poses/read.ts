import { z } from 'zod'
import { numberOf } from '../../recognition/files/cell.ts'
import type { Parsed } from '../../recognition/files/refusal.ts'
import type { Row } from '../../recognition/files/table.ts'
import { tableFiles } from '../../recognition/files/table-path.ts'
import type { Pose, PoseParams } from './params.ts'

const declared = z.union([z.number().positive(), z.string().regex(/^\d{1,6}(\.\d{1,9})?$/)]).transform(Number)

/** `repeatability` and `tolerance` are what the maker declares, in the unit of the table. */
export const poseAccess = z
  .union([
    tableFiles.transform((files) => ({ files })),
    z.strictObject({
      files: tableFiles,
      unit: z.enum(['m', 'mm']).optional(),
      repeatability: declared.optional(),
      tolerance: declared.optional(),
    }),
  ])
  .transform((given) => ({ unit: 'm' as const, repeatability: undefined, tolerance: undefined, ...given }))
export type PoseAccess = z.output<typeof poseAccess>

export const poseColumns = {
  pose: { names: ['pose', 'command', 'goal', '位姿', '指令'], optional: true },
  x: { names: ['x', 'attained_x', '实测x'] },
  y: { names: ['y', 'attained_y', '实测y'] },
  z: { names: ['z', 'attained_z', '实测z'], optional: true },
  rx: { names: ['rx', 'ref_x', 'command_x', '指令x', '参考x'] },
  ry: { names: ['ry', 'ref_y', 'command_y', '指令y', '参考y'] },
  rz: { names: ['rz', 'ref_z', 'command_z', '指令z', '参考z'], optional: true },
}
type Columns = keyof typeof poseColumns

export function poseOf(row: Row<Columns>, _: PoseParams, { unit }: PoseAccess): Parsed<Pose> {
  const scale = unit === 'mm' ? 1000 : 1
  const point = (names: readonly [Columns, Columns, Columns]) =>
    names.map((name, i) => {
      const text = row.cell(name)
      return (i === 2 && text === '' ? 0 : (numberOf(text) ?? Number.NaN)) / scale
    }) as [number, number, number]
  const [attained, reference] = [point(['x', 'y', 'z']), point(['rx', 'ry', 'rz'])]
  if (![...attained, ...reference].every((v) => Math.abs(v) <= 1e9))
    return { expected: 'x, y, rx, ry and maybe z, rz: numbers', got: [...row.all.values()].join(' ').slice(0, 80) }
  return { pose: row.cell('pose').slice(0, 200), attained, reference }
}
