import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { peersOf } from './peers.ts'
import { readSnapshot } from './snapshot.ts'

const read = readSnapshot(readFileSync(new URL('../fixtures/snapshot.json', import.meta.url), 'utf8'))
if (!read.ok) throw new Error('the fixture is no snapshot')
const snapshot = read.value
const cell = (by: string, at: string) =>
  snapshot.tables.find((t) => t.by.join() === by)!.cells.find((c) => c.period === '2025' && c.at.join() === at)!

test('the groups of an enterprise, finest first, and the mean only where sum and count are shown', () => {
  const [layer] = snapshot.tables.find((t) => t.by.join() === 'layer')!.cells.map((c) => c.at[0]!)
  for (const district of Object.keys(snapshot.names!.district!)) {
    const groups = peersOf(snapshot, '2025', { district, layer: layer! })
    const sizes = groups.map(({ by }) => by.length)
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
    for (const { by, at, enterprises, means } of groups) {
      const { values } = cell(by.join(), at.join())
      for (const [measure, mean] of Object.entries(means)) {
        const sum = values[measure as keyof typeof values]!
        if (sum === '*' || enterprises === '*') expect(mean).toBe('*')
        else expect(Math.abs(Number(mean) - Number(sum) / Number(enterprises))).toBeLessThanOrEqual(0.005)
      }
    }
  }
})

test('who says nothing of itself stands beside the whole; a group of nobody is left out', () => {
  expect(peersOf(snapshot, '2025', {}).map(({ by }) => by)).toEqual([[]])
  expect(peersOf(snapshot, '2025', { district: '310199' }).map(({ by }) => by)).toEqual([[]])
})

test('a snapshot of which anything was altered is refused, whatever it is', () => {
  const text = JSON.stringify(snapshot)
  expect(readSnapshot(text).ok).toBe(true)
  for (const [from, to] of [
    ['"enterprises":"9"', '"enterprises":"8"'],
    ['"*"', '"1"'],
    ['2025', '2026'],
  ] as const)
    expect(readSnapshot(text.replace(from, to))).toMatchObject({ ok: false, problems: [{ code: 'snapshot-altered' }] })
  const strange = [
    text.replace('"by":["layer"]', '"by":["colour"]'),
    text.replace('"measures":[', '"measures":["colour",'),
    text.replace(/"periods":\[[^\]]*\]/, '"periods":[]'),
  ]
  for (const bad of [
    ...strange,
    '',
    '[]',
    '{}',
    text.replace('"tables":[', '"tables":[{"by":["layer"],"cells":[{}]},'),
  ])
    expect(readSnapshot(bad)).toMatchObject({ ok: false, problems: [{ code: 'snapshot-unreadable' }] })
})
