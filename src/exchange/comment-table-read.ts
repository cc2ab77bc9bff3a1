import { done, failed, type Outcome, type Problem, problem } from '../language/problem.ts'
import { type Comment, commentTypes, type DispositionWord } from '../life/comments/comment.ts'
import { content, dispositionWords } from './comment-table.ts'

/** A row of a table of comments that somebody filled in, as it says it. */
export interface CommentRow {
  /** line of the file, from 1 */
  readonly line: number
  readonly clause: string
  readonly type: (typeof commentTypes)[number]
  readonly original: string
  readonly proposed: string
  readonly reason: string
  readonly organization: string
  readonly contact: string
  readonly handled?: { readonly disposition: DispositionWord; readonly reason: string; readonly changedTo: string }
}

type Column =
  | 'number'
  | 'clause'
  | 'type'
  | 'comment'
  | 'original'
  | 'proposed'
  | 'reason'
  | 'organization'
  | 'contact'
  | 'disposition'

/** Headings by which people name the columns; those of both forms that are written, and others that are met. */
const headings: Readonly<Record<Column, RegExp>> = {
  number: /^(序号|编号|no\.?|number|#)$/i,
  clause: /^(标准)?(章条(编号|号)?|章节号?|条款(编号|号)?|clause( no\.?)?|section|subclause)$/i,
  type: /^(意见)?(类型|类别|性质)$|^(comment )?type$/i,
  comment: /^(意见内容|意见(和|及|与)?(建议)?|comments?( text)?)$/i,
  original: /^(原文|原文内容|original( text)?)$/i,
  proposed: /^(修改后内容|修改(意见|建议|内容)|建议(修改)?(内容)?|proposed( text| change)?)$/i,
  reason: /^(理由|修改理由|理由或依据|reasons?|rationale|justification)$/i,
  organization: /^(提出(意见)?(单位|者|人)|意见(提出)?单位|单位(名称)?|proposed by|organi[sz]ation|submitter)$/i,
  contact: /^(联系(方式|人)|contact)$/i,
  disposition: /^(处理(意见|结果)?(及理由)?|采纳情况|disposition|resolution|observations of the secretariat)$/i,
}

const typeWords: Readonly<Record<string, (typeof commentTypes)[number]>> = {
  ...Object.fromEntries(commentTypes.map((t) => [t, t])),
  一般: 'general',
  总体: 'general',
  技术: 'technical',
  编辑: 'editorial',
  格式: 'format',
  ge: 'general',
  te: 'technical',
  ed: 'editorial',
}

/**
 * The rows of a table of comments (意见汇总处理表), columns found by their headings in the first row that names a clause and what is said. Problems:
 * import-columns, and comment-row-empty for a row that says nothing; all of them at once.
 */
export function readCommentTable(
  rows: readonly { readonly line: number; readonly cells: readonly string[] }[],
  file: string,
): Outcome<readonly CommentRow[]> {
  // forms have a title and the name of the standard above the table
  const start = rows.slice(0, 12).findIndex(({ cells }) => {
    const found = columnsOf(cells)
    return found.has('clause') && (found.has('comment') || found.has('proposed') || found.has('reason'))
  })
  const head = rows[start]
  if (head === undefined)
    return failed(
      problem(
        'import-columns',
        { zh: '没有找到意见表的表头', en: 'There is no heading of a table of comments' },
        {
          place: { file, line: rows[0]?.line ?? 1 },
          expected: '章条编号 + 意见内容 | clause + comment',
          got: rows[0]?.cells.slice(0, 12).join(', ') ?? '',
        },
      ),
    )
  const columns = columnsOf(head.cells)
  const problems: Problem[] = []
  const read: CommentRow[] = []
  for (const { line, cells } of rows.slice(start + 1)) {
    const at = (column: Column) => (cells[columns.get(column) ?? -1] ?? '').trim()
    const [reason, original, proposed] = [
      [at('comment'), at('reason')].filter(Boolean).join('\n'),
      at('original'),
      at('proposed'),
    ]
    if (reason === '' && proposed === '') {
      // a number and nothing else: a form that was not filled to its end
      if (cells.some((c, i) => i !== columns.get('number') && c.trim() !== '')) problems.push(says(file, line))
      continue
    }
    const handled = dispositionOf(at('disposition'))
    read.push({
      line,
      clause: at('clause').replace(/^[–-]$/, ''),
      type:
        typeWords[
          at('type')
            .toLowerCase()
            .replace(/(性|类|意见)+$/, '')
        ] ?? 'general',
      original,
      proposed,
      reason: reason || proposed,
      organization: at('organization'),
      contact: at('contact'),
      ...(handled ? { handled } : {}),
    })
  }
  return problems.length > 0 ? failed(...problems) : done(read)
}

export interface Sorted {
  readonly added: readonly CommentRow[]
  /** comments that are there already, with what the table decides of them */
  readonly disposed: readonly (NonNullable<CommentRow['handled']> & {
    readonly comment: string
    readonly line: number
  })[]
  /** rows that say nothing new */
  readonly same: number
}

/**
 * What a table brings to a project: a row is about a comment that is there if clause, submitter and words are the same, so that a table that was
 * exported, filled in and read again decides on its comments, and one that is read twice adds nothing.
 */
export function sortTable(rows: readonly CommentRow[], comments: readonly Comment[]): Sorted {
  const waiting = new Map<string, Comment[]>()
  for (const c of comments)
    for (const key of [keyOf(c.clause, content(c)), keyOf(c.clause, `${c.original}\n${c.proposed}\n${c.reason}`)])
      waiting.set(key, [...(waiting.get(key) ?? []), c])
  const taken = new Set<string>()
  const [added, disposed]: [CommentRow[], Sorted['disposed'][number][]] = [[], []]
  let same = 0
  for (const row of rows) {
    const key = row.original || row.proposed ? `${row.original}\n${row.proposed}\n${row.reason}` : row.reason
    const found = waiting
      .get(keyOf(row.clause, key))
      ?.find(
        (c) =>
          !taken.has(c.comment) &&
          (row.organization === '' || plain(c.submitter.organization) === plain(row.organization)),
      )
    if (found === undefined) {
      added.push(row)
      continue
    }
    taken.add(found.comment)
    const { handled } = row
    const before = found.handled
    const isNew =
      handled !== undefined &&
      (before?.disposition !== handled.disposition ||
        plain(before.reason) !== plain(handled.reason) ||
        plain(before.changedTo) !== plain(handled.changedTo))
    if (isNew) disposed.push({ comment: found.comment, line: row.line, ...handled })
    else same++
  }
  return { added, disposed, same }
}

const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
const keyOf = (clause: string, said: string) => JSON.stringify([plain(clause), plain(said)])

function columnsOf(cells: readonly string[]): ReadonlyMap<Column, number> {
  const found = new Map<Column, number>()
  for (const [i, cell] of cells.entries()) {
    const name = cell.replaceAll(/\s+/g, ' ').trim()
    const column = (Object.keys(headings) as Column[]).find((c) => headings[c].test(name) && !found.has(c))
    if (column) found.set(column, i)
  }
  return found
}

/** As the table is written: the word, then the reason, then what it is changed to. Undefined where nothing was decided. */
function dispositionOf(cell: string): CommentRow['handled'] {
  const [first = '', ...rest] = cell.split(/[；;]\s*/)
  const word = first.trim().toLowerCase()
  // the longest first: 未采纳 and 部分采纳 hold 采纳
  const found = dispositionWords.find(([said]) => word.startsWith(said))
  if (found === undefined) return undefined
  const behind = word.slice(found[0].length).replace(/^[，,：:。.\s]+/, '')
  const changed = rest.findIndex((part) => /^(改为|changed to)[：:]/.test(part))
  const changedTo =
    changed < 0
      ? ''
      : rest
          .slice(changed)
          .join('；')
          .replace(/^(改为|changed to)[：:]\s*/, '')
  const reason = [behind, ...(changed < 0 ? rest : rest.slice(0, changed))].filter(Boolean).join('；')
  return { disposition: found[1], reason, changedTo }
}

const says = (file: string, line: number): Problem =>
  problem(
    'comment-row-empty',
    { zh: '这一行没有意见内容', en: 'This row says nothing' },
    { place: { file, line }, next: { zh: '写明意见或删去这一行', en: 'say what is meant, or delete the row' } },
  )
