import { expect, test } from 'vitest'
import { evidenceFrom } from './cases.ts'

const finding = (given: unknown) => evidenceFrom({ findings: { R: given } }).evidence.findings['R']

test.each([
  [true, { satisfied: true }],
  ['no', { satisfied: false }],
  ['unknown', { satisfied: null }],
  [
    { satisfied: 'no', waived: 'no' },
    { satisfied: false, waived: false },
  ],
  [
    { satisfied: 'no', waived: 'yes', note: 'kept' },
    { satisfied: false, waived: true, note: 'kept' },
  ],
  [
    { satisfied: true, evidence: 'record' },
    { satisfied: true, evidence: 'record' },
  ],
])('a finding written as %j, from JSON or YAML', (given, read) => {
  expect(finding(given)).toEqual(read)
})
