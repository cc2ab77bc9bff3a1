import { readFileSync } from 'node:fs'
import { measured, must, type Someone } from './filled.ts'

/**
 * Systems of a company that were graded by their facts alone and decided upon: `n` of the made-up reports of the example, so that there is
 * evidence to try a draft on. Gives the hash of the standard.
 */
export async function graded(measurer: Someone, decider: Someone, n: number): Promise<string> {
  const standard = must(await measurer.api('GET /standards', { query: {} })).items.find(
    ({ id }) => id === 'cn-sh/genai-grading',
  )!.hash
  const rows = readFileSync('examples/draft-back-test/reports.jsonl', 'utf8').split('\n').slice(0, n)
  await Promise.all(
    rows.map(async (row, i) => {
      const { facts } = JSON.parse(row) as { facts: Record<string, unknown> }
      const description = `id: graded/${i}\ntitle: { zh: 服务${i}, en: Service ${i} }\nversion: "1"\nfacts: ${JSON.stringify(facts)}\n`
      const { subject } = must(await measurer.api('POST /subjects', { body: { description, files: [] } }))
      const { id } = must(await measurer.api('POST /assessments', { body: { subject, standard, date: '2026-11-22' } }))
      await measured(measurer.api, id)
      const params = { id }
      must(await decider.api('POST /assessments/:id/review', { params, body: { passed: true, note: '' } }))
      must(
        await decider.api('POST /assessments/:id/decision', { params, body: { granted: false, reason: '只作证据。' } }),
      )
    }),
  )
  return standard
}
