import { expect, test } from 'vitest'
import { deed } from '../../../src/server/api/life-shapes.ts'
import { deedOf, simple } from './deed-fields.ts'

test('what is entered is an act as the server reads it', () => {
  const hash = 'a'.repeat(64)
  const entered = {
    number: '1',
    reason: 'x',
    organizations: '甲\n\n乙 ',
    substantive: 'yes',
    check: 'format',
    passed: 'yes',
    note: '',
    members: '31',
    present: '24',
    minutes: hash,
    signers: '陈',
    announcement: hash,
    text: hash,
    effective: '2026-01-01',
    record: '1',
    conclusion: 'confirm',
    sheet: '1',
    items: 'a\nb',
    commentedFrom: '2026-01-01',
  }
  for (const what of Object.keys(simple) as (keyof typeof simple)[])
    expect([what, deed.safeParse(deedOf(what, entered)).error?.issues]).toEqual([what, undefined])
  expect(deedOf('asked', entered)).toEqual({ what: 'asked', organizations: ['甲', '乙'] })
  expect(deedOf('checked', {})).toEqual({ what: 'checked', check: 'lint', passed: false, note: '' })
})
