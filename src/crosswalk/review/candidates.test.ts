import { describe, expect, test } from 'vitest'
import { framework, requirement } from '../fixtures/named.ts'
import { candidates } from './candidates.ts'

const a = framework(
  'a',
  requirement('1', { title: { zh: '应记录事件日志', en: 'Recording of event logs' } }),
  requirement('2', { title: { zh: '数据质量', en: 'Quality of data' } }),
  requirement('3', { title: { en: 'Zebra' } }),
  requirement('4', { title: { en: 'Event' }, testable: false }),
)
const b = framework(
  'b',
  requirement('x', { title: { zh: '事件日志', en: 'Event log' } }),
  requirement('y', { title: { zh: '训练数据质量', en: 'Data qualities' } }),
  requirement('z', { title: { zh: '人工监督' } }),
)

describe('candidates for mappings', () => {
  test('the likest first, with the parts of its score; nothing for what shares no word or cannot be met', () => {
    const found = candidates(a, b)
    expect(found.map((c) => [c.source, c.target])).toEqual([
      ['1', 'x'],
      ['2', 'y'],
    ])
    expect(found[0]!.score).toBe(Math.max(found[0]!.zh!, found[0]!.en!))
  })

  test('a title is wholly like itself, and the top is kept', () => {
    for (const c of candidates(a, a, 1)) {
      expect(c.target).toBe(c.source)
      expect(c.score).toBeCloseTo(1, 12)
    }
    expect(candidates(a, b, 0)).toEqual([])
  })
})
