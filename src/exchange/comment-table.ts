import type { Lang } from '../language/text.ts'
import { type Comment, type DispositionWord, dispositions } from '../life/comments/comment.ts'
import type { TableSheet } from './tables/workbook.ts'

/** `national`: the table of GB/T work (columns recalled); `group`: that of a group's committee (seen). */
export const tableForms = ['national', 'group'] as const
export type TableForm = (typeof tableForms)[number]

const words = {
  accept: { zh: '采纳', en: 'accepted' },
  partial: { zh: '部分采纳', en: 'accepted in part' },
  reject: { zh: '未采纳', en: 'not accepted' },
  duplicate: { zh: '重复', en: 'duplicate' },
  'out-of-scope': { zh: '不在范围内', en: 'out of scope' },
} as const

/** What a table may say of a disposition, and what that is; the longest first, since one word may begin another. */
export const dispositionWords: readonly (readonly [said: string, word: DispositionWord])[] = [
  ...dispositions.flatMap((word) => [[words[word].zh, word] as const, [words[word].en, word] as const]),
  ['不采纳', 'reject'] as const,
  ['全部采纳', 'accept'] as const,
  ['rejected', 'reject'] as const,
  ['partially accepted', 'partial'] as const,
].sort(([a], [b]) => b.length - a.length)

const heads = {
  national: {
    zh: ['序号', '标准章条编号', '意见内容', '提出单位', '处理意见', '备注'],
    en: ['No.', 'Clause', 'Comment', 'Proposed by', 'Disposition', 'Note'],
  },
  group: {
    zh: ['序号', '章节号', '原文', '修改后内容', '理由', '处理意见'],
    en: ['No.', 'Clause', 'Original text', 'Proposed text', 'Reason', 'Disposition'],
  },
} as const

/** All that a comment says, in one cell. */
export const content = (c: Pick<Comment, 'original' | 'proposed' | 'reason'>): string =>
  [c.original && `“${c.original}”`, c.proposed && `→ “${c.proposed}”`, c.reason].filter(Boolean).join(' ')

/** The table of comments and their disposition (意见汇总处理表), in the order in which they came. `named`: whose names may be shown. */
export function commentTable(
  comments: readonly Comment[],
  form: TableForm,
  lang: Lang,
  named: (comment: Comment) => boolean = () => true,
): TableSheet {
  const disposition = (c: Comment) => {
    if (c.handled === undefined) return lang === 'zh' ? '待处理' : 'open'
    const { disposition: word, reason, changedTo } = c.handled
    return [words[word][lang], reason, changedTo && (lang === 'zh' ? `改为：${changedTo}` : `changed to: ${changedTo}`)]
      .filter(Boolean)
      .join(lang === 'zh' ? '；' : '; ')
  }
  const who = (c: Comment) => (named(c) ? c.submitter.organization : lang === 'zh' ? '（不公开）' : '(not shown)')
  return {
    name: lang === 'zh' ? '意见汇总处理表' : 'comments',
    head: heads[form][lang],
    rows: comments.map((c, i) =>
      form === 'national'
        ? [i + 1, c.clause, content(c), who(c), disposition(c), lang === 'zh' ? `第 ${c.round} 轮` : `round ${c.round}`]
        : [i + 1, c.clause, c.original, c.proposed, c.reason, disposition(c)],
    ),
  }
}
