import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { names, textOf } from '../language/fixtures/standards.ts'
import { readYaml } from '../language/source.ts'
import { anchorOn, locate, type Place, placeOfClause } from './anchors.ts'
import { clausesOf } from './clauses.ts'

const log: Place = {
  id: 'R1',
  number: '5.1',
  parent: 'ops',
  words: '系统应记录全部登录操作，日志至少保存六个月，并可由管理员导出。',
}
const other: Place = {
  id: 'R2',
  number: '5.2',
  parent: 'ops',
  words: '口令长度不应少于十二位，连续五次错误后应锁定账户。',
}
const quoted = (exact: string) =>
  anchorOn(log, { start: log.words.indexOf(exact), end: log.words.indexOf(exact) + exact.length })
const textAt = (place: Place, at: { start: number; end: number }) => place.words.slice(at.start, at.end)

describe('an anchor finds its clause', () => {
  test('where nothing changed', () => {
    expect(locate(quoted('六个月'), [other, log])).toEqual({
      kind: 'found',
      changes: [],
      at: [{ id: 'R1', start: log.words.indexOf('六个月'), end: log.words.indexOf('六个月') + 3 }],
    })
  })
  test('renumbered and moved, under its id or under another', () => {
    const moved = { ...log, number: '6.3', parent: 'logs' }
    expect(locate(anchorOn(log), [other, moved])).toMatchObject({ changes: ['renumbered', 'moved'] })
    expect(locate(anchorOn(log), [other, { ...moved, id: 'L3' }])).toMatchObject({
      changes: ['renamed', 'renumbered', 'moved'],
      at: [{ id: 'L3' }],
    })
  })
  test('reworded: the quoted words, else what now stands between their neighbours', () => {
    const now = { ...log, words: log.words.replace('六个月', '十二个月') }
    const at = locate(quoted('六个月'), [now])
    expect(at).toMatchObject({ kind: 'found', changes: ['reworded'] })
    expect(at.kind === 'found' && textAt(now, at.at[0]!)).toBe('十二个月')
    expect(locate(quoted('登录'), [{ ...now, id: 'X' }])).toMatchObject({ changes: ['renamed', 'reworded'] })
  })
  test('split: all parts, that with the quotation first', () => {
    const [a, b] = [
      { id: 'R1', number: '5.1', parent: 'ops', words: '系统应记录全部登录操作。' },
      { id: 'R1b', number: '5.2', parent: 'ops', words: '日志至少保存六个月，并可由管理员导出。' },
    ]
    expect(locate(quoted('六个月'), [a, b, other])).toMatchObject({ changes: ['split'], at: [{ id: 'R1b' }] })
    expect(locate(anchorOn(log), [a, b, other])).toMatchObject({
      changes: ['split'],
      at: [{ id: 'R1b' }, { id: 'R1' }],
    })
  })
  test('gone: said so, with the nearest', () => {
    expect(locate(anchorOn(log), [other])).toEqual({ kind: 'gone' })
    expect(locate(anchorOn(log), [])).toEqual({ kind: 'gone' })
    const rest = { id: 'Z', words: '系统应记录异常。日志由专人检查。管理员每年接受培训两次以上。' }
    expect(locate(anchorOn(log), [other, rest]).kind).toBe('gone')
  })
  test('ids that were handed on do not mislead', () => {
    const swapped = [
      { ...log, words: other.words },
      { ...other, words: log.words },
    ]
    expect(locate(anchorOn(log), swapped)).toMatchObject({ at: [{ id: 'R2' }] })
  })
  test('the right one of equal words, by what is around them', () => {
    const twice: Place = { id: 'T', words: '应记录甲；应保存乙；应记录丙。' }
    const second = twice.words.lastIndexOf('应记录')
    const now = { ...twice, words: `前言。${twice.words}` }
    expect(locate(anchorOn(twice, { start: second, end: second + 3 }), [now])).toMatchObject({
      at: [{ start: second + 3 }],
    })
  })
})

test('after random edits elsewhere, every clause of every standard is found where it is', () => {
  for (const name of names) {
    const places = clausesOf(readYaml(name, textOf(name)).raw!).map(placeOfClause)
    const distinct = places.filter((p) => p.words.length > 12 && places.filter((q) => q.words === p.words).length === 1)
    if (distinct.length === 0) continue
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(),
        fc.constantFrom('renumber', 'rename', 'delete others', 'append'),
        (n, seed, edit) => {
          const target = distinct[n % distinct.length]!
          const edited = places
            .filter((p) => edit !== 'delete others' || p === target || (p.id.length + seed) % 3 > 0)
            .map((p) =>
              p !== target
                ? p
                : edit === 'renumber'
                  ? { ...p, number: `9.${seed % 99}` }
                  : edit === 'rename'
                    ? { ...p, id: `new_${p.id}` }
                    : edit === 'append'
                      ? { ...p, words: `${p.words}另有说明。` }
                      : p,
            )
          const at = locate(anchorOn(target), edited)
          expect(at.kind).toBe('found')
          if (at.kind === 'found') expect(at.at[0]!.id).toBe(edit === 'rename' ? `new_${target.id}` : target.id)
        },
      ),
      { numRuns: 15 },
    )
  }
})
