import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { readCommentTable, type Sorted, sortTable } from '../../../exchange/comment-table-read.ts'
import { readCsv } from '../../../instruments/llm/bank/csv.ts'
import { readWorkbook } from '../../../instruments/llm/bank/workbook.ts'
import { done, failed, type Outcome, type Problem, problem } from '../../../language/problem.ts'
import { projectAt } from '../../../life/project/project.ts'
import { unheld } from '../../../registry/evidence/held.ts'
import { keepEvidence } from '../../../registry/evidence/keep.ts'
import { bytesOf } from '../../../registry/evidence/store.ts'
import { checkProject } from '../../../registry/project-checks.ts'
import { rules } from '../../../registry/project-rules.ts'
import { act, acts, actsOf, type NewAct, projectRow } from '../../../registry/projects.ts'
import { asTenant } from '../../../registry/unit.ts'
import { endpoint } from '../endpoint.ts'
import { role, textChecked, textWish } from '../life-shapes.ts'
import { madeKinds, makeDocument } from '../made-documents.ts'
import { mayActAs } from '../project-rules.ts'
import { granted, refusing } from '../refusals.ts'
import { day, id, sha256, words } from '../shapes.ts'

const params = z.object({ id })
/** bytes of a table of comments */
const LARGEST_TABLE = 16 * 1024 * 1024
/** rows of one table */
const MOST_ROWS = 5000

/** What is read of texts for a project: its draft is checked, and a table of comments that somebody filled in comes in. */
export const projectTexts = [
  endpoint({
    method: 'POST',
    path: '/projects/:id/checks',
    summary: {
      zh: '检查项目所用的草案文本，结果登记到项目：文本与用例，或与国家标准逐条比较',
      en: 'Checks the text that a project works on and writes the result into it: its wording and cases, or requirement by requirement against national standards',
    },
    problems: [
      'project-unknown',
      'life-no-text',
      'draft-unknown',
      'standard-unknown',
      'unknown-name',
      'life-no-reason',
      'life-nothing-compared',
      '*',
    ],
    needs: 'draft.comment',
    params,
    body: z.object({ role, wish: textWish, lang: z.enum(['zh', 'en']).default('zh') }),
    answer: textChecked,
    run: async ({ house, actor, principal, params: { id }, body }) => {
      if (!mayActAs[principal.role].includes(body.role)) return refusing('not-allowed', { got: body.role })
      const { wish } = body
      const { none, ...rest } = { none: undefined, ...wish }
      const found = granted(
        await asTenant(house.engine, actor, (unit) =>
          checkProject(unit, rules(), id, {
            role: body.role,
            lang: body.lang,
            wish: none === undefined ? rest : { ...rest, none },
          } as Parameters<typeof checkProject>[3]),
        ),
      )
      return { ...found, problems: [...found.problems], compared: found.compared.map((c) => ({ ...c })) }
    },
  }),
  endpoint({
    method: 'POST',
    path: '/projects/:id/comments/import',
    summary: {
      zh: '读入一份填好的意见汇总处理表（已上传的 XLSX 或 CSV）：新的意见登记，已有的意见登记处理结果',
      en: 'Reads a table of comments that was filled in (XLSX or CSV, uploaded before): what is new is written down, what is there is disposed of as the table says',
    },
    problems: ['not-found', 'evidence-not-held', 'import-columns', 'comment-row-empty', 'comment-table-too-large', '*'],
    needs: 'draft.comment',
    params,
    body: z.object({
      role,
      sha256,
      name: words(200).default('comments.xlsx'),
      /** the day on which the comments came; today if none is given */
      valid: day.optional(),
    }),
    answer: z.object({ added: z.number(), disposed: z.number(), same: z.number() }),
    run: async ({ house, actor, principal, params: { id }, body }) => {
      if (!mayActAs[principal.role].includes(body.role)) return refusing('not-allowed', { got: body.role })
      const missing = await asTenant(house.engine, actor, async (unit) =>
        (await projectRow(unit, id)) === undefined
          ? refusing('not-found', { got: id })
          : unheld(unit, house.evidence, [{ sha256: body.sha256, place: body.name }]),
      )
      if (missing.length > 0) return granted(failed(...missing))
      const size = (await house.evidence.size(actor.org, body.sha256)) ?? 0
      const stream = size <= LARGEST_TABLE ? await house.evidence.get(actor.org, body.sha256) : undefined
      if (stream === undefined) return granted(failed(tooLarge(`${size} B`, `≤ ${LARGEST_TABLE} B`)))
      const rows = granted(await rowsIn(await bytesOf(stream), body.name))
      return granted(
        await asTenant(house.engine, actor, async (unit): Promise<Outcome<Record<keyof Sorted, number>>> => {
          const row = await projectRow(unit, id)
          const procedure = row && rules().procedures.get(row.procedure)
          const project = procedure && projectAt(procedure, await actsOf(unit, id))
          if (project === undefined) return refusing('not-found', { got: id })
          const sorted = sortTable(rows, project.comments)
          const told = { added: sorted.added.length, disposed: sorted.disposed.length, same: sorted.same }
          if (told.added + told.disposed === 0) return done(told)
          const written = await acts(unit, rules(), id, actsFor(sorted, body.role, body.valid), { seen: row!.acts })
          if (written.ok) return done(told)
          const lines = [...sorted.added, ...sorted.disposed].map((r) => r.line)
          return failed(...written.problems.map((p) => ({ ...p, place: placeOf(p, lines, body.name) })))
        }),
      )
    },
  }),
  endpoint({
    method: 'POST',
    path: '/projects/:id/documents',
    summary: {
      zh: '由登记库里的内容生成一份文件并提交：各稿（按所用的草案版本）、意见汇总处理表、回溯检验',
      en: 'Makes a document from what is kept here and hands it in: a draft on paper, the table of comments, a back-test',
    },
    problems: ['not-found', 'life-no-text', 'draft-unknown', 'back-test-unknown', 'life-document-unknown', '*'],
    needs: 'draft.comment',
    params,
    body: z.object({
      role,
      kind: z.enum(madeKinds),
      lang: z.enum(['zh', 'en']).default('zh'),
      /** of a back-test: which */
      backTest: id.optional(),
    }),
    answer: z.object({ seq: z.number(), sha256, name: z.string() }),
    run: async ({ house, actor, principal, params: { id }, body: { role, backTest, ...asked } }) => {
      if (!mayActAs[principal.role].includes(role)) return refusing('not-allowed', { got: role })
      const { made, seen } = granted(
        await asTenant(house.engine, actor, async (unit) => {
          const row = await projectRow(unit, id)
          const procedure = row && rules().procedures.get(row.procedure)
          const project = procedure && projectAt(procedure, await actsOf(unit, id))
          if (project === undefined) return refusing('not-found', { got: id })
          const made = await makeDocument(unit, project, { ...asked, ...(backTest === undefined ? {} : { backTest }) })
          return made.ok ? done({ made: made.value, seen: row!.acts }) : made
        }),
      )
      const { name, mediaType, bytes } = made
      const { sha256 } = await keepEvidence(house, actor, bytes, { name, mediaType })
      const deed = { what: 'handed', kind: asked.kind, sha256, name } as const
      const { seq } = granted(
        await asTenant(house.engine, actor, (unit) => act(unit, rules(), id, { role, deed, seen })),
      )
      return { seq, sha256, name }
    },
  }),
]

async function rowsIn(bytes: Uint8Array, name: string) {
  const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b
  const sheets = zipped ? await readWorkbook(bytes, name) : undefined
  if (sheets && !sheets.ok) return sheets
  const rows = sheets ? (sheets.value[0]?.rows ?? []) : readCsv(new TextDecoder().decode(bytes)).rows
  if (rows.length > MOST_ROWS) return failed<never>(tooLarge(String(rows.length), `≤ ${MOST_ROWS}`))
  return readCommentTable(rows, name)
}

function actsFor({ added, disposed }: Sorted, by: NewAct['role'], valid: string | undefined): readonly NewAct[] {
  const on = valid === undefined ? {} : { valid }
  return [
    ...added.map(({ line: _, handled: __, organization, contact, ...said }) => ({
      role: by,
      ...on,
      deed: {
        what: 'commented' as const,
        comment: randomUUID(),
        ...said,
        submitter: { organization, contact, named: true },
      },
    })),
    ...disposed.map(({ line: _, ...given }) => ({ role: by, deed: { what: 'disposed' as const, ...given } })),
  ]
}

/** An act that is refused is a line of the table to whoever filled it in. */
function placeOf({ place }: Problem, lines: readonly number[], file: string) {
  const line = lines[Number(/^\[(\d+)\]$/.exec(place?.path ?? '[0]')?.[1])]
  return { file, ...(line === undefined ? {} : { line }) }
}

const tooLarge = (got: string, expected: string) =>
  problem(
    'comment-table-too-large',
    { zh: '意见表过大', en: 'The table of comments is too large' },
    { got, expected, next: { zh: '分成几份读入', en: 'bring it in parts' } },
  )
