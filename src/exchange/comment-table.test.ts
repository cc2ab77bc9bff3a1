import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Comment, commentTypes, dispositions } from '../life/comments/comment.ts'
import { commentTable, tableForms } from './comment-table.ts'
import { readCommentTable, sortTable } from './comment-table-read.ts'

const rowsOf = (table: ReturnType<typeof commentTable>) =>
  [table.head, ...table.rows].map((cells, i) => ({ line: i + 1, cells: cells.map(String) }))
const read = (...rows: string[][]) => {
  const found = readCommentTable(
    rows.map((cells, i) => ({ line: i + 1, cells })),
    'x.csv',
  )
  if (!found.ok) throw new Error(JSON.stringify(found.problems))
  return found.value
}

const said = fc.string({ unit: fc.constantFrom('不', '低', '于', '0', '.', '9', 'a', ' ', '\n'), maxLength: 12 })
const words = said.map((s) => s.trim())
const comment = fc.record({
  clause: fc.constantFrom('', '5.1', 'A.1.a'),
  type: fc.constantFrom(...commentTypes),
  original: words,
  proposed: words,
  reason: words.map((s) => `因${s}`),
  submitter: fc.record({
    organization: fc.constantFrom('甲', '乙 院'),
    contact: fc.constant(''),
    named: fc.constant(true),
  }),
  round: fc.constant(1),
  received: fc.constant('2026-01-05'),
})
const numbered = fc
  .array(comment, { maxLength: 12 })
  .map((all): Comment[] => all.map((c, i) => ({ ...c, comment: `c${i}` })))

test('a table that was written is read again: nothing is new, whatever the form and language', () => {
  fc.assert(
    fc.property(
      numbered,
      fc.constantFrom(...tableForms),
      fc.constantFrom('zh' as const, 'en' as const),
      (all, form, lang) => {
        const rows = readCommentTable(rowsOf(commentTable(all, form, lang)), 'x')
        expect(rows.ok && sortTable(rows.value, all)).toEqual({ added: [], disposed: [], same: all.length })
      },
    ),
  )
})

test('what was decided in the table is what is decided of the comments', () => {
  const handled = fc.record({
    disposition: fc.constantFrom(...dispositions),
    reason: fc.constantFrom('', '已有试验依据', 'tests say so'),
    changedTo: fc.constantFrom('', '不低于 0.97'),
  })
  fc.assert(
    fc.property(
      numbered,
      fc.array(handled, { minLength: 12, maxLength: 12 }),
      fc.constantFrom(...tableForms),
      fc.constantFrom('zh' as const, 'en' as const),
      (all, given, form, lang) => {
        // no two alike: a table cannot say which of two is meant
        const alone = all.map((c, i) => ({ ...c, reason: `${c.reason}${i}` }))
        const filled = alone.map((c, i) => ({ ...c, handled: { ...given[i]!, by: 'x', on: '2026-02-01' } }))
        const rows = readCommentTable(rowsOf(commentTable(filled, form, lang)), 'x')
        const sorted = rows.ok ? sortTable(rows.value, alone) : undefined
        expect(sorted?.added).toEqual([])
        expect(sorted?.disposed.map(({ line: _, ...d }) => d)).toEqual(
          alone.map((c, i) => ({ comment: c.comment, ...given[i]! })),
        )
        // and once more, nothing is left to be decided
        expect(rows.ok && sortTable(rows.value, filled)).toEqual({ added: [], disposed: [], same: all.length })
      },
    ),
  )
})

test('tables of others: a title above, other headings, other words', () => {
  const rows = read(
    ['《人工智能 大模型可信赖评价》意见汇总处理表'],
    ['序号', '章条编号', '意见内容', '提出单位', '处理意见'],
    ['1', '5.2', '建议改为不低于 0.9', '乙公司', '未采纳；与国家标准不一致'],
    ['2', '', '增加术语', '丙大学', ''],
    ['3', '', '', '', ''],
  )
  expect(rows).toMatchObject([
    {
      line: 3,
      clause: '5.2',
      organization: '乙公司',
      handled: { disposition: 'reject', reason: '与国家标准不一致', changedTo: '' },
    },
    { line: 4, clause: '', reason: '增加术语' },
  ])
  expect(rows[1]!.handled).toBeUndefined()
  const iso = read(
    ['No.', 'Clause', 'Type', 'Comment', 'Proposed change', 'Observations of the secretariat'],
    ['1', '4.1', 'te', 'too vague', 'say 0.95', 'Accepted'],
  )
  expect(iso).toMatchObject([{ type: 'technical', proposed: 'say 0.95', handled: { disposition: 'accept' } }])
})

test('what is no table of comments is said to be none, and a row without words is named', () => {
  const none = readCommentTable([{ line: 1, cells: ['a', 'b'] }], 'x.csv')
  expect(none.ok ? [] : none.problems.map((p) => p.code)).toEqual(['import-columns'])
  const empty = readCommentTable(
    [
      { line: 1, cells: ['序号', '章条编号', '意见内容', '提出单位'] },
      { line: 2, cells: ['1', '5', '', '甲'] },
    ],
    'x.csv',
  )
  expect(empty.ok ? [] : empty.problems.map((p) => [p.code, p.place?.line])).toEqual([['comment-row-empty', 2]])
  expect(readCommentTable([], 'x.csv').ok).toBe(false)
})
