import { yearFields } from './fields.ts'

/** Parts that are not above their whole: V2 for revenue, V3 for research, V4 for people (and IP, by the same thought). */
export const partsOfWholes = [
  ['V2', 'aiBusinessRevenue', 'revenue'],
  ['V2', 'mainRevenue', 'revenue'],
  ['V3', 'aiRdExpense', 'rdExpense'],
  ['V3', 'rdInChina', 'rdExpense'],
  ['V4', 'aiRdStaff', 'staff'],
  ['V4', 'rdStaff', 'staff'],
  ['V4', 'stStaff', 'staff'],
  ['V4', 'ip.aiClassI', 'ip.classI'],
  ['V4', 'ip.aiClassII', 'ip.classII'],
] as const

const quantity = (key: string) => yearFields.find((f) => f.key === key)!.quantity!

/** The same by the names of quantities, with two that no query asks about: nobody can raise a part above its whole. */
export const quantityParts: readonly (readonly [part: string, whole: string])[] = [
  ...partsOfWholes.map(([, part, whole]) => [quantity(part), quantity(whole)] as const),
  ['aiRelatedRevenue', 'revenue'],
  ['techProductIncome', 'revenue'],
]
