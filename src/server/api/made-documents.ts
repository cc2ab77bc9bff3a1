import { toolName, toolVersion } from '../../assessment/engine.ts'
import { libraryTexts } from '../../assessment/library.ts'
import { backTestReport } from '../../exchange/back-test/report.ts'
import { overlapTable } from '../../exchange/catalogue/overlap-table.ts'
import { commentTable } from '../../exchange/comment-table.ts'
import { documentDocx } from '../../exchange/document/docx.ts'
import { paperOf } from '../../exchange/paper/paper.ts'
import { writeWorkbook } from '../../exchange/tables/workbook.ts'
import { loadStandard } from '../../language/load.ts'
import { done, failed, type Outcome, type Problem, problem } from '../../language/problem.ts'
import { readYaml } from '../../language/source.ts'
import type { Lang } from '../../language/text.ts'
import type { Project } from '../../life/project/project.ts'
import { backTest } from '../../registry/back-tests.ts'
import { draft, unknownDraft } from '../../registry/drafts/drafts.ts'
import { noText } from '../../registry/project-checks.ts'
import type { Unit } from '../../registry/unit.ts'
import { shippedCatalogue } from './shipped.ts'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Kinds of documents that are the text that is worked on, as it stands at each step. */
export const textKinds = ['working-draft', 'comment-draft', 'review-draft', 'approval-draft', 'full-text'] as const
/** What the registry makes from what it has; everything else is handed in. */
export const madeKinds = [...textKinds, 'comment-table', 'back-test', 'overlap-report'] as const
export type MadeKind = (typeof madeKinds)[number]

export interface Made {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/**
 * A document for the file of a project. Problems: life-no-text, draft-unknown, those of a text that does not load; back-test-unknown where the one
 * that is named has no result.
 */
export async function makeDocument(
  unit: Unit,
  project: Project,
  asked: { readonly kind: MadeKind; readonly lang: Lang; readonly backTest?: string },
): Promise<Outcome<Made>> {
  const { kind, lang } = asked
  if (kind === 'comment-table') {
    const bytes = await writeWorkbook([commentTable(project.comments, 'national', lang)])
    return done({ name: `comments.${lang}.xlsx`, mediaType: XLSX, bytes })
  }
  if (kind === 'overlap-report') {
    const { catalogue } = shippedCatalogue()
    const table = overlapTable(project.opened.title, catalogue, Math.floor(Date.now() / 86_400_000), lang)
    return done({ name: `overlaps.${lang}.xlsx`, mediaType: XLSX, bytes: await writeWorkbook([table]) })
  }
  if (kind === 'back-test') {
    const row = asked.backTest === undefined ? undefined : await backTest(unit, asked.backTest)
    if (row?.document == null) return failed(noBackTest(asked.backTest))
    const report = backTestReport(row.document, lang, `${toolName} ${toolVersion}`)
    return done({ name: `back-test.${lang}.docx`, mediaType: DOCX, bytes: new Uint8Array(documentDocx(report)) })
  }
  const { text } = project
  if (text === undefined) return failed(noText())
  const found = await draft(unit, text.draft, text.version)
  if (found?.version.sha256 !== text.sha256) return failed(unknownDraft(text.draft))
  const loaded = loadStandard('standard.yaml', found.version.text, libraryTexts)
  if (!loaded.ok) return loaded
  const { raw } = readYaml('standard.yaml', found.version.text)
  const bytes = new Uint8Array(documentDocx(paperOf(loaded.value, raw!, {}, lang)))
  return done({ name: `${kind}.v${text.version}.${lang}.docx`, mediaType: DOCX, bytes })
}

const noBackTest = (got = '–'): Problem =>
  problem(
    'back-test-unknown',
    { zh: '没有这个有结果的回溯检验', en: 'There is no such back-test with a result' },
    { got },
  )
