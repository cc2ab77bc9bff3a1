import { describe, expect, test } from 'vitest'
import { compose } from './compose.ts'
import { stand } from './fixtures/worlds.ts'
import { any, converse, isDeterminate, possibly, relations, spelled } from './relation.ts'

/** Sets of five elements as bits. */
const sets = Array.from({ length: 31 }, (_, i) => i + 1)

describe('composition', () => {
  test('each cell is exactly what sets of five elements show', () => {
    const seen = new Map<string, number>()
    for (const a of sets)
      for (const b of sets)
        for (const c of sets) {
          const key = `${stand(a, b)} ${stand(b, c)}`
          seen.set(key, (seen.get(key) ?? 0) | possibly(stand(a, c)))
        }
    for (const ab of relations)
      for (const bc of relations)
        expect(spelled(compose(possibly(ab), possibly(bc))), `${ab} ${bc}`).toEqual(spelled(seen.get(`${ab} ${bc}`)!))
  })

  test('not knowing more never rules out more', () => {
    for (let ab = 1; ab < 32; ab++)
      for (let bc = 1; bc < 32; bc++)
        for (const [i, r] of relations.entries())
          if (ab & (1 << i)) expect(compose(ab, bc) & compose(possibly(r), bc)).toBe(compose(possibly(r), bc))
    for (let p = 1; p < 32; p++) expect([compose(any, p), compose(p, any)]).toEqual([any, any])
  })

  test('turned round, a composition is the composition turned round', () => {
    for (let ab = 1; ab < 32; ab++) {
      expect(converse(converse(ab))).toBe(ab)
      for (let bc = 1; bc < 32; bc++) expect(converse(compose(ab, bc))).toBe(compose(converse(bc), converse(ab)))
    }
  })

  test('it does not matter where a chain of three is cut', () => {
    for (let a = 1; a < 32; a++)
      for (let b = 1; b < 32; b++)
        for (let c = 1; c < 32; c++) expect(compose(compose(a, b), c)).toBe(compose(a, compose(b, c)))
  })

  test('one bit is determinate', () => {
    expect(relations.every((r) => isDeterminate(possibly(r)))).toBe(true)
    expect([0, 3, any].some(isDeterminate)).toBe(false)
  })
})
