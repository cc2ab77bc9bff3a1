import { expect, test } from 'vitest'
import { reviewOf } from './reviewed.ts'

test('an author is no reviewer of their own rows, and nobody counts twice', () => {
  const of = (...reviewers: string[]) => reviewOf({ authors: ['Plumbline', 'Li Na'], reviewers })
  expect(of()).toEqual({ reviewed: 'by-nobody', reviewers: [] })
  expect(of('plumbline', ' Li Na ', '')).toEqual({ reviewed: 'by-nobody', reviewers: [] })
  expect(of('Li Na', 'Wei Chen')).toEqual({ reviewed: 'by-one', reviewers: ['Wei Chen'] })
  expect(of('Wei Chen', 'wei chen').reviewed).toBe('by-one')
  expect(of('Wei Chen', '赵敏')).toEqual({ reviewed: 'by-two', reviewers: ['Wei Chen', '赵敏'] })
})
