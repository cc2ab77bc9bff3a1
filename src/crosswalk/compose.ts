import { any, equal, intersects, none, type Possible, subset, superset } from './relation.ts'

/**
 * Row: A to B, column: B to C, cell: all that A to C can then be, for sets that are not empty. The test counts it out over all sets of five
 * elements; it is also the composition of RCC5 (Bennett 1994).
 */
const cells: readonly (readonly Possible[])[] = [
  [equal, subset, superset, intersects, none],
  [subset, subset, any, subset | intersects | none, none],
  [superset, equal | subset | superset | intersects, superset, superset | intersects, superset | intersects | none],
  [intersects, subset | intersects, superset | intersects | none, any, superset | intersects | none],
  [none, subset | intersects | none, none, subset | intersects | none, any],
]

const table = new Uint8Array(32 * 32)
for (let ab = 0; ab < 32; ab++)
  for (let bc = 0; bc < 32; bc++)
    for (let i = 0; i < 5; i++)
      for (let j = 0; j < 5; j++) if ((ab >> i) & (bc >> j) & 1) table[ab * 32 + bc]! |= cells[i]![j]!

/** All that A to C can be, given what A to B and B to C can be. Sound: it never leaves out what is possible. */
export const compose = (ab: Possible, bc: Possible): Possible => table[ab * 32 + bc]!
