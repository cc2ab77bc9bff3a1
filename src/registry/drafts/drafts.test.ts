import { beforeAll, expect, test } from 'vitest'
import type { Outcome } from '../../language/problem.ts'
import { onBothEngines, organization } from '../fixtures/engines.ts'
import { asTenant, type Unit } from '../unit.ts'
import { comment, comments, resolve } from './comments.ts'
import { beginDraft, draft, drafts, restoreDraft, saveDraft, versions } from './drafts.ts'

const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.problems[0]!.code)
  return outcome.value
}
const code = (outcome: Outcome<unknown>) => (outcome.ok ? 'ok' : outcome.problems[0]!.code)
const text = (title: string) => ({ text: `id: acme/lamp\ntitle: { zh: ${title} }\n# 留着的注释\n`, cases: '' })

onBothEngines('drafts', (bench) => {
  let committee = ''
  const as = <T>(person: string, work: (unit: Unit) => Promise<T>) =>
    asTenant(bench().engine, { org: committee, person }, work)
  const begin = () => as('ann', async (unit) => must(await beginDraft(unit, text('一'))).draft)
  const save = (id: string, after: number, title: string, person = 'ann') =>
    as(person, (unit) => saveDraft(unit, id, after, text(title)))
  const events = async () => {
    const { rows } = await as('ann', ({ query }) =>
      query<{ body: string }>('SELECT body FROM registry.audit WHERE org_id = $1 ORDER BY seq', [committee]),
    )
    return rows.map(({ body }) => (JSON.parse(body) as { what: string }).what)
  }

  beforeAll(async () => {
    committee = await organization(bench().engine, 'committee')
  })

  test('every version is kept as it was written; its names are those that can be read', async () => {
    const id = await begin()
    must(await save(id, 1, '二'))
    must(await as('bob', (unit) => saveDraft(unit, id, 2, { text: 'id: [broken', cases: 'x' })))
    const now = (await as('ann', (unit) => draft(unit, id)))!
    expect([now.number, now.version.text, now.version.cases, now.version.saved_by, now.title]).toEqual([
      3,
      'id: [broken',
      'x',
      'bob',
      { zh: '二' },
    ])
    const first = (await as('ann', (unit) => draft(unit, id, 1)))!
    expect(first.version.text).toBe(text('一').text)
    expect(await as('ann', (unit) => draft(unit, id, 9))).toBeUndefined()
    expect((await as('ann', drafts)).map((d) => d.draft_id)).toContain(id)
  })

  test('of two who save after the same version one is told, and nothing of either is lost', async () => {
    const id = await begin()
    const saved = await Promise.all([save(id, 1, '甲', 'ann'), save(id, 1, '乙', 'bob')])
    expect(saved.map(code).sort()).toEqual(['draft-changed', 'ok'])
    expect(await as('ann', async (unit) => (await versions(unit, id, { limit: 9 })).map((v) => v.number))).toEqual([
      2, 1,
    ])
    const [lost] = saved.map((s, i) => (s.ok ? undefined : ['甲', '乙'][i])).filter((x) => x !== undefined)
    expect(code(await save(id, 2, lost!))).toBe('ok')
  })

  test('who waited while another saved is told that it changed, not that there is no draft', async () => {
    const id = await begin()
    let bob: ReturnType<typeof save> | undefined
    await as('ann', async (unit) => {
      must(await saveDraft(unit, id, 1, text('甲')))
      bob = save(id, 1, '乙', 'bob')
      // until the other waits for the row: its snapshot is from before this is committed
      await new Promise((after) => setTimeout(after, 300))
    })
    expect(code(await bob!)).toBe('draft-changed')
  })

  test('saving again what was saved makes no version', async () => {
    const id = await begin()
    must(await save(id, 1, '二'))
    expect(must(await save(id, 2, '二')).number).toBe(2)
    // its answer was lost, and it is sent again
    expect(must(await save(id, 1, '二')).number).toBe(2)
  })

  test('an older version can be made the newest; those between stay', async () => {
    const id = await begin()
    must(await save(id, 1, '二'))
    expect(must(await as('ann', (unit) => restoreDraft(unit, id, 2, 1))).number).toBe(3)
    const kept = await as('ann', (unit) => versions(unit, id, { limit: 9 }))
    expect(kept.map((v) => [v.number, v.restored])).toEqual([
      [3, 1],
      [2, null],
      [1, null],
    ])
    expect(kept[0]!.sha256).toBe(kept[2]!.sha256)
    expect(code(await as('ann', (unit) => restoreDraft(unit, id, 3, 7)))).toBe('draft-unknown')
  })

  test('a comment keeps its anchor and its version; answers, resolved, taken up again', async () => {
    const id = await begin()
    const anchor = { id: 'R1', number: '5.1', words: '灯应亮。', quote: { exact: '亮', prefix: '灯应', suffix: '。' } }
    const said = await as(
      'ann',
      async (unit) => must(await comment(unit, id, { number: 1, anchor, body: '多亮？' })).comment,
    )
    must(await save(id, 1, '二'))
    must(
      await as('bob', (unit) =>
        comment(unit, id, { number: 2, anchor: { id: 'x', words: '' }, body: '800 lm', replyTo: said }),
      ),
    )
    const listed = await as('ann', (unit) => comments(unit, id))
    expect(listed.map((c) => [c.number, c.anchor, c.body, c.reply_to])).toEqual([
      [1, anchor, '多亮？', null],
      [2, anchor, '800 lm', said],
    ])
    must(await as('bob', (unit) => resolve(unit, said, true)))
    expect((await as('ann', (unit) => comments(unit, id)))[0]!.resolved_by).toBe('bob')
    must(await as('bob', (unit) => resolve(unit, said, false)))
    expect((await as('ann', (unit) => comments(unit, id)))[0]!.resolved_at).toBeNull()
    expect(code(await as('ann', (unit) => comment(unit, id, { number: 9, anchor, body: 'x' })))).toBe('draft-unknown')
    expect(code(await as('ann', (unit) => resolve(unit, listed[1]!.comment_id, true)))).toBe('comment-unknown')
    expect(await events()).toEqual(
      expect.arrayContaining([
        'draft.begun',
        'draft.saved',
        'draft.commented',
        'draft.comment-resolved',
        'draft.comment-reopened',
      ]),
    )
  })

  test('a version cannot be changed or deleted, not even by a statement of its own organization', async () => {
    const id = await begin()
    for (const sql of [
      'UPDATE registry.draft_version SET text = $2 WHERE draft_id = $1',
      'DELETE FROM registry.draft_version WHERE draft_id = $1 AND text <> $2',
    ])
      await expect(as('ann', ({ query }) => query(sql, [id, '']))).rejects.toThrow(/permission denied/)
  })
})
