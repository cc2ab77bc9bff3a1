import { expect, test } from 'vitest'
import { pairsIn } from './pairs-in.ts'

test('counterparts are read a line each, in either width; the first line that is none is named', () => {
  expect(pairsIn('V2=Q_21\n\n V3 ＝ Q_22 ，A=B')).toEqual({
    pairs: [
      ['V2', 'Q_21'],
      ['V3', 'Q_22'],
      ['A', 'B'],
    ],
  })
  expect(pairsIn('')).toEqual({ pairs: [] })
  for (const wrong of ['V2', 'V2=', '=Q', 'a=b=c', 'a b=c'])
    expect(pairsIn(`A=B\n${wrong}`)).toEqual({ pairs: [], wrong })
})
