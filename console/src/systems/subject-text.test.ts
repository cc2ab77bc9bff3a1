import { expect, test } from 'vitest'
import { emptyText, faultOf, formOf, withValue } from './subject-text.ts'

test('a value of the form goes into the text, and comments stay', () => {
  const text = withValue('# ours\nid: a\ntitle: Old\nversion: "1"\n', ['facts', 'service'], 'yes')
  expect(text).toContain('# ours')
  expect(formOf(text)).toMatchObject({ id: 'a', version: '1', title: { zh: 'Old', en: '' }, facts: { service: 'yes' } })
  expect(formOf(withValue(text, ['facts', 'service'], undefined))?.facts).toEqual({})
})

test('a title of one language becomes one of two', () => {
  expect(formOf(withValue('title: 旧\n', ['title', 'en'], 'New'))?.title).toEqual({ zh: '旧', en: 'New' })
})

test('a part that is there and empty, or not there at all, is no obstacle', () => {
  expect(formOf(withValue('facts:\n', ['facts', 'a'], 'no'))?.facts).toEqual({ a: 'no' })
  expect(formOf(withValue('id: a\n', ['access', 'endpoint', 'url'], 'http://x/v1'))?.endpoint.url).toBe('http://x/v1')
  expect(withValue('id: a\n', ['facts', 'a'], undefined)).toBe('id: a\n')
})

test('what is no map of fields has no form, and says where it is wrong', () => {
  expect(formOf('- a\n')).toBeUndefined()
  expect(formOf('id: [\n')).toBeUndefined()
  expect(faultOf('id: a\ntitle: [\n')?.line).toBeGreaterThan(1)
  expect(faultOf(emptyText)).toBeUndefined()
})
