import { z } from 'zod'
import { toolName, toolVersion } from '../../../assessment/engine.ts'
import { backTestReport } from '../../../exchange/back-test/report.ts'
import { documentDocx } from '../../../exchange/document/docx.ts'
import { documentPage } from '../../../exchange/document/page.ts'
import type { BackTest } from '../../../judge/back-test/document.ts'
import {
  type BackTestRow,
  backTest,
  beginBackTest,
  FEWEST,
  backTests as listed,
  stopBackTest,
} from '../../../registry/back-tests.ts'
import { asTenant } from '../../../registry/unit.ts'
import { fileAnswer } from '../bytes.ts'
import { cursorFrom, paged } from '../cursor.ts'
import { endpoint } from '../endpoint.ts'
import { granted, refusing } from '../refusals.ts'
import { id, page, paging, backTest as shape, words } from '../shapes.ts'

const params = z.object({ id })
const decimal = z.string().regex(/^-?\d{1,15}(\.\d{1,15})?$/)
const types = {
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const

const shown = ({ createdAt, finishedAt, problems, ...row }: Omit<BackTestRow, 'at'>) => ({
  ...row,
  problems: [...problems],
  createdAt: createdAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
})

/** What a draft would do to the evidence there is: counts, and never whose. */
export const backTests = [
  endpoint({
    method: 'GET',
    path: '/back-tests',
    summary: { zh: '本组织的回溯检验，最新在前', en: 'Back-tests of the organization, newest first' },
    needs: 'standard.draft',
    query: z.object(paging),
    answer: page(shape),
    run: async ({ house, actor, query: { cursor, limit } }) => {
      const rows = await asTenant(house.engine, actor, (unit) => listed(unit, limit + 1, cursorFrom(cursor)))
      return paged(
        rows,
        limit,
        (row) => row.id,
        ({ at: _, ...row }) => shown(row),
      )
    },
  }),
  endpoint({
    method: 'POST',
    path: '/back-tests',
    summary: {
      zh: '用草案重判登记在案的证据；草案先行检查，随后排队',
      en: 'Judges the registered evidence again under a draft; the draft is checked, then it waits its turn',
    },
    problems: ['standard-unknown', 'other-standard', 'unknown-name', 'wrong-search', '*'],
    needs: 'standard.draft',
    largest: 4 * 1024 * 1024,
    body: z.object({
      /** hash of the edition that the evidence was judged under */
      from: words(100),
      /** text of the draft */
      draft: words(2_000_000),
      /** the result whose grades are compared */
      result: words(100).optional(),
      draws: z.number().int().min(0).max(10_000).default(1000),
      search: z.object({ place: words(300), pass: words(100), from: decimal, to: decimal, step: decimal }).optional(),
      rate: z
        .string()
        .regex(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/)
        .optional(),
      /** facts that name the sector and the zone */
      sector: words(100).optional(),
      zone: words(100).optional(),
      least: z.number().int().min(FEWEST).max(1000).default(FEWEST),
    }),
    answer: z.object({ id }),
    run: async ({ house, actor, body: { from, draft, draws, least, result, search, rate, sector, zone } }) => {
      const settings = {
        draws,
        least,
        ...(result === undefined ? {} : { result }),
        ...(search === undefined ? {} : { search }),
        ...(rate === undefined ? {} : { rate }),
        ...(sector === undefined ? {} : { sector }),
        ...(zone === undefined ? {} : { zone }),
      }
      return { id: granted(await beginBackTest(house, actor, { from, draft, settings })) }
    },
  }),
  endpoint({
    method: 'GET',
    path: '/back-tests/:id',
    summary: { zh: '一次回溯检验：进度、结果', en: 'A back-test: how far it is, and what came out' },
    problems: ['not-found'],
    needs: 'standard.draft',
    params,
    answer: shape.extend({
      /** `plumbline-back-test/1`; null until it is done */
      document: z.custom<BackTest>().nullable(),
    }),
    run: async ({ house, actor, params: { id } }) => {
      const row = await asTenant(house.engine, actor, (unit) => backTest(unit, id))
      if (row === undefined) return refusing('not-found', { got: id })
      const { document, at: _, ...rest } = row
      return { ...shown(rest), document }
    },
  }),
  endpoint({
    method: 'GET',
    path: '/back-tests/:id/document',
    summary: {
      zh: '放入报批材料的文件（HTML 或 DOCX）',
      en: 'The document for the approval package (HTML or DOCX)',
    },
    problems: ['not-found', 'not-now'],
    needs: 'standard.draft',
    params,
    query: z.object({ as: z.enum(['html', 'docx']).default('html'), lang: z.enum(['zh', 'en']).default('zh') }),
    gives: 'text/html',
    run: async ({ house, actor, params: { id }, query: { as, lang } }) => {
      const row = await asTenant(house.engine, actor, (unit) => backTest(unit, id))
      if (row === undefined) return refusing('not-found', { got: id })
      if (row.document === null) return refusing('not-now', { got: row.state, expected: 'done' })
      const report = backTestReport(row.document, lang, `${toolName} ${toolVersion}`)
      const bytes = as === 'docx' ? documentDocx(report) : new TextEncoder().encode(documentPage(report))
      return fileAnswer(new Uint8Array(bytes), `back-test.${lang}.${as}`, types[as])
    },
  }),
  endpoint({
    method: 'POST',
    path: '/back-tests/:id/stop',
    summary: { zh: '停下，不再继续', en: 'Ends it where it is' },
    problems: ['not-found', 'not-now'],
    needs: 'standard.draft',
    params,
    answer: z.object({}),
    run: async ({ house, actor, params: { id } }) => {
      const outcome = await asTenant(house.engine, actor, async (unit) => {
        if (await stopBackTest(unit, id)) return 'stopped'
        return (await backTest(unit, id)) === undefined ? 'absent' : 'over'
      })
      if (outcome === 'absent') return refusing('not-found', { got: id })
      if (outcome === 'over') return refusing('not-now', { got: outcome })
      return {}
    },
  }),
]
