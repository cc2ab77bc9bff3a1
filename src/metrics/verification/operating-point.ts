import { Exact } from '../../language/exact.ts'
import type { Det } from './det.ts'

/**
 * Index of the operating point for a false match rate of at most `target`: the lowest threshold that keeps to it, so FNMR there is the
 * least that the target allows and no interpolation is made. A target that even one impostor breaks leads to the first threshold without
 * false matches, at worst the one at infinity. `target` from 0 to 1, exact. Source: ISO/IEC 19795-1:2021, FNMR at a stated FMR.
 */
export function pointAtFmr(det: Det, target: Exact): number {
  const allowed = Number(target.times(Exact.whole(BigInt(det.impostor))).floor().n)
  let low = 0
  let high = det.falseMatches.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (det.falseMatches[middle]! <= allowed) high = middle
    else low = middle + 1
  }
  return low
}
