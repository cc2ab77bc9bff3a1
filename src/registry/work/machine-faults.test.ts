import { expect, test } from 'vitest'
import { writeFault } from '../../assessment/run/journal-faults.ts'
import { problem } from '../../language/problem.ts'
import { machineFault, withoutMachinePaths } from './machine-faults.ts'

test('a full disk is a fault of the machine, whatever else is told; what was asked of it is not', () => {
  const full = writeFault('/var/plumbline/work/chunks/1-0.jsonl', Object.assign(new Error(), { code: 'ENOSPC' }))
  const plan = problem('measure-gone', { en: 'gone' })
  expect(machineFault([plan, full])).toBe('ENOSPC /var/plumbline/work/chunks/1-0.jsonl')
  expect(machineFault([plan])).toBeUndefined()
})

test('a tenant is not told where a file lies on the machine, but where in their own files', () => {
  const told = withoutMachinePaths([
    problem('a', { en: 'a' }, { place: { file: '/var/plumbline/x.jsonl', line: 3 } }),
    problem('b', { en: 'b' }, { place: { file: '/var/plumbline/x.jsonl' } }),
    problem('c', { en: 'c' }, { place: { file: 'subject.yaml', line: 1 } }),
    problem('d', { en: 'd' }),
  ])
  expect(told.map(({ place }) => place)).toEqual([{ line: 3 }, undefined, { file: 'subject.yaml', line: 1 }, undefined])
})
