import type { Point } from '../../../metrics/pose.ts'
import { maybe, number } from '../cells.ts'
import type { SurgicalTable } from '../rows.ts'

/** A commanded position and the one that was reached, in millimetres; what is declared for them. */
export interface Position {
  readonly command: Point
  readonly reached: Point
  readonly accuracy: number | null
  readonly repeatability: number | null
}

export const positions: SurgicalTable<Position> = {
  columns: {
    cx: '指令X',
    cy: '指令Y',
    cz: '指令Z',
    x: '到达X',
    y: '到达Y',
    z: '到达Z',
    accuracy: '声明准确度',
    repeatability: '声明重复性',
  },
  optional: ['accuracy', 'repeatability'],
  read: ({ cell }) => {
    const at = (...names: string[]) => names.map((n) => number(cell(n)))
    const [command, reached] = [at('cx', 'cy', 'cz'), at('x', 'y', 'z')]
    const [accuracy, repeatability] = [maybe(cell('accuracy')), maybe(cell('repeatability'))]
    if ([...command, ...reached].includes(undefined)) return { expected: 'cx, cy, cz, x, y, z: numbers (mm)' }
    if (accuracy === undefined || repeatability === undefined || accuracy === 0 || repeatability === 0)
      return { expected: 'accuracy, repeatability: above 0 (mm)' }
    return { command, reached, accuracy, repeatability } as unknown as Position
  },
}
