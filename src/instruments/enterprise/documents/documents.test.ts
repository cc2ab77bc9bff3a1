import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { conformance } from '../../conformance/conformance.ts'
import { workbench } from '../../conformance/workbench.ts'
import { documents } from './index.ts'

const startUp = JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/start-up.json'), 'utf8'))
const { file, folder, subjectOf, reducedOf } = workbench('filing', documents)
mkdirSync(join(folder, 'papers'))
file('papers/audit.txt', '审计报告')
file('papers/licence.txt', '营业执照')
const audit = createHash('sha256').update('审计报告').digest('hex')

const on = '2026-11-23'
const filed = (...papers: object[]) => {
  const name = `filing-${papers.length}-${createHash('sha256').update(JSON.stringify(papers)).digest('hex').slice(0, 8)}.json`
  return { file: file(name, JSON.stringify({ ...startUp, documents: papers })), on }
}
const paper = (field: string, more: object = {}) => ({
  ...{ field, kind: 'audit-report', file: 'papers/audit.txt', issuedOn: '2026-03-31' },
  ...more,
})
const items = { items: ['uscc', 'revenue', 'aiBusinessRevenue', 'costs'] }
const problemsOf = (...papers: object[]) => documents.check(subjectOf(filed(...papers)), documents.params.parse({}))

conformance('enterprise/documents', async () => ({
  instrument: documents,
  subject: subjectOf(
    filed(
      paper('revenue'),
      paper('staff', { sha256: audit }),
      paper('identity', { kind: '营业执照', file: 'papers/licence.txt' }),
    ),
  ),
  params: {},
}))

describe('what documents back', () => {
  test('by hand: of three items filled in, one is backed and one verified; what is not filled in needs nothing', async () => {
    const { quantities } = await reducedOf(
      filed(
        paper('revenue', { sha256: audit, status: 'verified', verifiedBy: '某会计师事务所' }),
        paper('uscc', { kind: 'business-licence' }),
      ),
      items,
    )
    expect(quantities).toMatchObject({
      ...{ items: 3, backed: '2/3', verified: '1/3', faults: 0, documents: 2 },
      unbacked: [{ field: 'aiBusinessRevenue', class: 'finance' }],
      classes: [
        { class: 'identity', items: 1, backed: 1, verified: 0 },
        { class: 'finance', items: 2, backed: 1, verified: 1 },
      ],
    })
  })

  test('a class stands for its items, and several may be named', async () => {
    expect((await reducedOf(filed(paper('finance')), items)).quantities).toMatchObject({ backed: '2/3' })
    expect((await reducedOf(filed(paper('营业收入、uscc')), items)).quantities).toMatchObject({ backed: '2/3' })
  })

  test.each<[string, object, string | undefined]>([
    ['valid to the day', { validUntil: on }, undefined],
    ['out of date by a day', { validUntil: '2026-11-22' }, 'document-expired'],
    ['dated on the day', { issuedOn: on }, undefined],
    ['dated after the day', { issuedOn: '2026-11-24' }, 'document-not-yet'],
    ['not in the folder', { file: 'papers/none.txt' }, 'document-missing'],
    ['outside the folder', { file: '../../../etc/passwd' }, 'document-missing'],
    ['another hash', { sha256: 'a'.repeat(64) }, 'document-changed'],
    ['no file named', { file: '' }, 'document-no-file'],
    ['verified by nobody', { status: 'verified' }, 'document-nobody'],
    ['only declared', { status: 'declared', file: '' }, undefined],
  ])('%s', async (what, change, code) => {
    expect((await problemsOf(paper('revenue', change))).map((p) => [p.code, p.severity])).toEqual(
      code === undefined ? [] : [[code, 'warning']],
    )
    const { quantities } = await reducedOf(filed(paper('revenue', change)), { items: ['revenue'] })
    expect(quantities).toMatchObject({
      faults: code === undefined ? 0 : 1,
      backed: code === undefined && what !== 'only declared' ? '1/1' : '0/1',
    })
  })

  test('a link that leads out of the folder is no document', async () => {
    symlinkSync('/etc/hostname', join(folder, 'papers/link.txt'))
    expect((await problemsOf(paper('revenue', { file: 'papers/link.txt' }))).map((p) => p.code)).toEqual([
      'document-missing',
    ])
  })

  test('no documents: a claim', async () => {
    const none = await reducedOf(filed(), items)
    expect(none).toMatchObject({ evidence: 'claim', quantities: { backed: '0/3', faults: 0 } })
  })

  test('yes-no matters are items where they are true', async () => {
    const subject = {
      ...subjectOf(filed(paper('managementCertified', { kind: '认证证书' }))),
      facts: { managementCertified: true, ethicsBody: false },
    }
    const params = documents.params.parse({ items: ['managementCertified', 'ethicsBody'] })
    const results = []
    for await (const item of documents.items(subject, params))
      results.push({
        id: item.id,
        result: await documents.measure(item, {
          signal: new AbortController().signal,
          subject,
          width: 1,
          shared: async (_, open) => open(),
        }),
      })
    expect(documents.reduce(results, params, []).quantities).toMatchObject({ items: 1, backed: '1/1' })
  })

  test('faults of form are refused all at once, each with its place', async () => {
    const found = await problemsOf(
      paper('profitability'),
      paper('revenue', { kind: 'letter', sha256: 'xyz', issuedOn: '31.3.2026', status: 'seen', extra: 1 }),
    )
    expect(found.map((p) => [p.code, p.severity, p.place?.path])).toEqual([
      ['document-row', 'error', 'documents.0.field'],
      ...['extra', 'kind', 'status', 'sha256', 'issuedOn'].map((f) => ['document-row', 'error', `documents.1.${f}`]),
    ])
  })
})
