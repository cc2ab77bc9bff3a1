import { z } from 'zod'
import type { QuantityKind } from '../../contract.ts'
import { integer, ratio, word } from '../../kinds.ts'
import type { Reading } from '../../recognition/files/refusal.ts'
import { sectionName } from '../../section.ts'
import { type Rule, rules } from './rules.ts'

/** What a standard says about the quality of operating data. */
export const qualityParams = z.strictObject({
  /** what a record with a warning and no error weighs, where one with an error weighs 1 */
  warningWeight: z.number().min(0).max(1).default(0.1),
  /** section of the subject's `access` that names feed and records */
  section: sectionName('quality'),
})
export type QualityParams = z.output<typeof qualityParams>

export type Severity = 'error' | 'warning'

/** How often a rule was broken in a file, and where first. */
export interface Notice {
  readonly rule: Rule
  readonly severity: Severity
  readonly count: number
  readonly line: number
  readonly got: string
}

/** A file, each record of it counted once: wrong by an error, by a warning alone, or not at all. */
export interface FileFindings {
  readonly kind: 'file'
  readonly file: string
  readonly records: number
  readonly errors: number
  readonly warnings: number
  readonly notices: readonly Notice[]
}

export type QualityResult = FileFindings | { readonly kind: 'intake'; readonly intake: Reading }

export const qualityProduces = {
  dataQuality: ratio('运行数据质量', 'quality of operating data'),
  records: integer('记录数', 'records'),
  errors: integer('有错误的记录', 'records with an error'),
  warnings: integer('只有警告的记录', 'records with a warning alone'),
  files: {
    kind: 'list',
    fields: {
      file: word('文件', 'file'),
      records: integer('记录数', 'records'),
      errors: integer('有错误的记录', 'records with an error'),
      warnings: integer('只有警告的记录', 'records with a warning alone'),
      quality: ratio('质量', 'quality'),
    },
    title: { zh: '逐文件', en: 'by file' },
  },
  notices: {
    kind: 'list',
    fields: {
      rule: word('规则', 'rule', rules),
      severity: word('轻重', 'severity', {
        error: { zh: '错误', en: 'error' },
        warning: { zh: '警告', en: 'warning' },
      }),
      file: word('文件', 'file'),
      count: integer('次数', 'times'),
      line: integer('首见行', 'first line'),
    },
    title: { zh: '发现的问题', en: 'what was found' },
  },
} satisfies Record<string, QuantityKind>
