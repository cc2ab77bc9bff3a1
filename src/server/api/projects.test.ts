import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { readWorkbook } from '../../instruments/llm/bank/workbook.ts'
import { hash, walked } from '../../life/fixtures/walk.ts'
import type { Engine } from '../../registry/engine.ts'
import { keepEvidence } from '../../registry/evidence/keep.ts'
import { onBothEngines } from '../../registry/fixtures/engines.ts'
import { type Town, townOn } from '../fixtures/town.ts'
import type { project as shape } from './life-shapes.ts'

type Shown = z.output<typeof shape>

onBothEngines('projects of a committee', (bench) => {
  let town: Town
  let sha: string
  let project: string
  beforeAll(async () => {
    town = await townOn(bench().engine as Engine)
    const { org, people } = town.own.committee
    const kept = await keepEvidence(town.house, { org, person: people.owner.id }, Buffer.from('the draft'), {
      name: 'draft.pdf',
      mediaType: 'application/pdf',
    })
    sha = kept.sha256
  })
  afterAll(() => town?.close())

  const token = (role: 'owner' | 'measurer' | 'reviewer' | 'viewer' = 'owner') => town.own.committee.people[role].token
  const act = (body: object, as = token()) => town.ask(`POST /projects/${project}/acts`, { as, body })
  const see = async (as = token(), query = '') =>
    (await town.ask(`GET /projects/${project}${query}`, { as })).body as Shown

  test('it goes its way, act by act, each on its day', async () => {
    const [first, ...rest] = walked('S6').acts
    const opened = await town.ask('POST /projects', {
      as: token(),
      body: { procedure: 'cn-sh-local', role: 'department', deed: first!.deed },
    })
    expect(opened.status).toBe(200)
    project = (opened.body as { id: string }).id
    // it counts from today on: what the procedure asks of earlier days was before it
    const early = await act({ role: 'department', deed: { what: 'moved', to: 'S1' }, valid: '2025-01-07' })
    expect([early.status, early.code]).toEqual([422, 'life-not-opened'])
    expect((await see()).state).toBe('S0')
    for (const { deed, role } of rest) {
      const given = JSON.parse(JSON.stringify(deed).replaceAll(hash, sha))
      const done = await act({ role, deed: given })
      expect([done.status, done.text]).toEqual([200, expect.anything()])
    }
    const now = await see()
    expect(now).toMatchObject({ state: 'S6', procedure: 'cn-sh-local' })
    expect(now.ways.map((w) => [w.to, w.against.map((p) => p.code)])).toEqual([
      ['S7', ['life-documents-missing', 'life-comments-too-short']],
    ])
    expect(now.documents.find((d) => d.kind === 'working-draft')).toMatchObject({ sha256: sha })
    const board = (await town.ask('GET /projects', { as: token('viewer') })).body as {
      items: { id: string; state: string }[]
    }
    expect(board.items.map(({ id, state }) => [id, state])).toContainEqual([project, 'S6'])
  })

  test('what was seen too long ago, not kept, or still to come is not written down', async () => {
    const { acts } = await see()
    expect((await act({ role: 'secretariat', deed: { what: 'paused', reason: 'x' }, seen: acts - 1 })).code).toBe(
      'changed-meanwhile',
    )
    expect(
      (
        await act({
          role: 'secretariat',
          deed: { what: 'handed', kind: 'comment-draft', sha256: 'b'.repeat(64), name: 'x' },
        })
      ).code,
    ).toBe('evidence-not-held')
    expect((await act({ role: 'secretariat', deed: { what: 'paused', reason: 'x' }, valid: '2999-01-01' })).code).toBe(
      'wrong-value',
    )
    expect((await see()).acts).toBe(acts)
  })

  test('a role is for those who have it', async () => {
    expect((await act({ role: 'secretariat', deed: { what: 'paused', reason: 'x' } }, token('measurer'))).code).toBe(
      'not-allowed',
    )
    expect(
      (
        await act(
          { role: 'drafter', deed: { what: 'handed', kind: 'comment-draft', sha256: sha, name: 'c.pdf' } },
          token('measurer'),
        )
      ).status,
    ).toBe(200)
    expect((await act({ role: 'member', deed: { what: 'resumed' } }, token('viewer'))).status).toBe(403)
    const company = town.own.company.people.owner.token
    expect((await town.ask(`GET /projects/${project}`, { as: company })).status).toBe(403)
  })

  test('anybody reads the draft and comments; who does not want to be named is not', async () => {
    const open = (await town.ask('GET /comment-drafts')).body as { items: { id: string; hasDraft: boolean }[] }
    expect(open.items).toMatchObject([{ id: project, hasDraft: true }])
    expect((await town.ask(`GET /comment-drafts/${project}/draft`)).text).toBe('the draft')
    const body = {
      clause: '5.1',
      type: 'technical',
      original: '不低于 0.95',
      proposed: '不低于 0.9',
      reason: '小企业难以达到',
      submitter: { organization: '某研究院', contact: 'a@b.c', named: false },
    }
    const said = await town.ask(`POST /comment-drafts/${project}/comments`, { body })
    expect(said.status).toBe(200)
    const { comments, statistics } = await see()
    expect(comments).toMatchObject([
      { clause: '5.1', round: 1, handled: null, submitter: { organization: '某研究院' } },
    ])
    expect(statistics).toMatchObject({ comments: 1, open: 1 })
    const other = await town.ask(`POST /comment-drafts/${town.own.company.org}/comments`, { body })
    expect(other.status).toBe(404)
    const table = await town.ask(`GET /projects/${project}/comments?as=csv`, { as: token() })
    expect(table.text).toContain('某研究院')
    const response = await town.fetch(`/api/v1/projects/${project}/comments?form=group&lang=en`, {
      headers: { authorization: `Bearer ${token()}` },
    })
    const read = await readWorkbook(new Uint8Array(await response.arrayBuffer()), 'x.xlsx')
    expect(read.ok && read.value[0]!.rows[1]!.cells.slice(1, 4)).toEqual(['5.1', '不低于 0.95', '不低于 0.9'])
  })

  test('what was written down is never changed, by nobody with the rights of the program', async () => {
    const { org, people } = town.own.committee
    const { asTenant } = await import('../../registry/unit.ts')
    const wrong = (statement: string) =>
      asTenant(bench().engine, { org, person: people.owner.id }, ({ query }) => query(statement)).then(
        () => 'done',
        () => 'refused',
      )
    expect(await wrong(`UPDATE registry.project_act SET role = 'chair'`)).toBe('refused')
    expect(await wrong(`DELETE FROM registry.project_act`)).toBe('refused')
  })

  test('as of a day, and as it was known', async () => {
    const before = new Date(Date.now() - 86_400_000).toISOString()
    expect((await town.ask(`GET /projects/${project}?known=${before}`, { as: token() })).status).toBe(404)
    expect((await see(token(), `?known=${new Date().toISOString()}`)).state).toBe('S6')
  })

  test('a member votes for themselves alone, and sees no other paper; those who keep the file see all', async () => {
    const member = crypto.randomUUID()
    const seat = {
      name: '赵',
      unit: '甲',
      part: 'member',
      from: '2025-01-01',
      until: '2030-12-31',
      committees: 1,
      person: town.own.committee.people.reviewer.id,
    }
    expect((await town.ask(`PUT /committee/${member}`, { as: token(), body: seat })).status).toBe(200)
    expect((await town.ask(`PUT /committee/${crypto.randomUUID()}`, { as: token(), body: seat })).code).toBe(
      'member-person-twice',
    )
    const other = crypto.randomUUID()
    await town.ask(`PUT /committee/${other}`, { as: token(), body: { ...seat, name: '钱', person: null } })
    const ballot = crypto.randomUUID()
    expect(
      (
        await act({
          role: 'secretariat',
          deed: { what: 'ballot-opened', ballot, form: 'letter', voters: [member, other], excluded: [] },
        })
      ).status,
    ).toBe(200)
    const vote = (who: string) => ({
      role: 'member',
      deed: { what: 'voted', ballot, member: who, marks: ['favour'], reason: '' },
    })
    expect((await act(vote(other), token('reviewer'))).code).toBe('not-allowed')
    expect((await act(vote(member), token('reviewer'))).status).toBe(200)
    expect((await act(vote(other))).status).toBe(200)
    const mine = (await see(token('reviewer'))).ballots[0]!
    expect(mine.votes.map((v) => v.member)).toEqual([member])
    expect(mine.tally.favour).toBe(0)
    expect((await see()).ballots[0]!.votes).toHaveLength(2)
    const { problems } = (await town.ask('GET /committee', { as: token('viewer') })).body as {
      problems: { code: string }[]
    }
    expect(problems.map((p) => p.code)).toContain('committee-small')
  })
})
