import { exp } from '../elementary.ts'
import type { Random } from '../random.ts'
import { mapped, type Picture } from './picture.ts'

/** x + N(0, sigma²), each value on its own. */
export function gaussianNoise(picture: Picture, sigma: number, random: Random): Picture {
  return mapped(picture, (x) => x + sigma * random.normal())
}

/** Poisson(photons · x) / photons, each value on its own. photons > 0, up to 500. */
export function shotNoise(picture: Picture, photons: number, random: Random): Picture {
  // 256 grey levels have 256 laws
  const laws = Array.from({ length: 256 }, (_, level) => poissonLaw((photons * level) / 255))
  return mapped(picture, (_, at) => drawn(laws[picture.data[at]!]!, random.uniform()) / photons)
}

/** A share `amount` of the values becomes 0 or 1, half of them each. */
export function impulseNoise(picture: Picture, amount: number, random: Random): Picture {
  return mapped(picture, (x) => {
    const u = random.uniform()
    return u >= amount ? x : u < amount / 2 ? 0 : 1
  })
}

/** Cumulative probabilities of 0, 1, 2, … until a double holds no more of them. */
function poissonLaw(mean: number): Float64Array {
  const sums: number[] = []
  let term = exp(-mean)
  let sum = term
  for (let k = 1; ; k++) {
    sums.push(sum)
    term *= mean / k
    if (sum + term === sum && k > mean) return Float64Array.from(sums)
    sum += term
  }
}

/** Inversion: the first k whose cumulative probability is above u. */
function drawn(law: Float64Array, u: number): number {
  let low = 0
  let high = law.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (law[middle]! > u) high = middle
    else low = middle + 1
  }
  return low
}
