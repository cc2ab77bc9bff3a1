/** Whole numbers from 0, such as ids, numbered from 0 as they first come. */
export interface Numbering {
  readonly of: Int32Array
  readonly count: number
}

/** Ids that are not much larger than their number are looked up in a table, others in a map. */
export function numbered(id: Float64Array): Numbering {
  let most = 0
  for (let r = 0; r < id.length; r++) if (id[r]! > most) most = id[r]!
  return most < 8 * id.length + 1024 ? byTable(id, most) : byMap(id)
}

function byTable(id: Float64Array, most: number): Numbering {
  const number = new Int32Array(most + 1).fill(-1)
  const of = new Int32Array(id.length)
  let count = 0
  for (let r = 0; r < id.length; r++) {
    const own = id[r]!
    if (number[own]! < 0) number[own] = count++
    of[r] = number[own]!
  }
  return { of, count }
}

function byMap(id: Float64Array): Numbering {
  const number = new Map<number, number>()
  const of = new Int32Array(id.length)
  for (let r = 0; r < id.length; r++) {
    let own = number.get(id[r]!)
    if (own === undefined) {
      own = number.size
      number.set(id[r]!, own)
    }
    of[r] = own
  }
  return { of, count: number.size }
}
