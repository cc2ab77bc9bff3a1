import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { presets } from './ballot/presets.ts'
import { tally, type Vote } from './ballot/tally.ts'
import { dueOf } from './calendar.ts'
import { majorDissent, statisticsOf } from './comments/statistics.ts'
import { checkComposition, type Member } from './committee/committee.ts'
import { deadlinesOf, reviewOf } from './deadlines.ts'
import { ballot, hash, holidays, local, procedure, walked } from './fixtures/walk.ts'
import { checkProcedure, readProcedure } from './procedure/read.ts'
import type { Deed } from './project/act.ts'
import { waysOn } from './project/allowed.ts'
import { projectAt } from './project/project.ts'
import { board } from './reports/board.ts'
import { lifeRoles } from './roles.ts'

describe('a procedure', () => {
  test('those that come with the product hold together, and every limit says where it is from', () => {
    for (const p of [local, procedure('cn-sh-guidance')]) {
      expect(checkProcedure(p)).toEqual([])
      for (const s of p.states.values()) expect((s.limit?.basis ?? s.basis).text.zh).not.toBe('')
    }
    expect([...local.states.keys()]).toEqual(
      'S0 S1 S2 S3 S4 S5 S6 S7 S8 S9 S10 S11 S12 S13 S14 S15 X0 X1 X2 X3'.split(' '),
    )
  })

  test('what names nothing, leads nowhere or turns down without a reason is told with its place', () => {
    const { transitions, states } = local
    const broken = {
      ...local,
      transitions: [
        ...transitions.map((t) => (t.to === 'X1' ? { ...t, reason: false } : t)),
        {
          from: 'S13',
          to: 'S99',
          by: ['public' as const],
          reason: false,
          guards: [{ guard: 'no-such', with: {}, basis: local.plan.limit.basis }],
        },
      ],
      states: new Map([...states, ['S50', { ...states.get('S5')!, id: 'S50', documents: ['nothing'] }]]),
    }
    expect(
      checkProcedure(broken)
        .map((p) => p.code)
        .sort(),
    ).toEqual([
      'procedure-no-reason',
      'procedure-unknown-name',
      'procedure-unknown-name',
      'procedure-unknown-name',
      'procedure-unreachable',
    ])
    expect(readProcedure('x.yaml', 'procedure: 1\n')).toMatchObject({ ok: false })
    expect(readProcedure('x.yaml', ': [')).toMatchObject({ ok: false })
  })
})

describe('a project on its way', () => {
  test('from the proposal to being in force, with what is asked for at each step', () => {
    expect(walked('S13').now).toMatchObject({ state: 'S13', number: 'DB31/T 1624-2025', rounds: 1 })
    expect(walked('S13').now.stays.map((s) => s.state)).toEqual(
      'S0 S1 S2 S3 S4 S5 S6 S7 S8 S9 S10 S11 S12 S13'.split(' '),
    )
  })

  test('it is told everything that stands against a step at once', () => {
    const d = walked('S8')
    expect(d.codes('2025-08-01', 'secretariat', { what: 'moved', to: 'S9' })).toEqual([
      'life-documents-missing',
      'life-papers-late',
      'life-no-minutes',
      'life-ballot-not-passed',
    ])
    expect(d.codes('2025-08-01', 'public', { what: 'moved', to: 'S9' })).toEqual(['life-not-theirs'])
    expect(d.codes('2025-08-01', 'secretariat', { what: 'moved', to: 'S13' })).toEqual(['life-no-way'])
    expect(waysOn(local, d.now, d.context('2025-08-01')).map((w) => [w.transition.to, w.against.length])).toEqual([
      ['S9', 4],
      ['S7', 0],
      ['X2', 0],
    ])
  })

  test('thirty days of comments are thirty, and none less; a holiday moves nothing', () => {
    const d = walked('S6')
    d.hand('2025-06-02', 'secretariat', 'comment-draft')
    expect(d.codes('2025-07-01', 'secretariat', { what: 'moved', to: 'S7' })).toEqual(['life-comments-too-short'])
    expect(d.codes('2025-07-02', 'secretariat', { what: 'moved', to: 'S7' })).toEqual([])
  })

  test('a substantive change asks for comments again, and the second round counts for itself', () => {
    const d = walked('S7')
    d.hand('2025-07-20', 'drafter', 'comment-table', 'review-draft')
    expect(d.codes('2025-07-20', 'secretariat', { what: 'moved', to: 'S8' })).toEqual(['life-changes-not-weighed'])
    d.do('2025-07-20', 'secretariat', { what: 'weighed', substantive: true, reason: '限值改为 0.97' })
    expect(d.codes('2025-07-20', 'secretariat', { what: 'moved', to: 'S8' })).toEqual(['life-changes-substantive'])
    expect(d.codes('2025-07-20', 'secretariat', { what: 'moved', to: 'S6' })).toEqual(['life-no-reason'])
    d.do('2025-07-20', 'secretariat', { what: 'moved', to: 'S6', reason: '实质性修改' })
    expect(d.codes('2025-08-01', 'secretariat', { what: 'moved', to: 'S7' })).toEqual(['life-comments-too-short'])
    d.do('2025-08-19', 'secretariat', { what: 'moved', to: 'S7' })
    // what was weighed before says nothing of this round
    expect(d.codes('2025-08-20', 'secretariat', { what: 'moved', to: 'S8' })).toEqual(['life-changes-not-weighed'])
    expect(d.now.rounds).toBe(2)
  })

  test('a comment is disposed of for a reason, a duplicate of something, and all of them before the review', () => {
    const d = walked('S6')
    const comment = (id: string) =>
      ({
        what: 'commented',
        comment: id,
        clause: '5.1',
        type: 'technical',
        original: '',
        proposed: '',
        reason: '太严',
        submitter: { organization: `甲${id}`, contact: '', named: true },
      }) as const
    d.do('2025-06-10', 'public', comment('c1')).do('2025-06-10', 'public', comment('c2'))
    expect(d.codes('2025-06-10', 'public', comment('c1'))).toEqual(['life-comment-twice'])
    d.hand('2025-06-11', 'secretariat', 'comment-draft').do('2025-07-02', 'secretariat', { what: 'moved', to: 'S7' })
    expect(d.codes('2025-07-03', 'public', comment('c3'))).toEqual(['life-not-open-to-comments'])
    d.hand('2025-07-20', 'drafter', 'comment-table', 'review-draft').do('2025-07-20', 'secretariat', {
      what: 'weighed',
      substantive: false,
      reason: '文字',
    })
    expect(d.codes('2025-07-20', 'secretariat', { what: 'moved', to: 'S8' })).toEqual(['life-comments-open'])
    const dispose = (c: string, disposition: 'reject' | 'accept' | 'duplicate', more = {}) =>
      ({ what: 'disposed', comment: c, disposition, reason: '', changedTo: '', ...more }) as const
    expect(d.codes('2025-07-20', 'drafter', dispose('c1', 'reject'))).toEqual(['life-disposition-no-reason'])
    expect(d.codes('2025-07-20', 'drafter', dispose('c2', 'duplicate', { duplicateOf: 'c2' }))).toEqual([
      'life-comment-unknown',
    ])
    expect(d.codes('2025-07-20', 'public', dispose('c1', 'accept'))).toEqual(['life-not-theirs'])
    d.do('2025-07-20', 'drafter', dispose('c1', 'reject', { reason: '已有试验数据支持' })).do(
      '2025-07-20',
      'drafter',
      dispose('c2', 'duplicate', { duplicateOf: 'c1' }),
    )
    expect(d.codes('2025-07-20', 'secretariat', { what: 'moved', to: 'S8' })).toEqual([])
  })

  test('without its quorum a ballot decides nothing; it is held again, and the old papers are kept', () => {
    const d = walked('S8')
    d.do('2025-07-21', 'secretariat', { what: 'papers-sent' })
    ballot(d, '2025-08-25', 'b1', 31, 23, 23, 0)
    d.do('2025-08-25', 'chair', { what: 'met', members: 31, present: 23, minutes: hash, signers: ['chair'] }).hand(
      '2025-08-26',
      'secretariat',
      'minutes',
      'expert-list',
    )
    expect(d.codes('2025-08-26', 'secretariat', { what: 'moved', to: 'S9' })).toEqual(['life-ballot-not-passed'])
    ballot(d, '2025-09-10', 'b2', 31, 24, 16, 6)
    expect(d.now.ballots.map((b) => b.votes.length)).toEqual([23, 24])
    expect(d.codes('2025-09-10', 'secretariat', { what: 'moved', to: 'S9' })).toEqual([])
  })

  test('a vote is for voters, changeable until the ballot closes, and against for a reason', () => {
    const d = walked('S8')
    d.do('2025-08-25', 'secretariat', {
      what: 'ballot-opened',
      ballot: 'b',
      form: 'letter',
      voters: ['a', 'b', 'c'],
      excluded: [{ member: 'x', why: 'drafter' }],
    })
    const vote = (member: string, marks: ('favour' | 'against')[], reason = '') =>
      ({ what: 'voted', ballot: 'b', member, marks, reason }) as const
    expect(d.codes('2025-08-25', 'member', vote('x', ['favour']))).toEqual(['life-no-voter'])
    expect(d.codes('2025-08-25', 'member', vote('a', ['against']))).toEqual(['life-against-no-reason'])
    d.do('2025-08-25', 'member', vote('a', ['against'], '无法试验')).do('2025-08-26', 'member', vote('a', ['favour']))
    expect(d.now.ballots[0]!.votes).toEqual([{ member: 'a', marks: ['favour'], reason: '' }])
    d.do('2025-08-27', 'secretariat', { what: 'ballot-closed', ballot: 'b' })
    expect(d.codes('2025-08-27', 'member', vote('b', ['favour']))).toEqual(['life-no-ballot'])
    // nor by dating it back to when the ballot was open
    expect(d.codes('2025-08-26', 'member', vote('b', ['favour']))).toEqual(['life-no-ballot'])
    expect(d.codes('2025-08-26', 'secretariat', { what: 'ballot-closed', ballot: 'b' })).toEqual(['life-no-ballot'])
  })

  test('a number is given once for ever; a number of an abolished standard too', () => {
    const d = walked('S10')
    d.numbers.add('DB31/T 1624-2025')
    expect(d.codes('2025-09-18', 'city-body', { what: 'numbered', number: 'DB31/T 1624-2025' })).toEqual([
      'life-number',
    ])
    expect(d.codes('2025-09-18', 'city-body', { what: 'numbered', number: 'DB31/T 1625-2025' })).toEqual([])
  })

  test('what is looser than the nation, or not checked, is neither submitted nor approved', () => {
    const early = walked('S9').hand(
      '2025-09-01',
      'secretariat',
      'letter',
      'item-list',
      'declaration',
      'approval-draft',
      'patents',
    )
    const submit = () => early.codes('2025-09-01', 'secretariat', { what: 'moved', to: 'S10' })
    expect(submit()).toEqual(['life-looser'])
    early.do('2025-09-01', 'secretariat', { what: 'checked', check: 'not-looser', passed: false, note: 'R2' })
    expect(submit()).toEqual(['life-looser'])
    early.do('2025-09-01', 'secretariat', { what: 'checked', check: 'not-looser', passed: true, note: '' })
    // on a text that is kept here a declaration is not enough, and a check of an earlier text neither
    const text = (sha256: string) => ({ what: 'drafted', draft: 'd', version: 1, sha256 }) as const
    early.do('2025-09-01', 'secretariat', text('a'))
    expect(submit()).toEqual(['life-looser'])
    const run = (of: string) => ({ what: 'checked', check: 'not-looser', passed: true, note: '', of }) as const
    expect(early.codes('2025-09-01', 'secretariat', run('b'))).toEqual(['life-check-is-run'])
    early.do('2025-09-01', 'secretariat', run('a')).do('2025-09-01', 'secretariat', text('b'))
    expect(submit()).toEqual(['life-looser'])
    early.do('2025-09-01', 'secretariat', run('b'))
    expect(submit()).toEqual([])

    const d = walked('S10')
    d.hand('2025-09-18', 'city-body', 'approval').do('2025-09-18', 'city-body', {
      what: 'numbered',
      number: 'DB31/T 1-2025',
    })
    for (const check of ['format', 'competition'])
      d.do('2025-09-18', 'city-body', { what: 'checked', check, passed: true, note: '' })
    d.do('2025-09-18', 'city-body', { what: 'checked', check: 'not-looser', passed: false, note: 'R2' })
    expect(d.codes('2025-09-18', 'city-body', { what: 'moved', to: 'S11' })).toEqual(['life-checks-open'])
    expect(d.codes('2025-09-18', 'city-body', { what: 'moved', to: 'X3' })).toEqual(['life-no-reason'])
  })

  test('the plan lapses after its life and one extension, and nothing else lapses by being late', () => {
    const d = walked('S5')
    expect(deadlinesOf(local, d.now, '2026-03-01', holidays).map((x) => [x.what, x.due, x.overdue])).toEqual([
      ['state', '2026-01-10', true],
      ['plan', '2027-03-03', false],
    ])
    expect(d.codes('2027-03-03', 'city-body', { what: 'moved', to: 'X2', reason: '' })).toEqual(['life-no-reason'])
    d.do('2027-03-01', 'city-body', { what: 'extended', reason: '等待国家标准' })
    expect(d.codes('2027-03-01', 'city-body', { what: 'extended', reason: '再等' })).toEqual(['life-extended-twice'])
    expect(deadlinesOf(local, d.now, '2027-03-10', holidays).find((x) => x.what === 'plan')?.due).toBe('2028-03-03')
  })

  test('while it stands still no day counts, and nothing moves', () => {
    const d = walked('S7')
    const due = () => deadlinesOf(local, d.now, '2025-08-20', holidays).find((x) => x.what === 'state')!.due
    expect(due()).toBe('2025-08-31')
    d.do('2025-07-10', 'secretariat', { what: 'paused', reason: '等待上级标准' })
    expect(d.codes('2025-07-12', 'secretariat', { what: 'moved', to: 'S6', reason: 'x' })).toEqual(['life-paused'])
    d.do('2025-07-20', 'secretariat', { what: 'resumed' })
    expect(due()).toBe('2025-09-10')
  })

  test('the review is due from publication or from taking effect, whichever the parameter says, and says which', () => {
    const p = walked('S13').now
    expect(reviewOf(local, p)).toEqual({
      from: '2025-09-19',
      anchor: 'publication',
      advice: '2028-03-19',
      review: '2028-09-19',
    })
    const byEffect = { ...local, review: { ...local.review, anchor: 'effect' as const } }
    expect(reviewOf(byEffect, p)).toMatchObject({ advice: '2028-07-01', anchor: 'effect' })
    expect(deadlinesOf(local, p, '2028-03-20', holidays).map((x) => [x.what, x.overdue])).toEqual([
      ['advice', true],
      ['review', false],
    ])
  })

  test('amendment sheets: two of two items, after a month of comments', () => {
    const d = walked('S13')
    const sheet = (n: number, items: number, from: string) =>
      ({
        what: 'amended',
        sheet: n,
        items: Array.from({ length: items }, (_, i) => `item ${i}`),
        commentedFrom: from,
      }) as const
    expect(d.codes('2026-03-01', 'secretariat', sheet(1, 3, '2026-01-01'))).toEqual(['life-amendment-items'])
    expect(d.codes('2026-03-01', 'secretariat', sheet(1, 2, '2026-02-15'))).toEqual(['life-comments-too-short'])
    d.do('2026-03-01', 'secretariat', sheet(1, 2, '2026-01-15')).do(
      '2026-06-01',
      'secretariat',
      sheet(2, 1, '2026-04-01'),
    )
    expect(d.codes('2026-09-01', 'secretariat', sheet(3, 1, '2026-07-01'))).toEqual(['life-amendments'])
  })

  test('abolished is the end; confirmed begins the cycle anew', () => {
    const d = walked('S13')
    d.do('2028-03-01', 'department', { what: 'moved', to: 'S14' }).hand('2028-05-01', 'department', 'evaluation')
    expect(d.codes('2028-05-01', 'city-body', { what: 'moved', to: 'S13' })).toEqual(['life-no-conclusion'])
    d.do('2028-05-01', 'department', { what: 'evaluated', conclusion: 'confirm', reason: '实施良好' }).do(
      '2028-05-02',
      'city-body',
      { what: 'moved', to: 'S13' },
    )
    expect(reviewOf(local, d.now)).toMatchObject({ review: '2031-05-01', anchor: 'confirmation' })
    d.do('2031-02-01', 'department', { what: 'moved', to: 'S14' }).do('2031-03-01', 'city-body', {
      what: 'evaluated',
      conclusion: 'abolish',
      reason: '已有国家标准',
    })
    d.do('2031-03-02', 'city-body', { what: 'moved', to: 'S15', reason: '公告废止' })
    expect(d.codes('2031-03-03', 'city-body', { what: 'moved', to: 'S13' })).toEqual(['life-over'])
  })
})

describe('two times', () => {
  test('a step that was taken is not taken again before itself; a letter that came in time is', () => {
    expect(walked('S6').codes('2025-06-01', 'secretariat', { what: 'moved', to: 'S6' })).toEqual(['life-no-way'])
    const d = walked('S7')
    const late = {
      what: 'commented',
      comment: 'letter',
      submitter: { organization: '乙公司', contact: '', named: true },
      clause: '5',
      type: 'technical',
      original: '0.95',
      proposed: '0.97',
      reason: '更严',
    } as const
    expect(d.codes('2025-07-10', 'secretariat', late)).toEqual(['life-not-open-to-comments'])
    expect(d.codes('2025-06-20', 'secretariat', late)).toEqual([])
  })

  test('what was true on a day, and what was known of it: an act struck later still stood then', () => {
    const d = walked('S6')
    const wrong = d.acts.length
    d.do('2025-07-02', 'secretariat', { what: 'struck', act: wrong, reason: '日期登记有误' })
    expect(d.at()!.state).toBe('S5')
    expect(projectAt(local, d.acts, { recorded: '2025-06-30T00:00:00.000Z' })!.state).toBe('S6')
    expect(projectAt(local, d.acts, { valid: '2025-02-01' })!.state).toBe('S3')
    expect(projectAt(local, d.acts, { valid: '2024-12-31' })).toBeUndefined()
  })

  test('what is written down late counts on its day', () => {
    const d = walked('S5')
    d.acts.push({
      seq: d.acts.length + 1,
      by: 'x',
      role: 'secretariat',
      valid: '2025-02-01',
      recorded: '2025-06-01T00:00:00.000Z',
      deed: { what: 'paused', reason: '补记' },
    })
    expect(projectAt(local, d.acts, { valid: '2025-02-02' })!.pauses).toHaveLength(1)
    expect(projectAt(local, d.acts, { valid: '2025-02-02', recorded: '2025-05-01T00:00:00.000Z' })!.pauses).toEqual([])
  })
})

describe('counting votes', () => {
  const votes = (favour: number, against: number, abstain: number, invalid = 0): Vote[] =>
    [
      ...Array(favour).fill(['favour']),
      ...Array(against).fill(['against']),
      ...Array(abstain).fill(['abstain']),
      ...Array(invalid).fill(['favour', 'against']),
    ].map((marks, i) => ({ member: `${i}`, marks, reason: '' }))
  const national = presets['NAT-TC']!

  test.each([
    [25, 19],
    [31, 24],
    [45, 34],
  ])('of %i members the quorum is %i', (n, quorum) => {
    expect(tally(n, votes(quorum, 0, 0), national)).toMatchObject({ quorum: 'met', passed: true, needed: { quorum } })
    expect(tally(n, votes(quorum - 1, 0, 0), national)).toMatchObject({ quorum: 'missed', passed: false })
  })
  test.each([
    [31, 24, 16, 6],
    [25, 25, 17, 6],
    [31, 31, 21, 7],
    [45, 45, 30, 11],
  ])('of %i with %i cast: favour %i at least, against %i at most', (n, cast, favour, against) => {
    expect(tally(n, votes(favour, against, cast - favour - against), national)).toMatchObject({
      passed: true,
      cast,
      needed: { favour, againstAtMost: against },
    })
    expect(tally(n, votes(favour - 1, against, cast - favour - against + 1), national).passed).toBe(false)
    // where an abstention can turn into a vote against
    if (cast > favour + against)
      expect(tally(n, votes(favour, against + 1, cast - favour - against - 1), national).passed).toBe(false)
  })
  test('a paper with two marks or none is no vote and does not make a quorum; abstentions count in the base, or not, as the rule says', () => {
    expect(
      tally(25, [...votes(18, 0, 0), { member: 'x', marks: ['favour', 'against'], reason: '' }], national),
    ).toMatchObject({ invalid: 1, cast: 18, quorum: 'missed' })
    const without = { ...national, abstentionsCast: false }
    expect(tally(25, votes(10, 0, 10), national).passed).toBe(false)
    expect(tally(25, votes(10, 0, 10), without)).toMatchObject({ cast: 10, quorum: 'met', passed: true })
    expect(tally(5, [], presets['NAT-EXPERT']!).passed).toBe(false)
  })
  test('exact: it is the fraction, for any numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(100), fc.nat(100), fc.nat(100), (n, f, a, b) => {
        const t = tally(n, votes(f, a, b), national)
        const cast = BigInt(f + a + b)
        const wanted = cast > 0n && 4n * cast >= 3n * BigInt(n) && 3n * BigInt(f) >= 2n * cast && 4n * BigInt(a) <= cast
        expect(t.passed).toBe(wanted)
      }),
    )
  })
})

describe('days', () => {
  test('working days pass over holidays and use make-up days; calendar days stay where they are', () => {
    // the spring festival of 2025, with a working Sunday before and a working Saturday after
    expect(dueOf('2025-01-24', { amount: 3, unit: 'working-day' }, holidays)).toEqual({
      day: '2025-02-05',
      uncertain: false,
    })
    expect(dueOf('2025-01-24', { amount: 4, unit: 'day' }, holidays).day).toBe('2025-01-28')
    expect(dueOf('2025-08-31', { amount: 6, unit: 'month' }, holidays).day).toBe('2026-02-28')
    expect(dueOf('2030-01-01', { amount: 5, unit: 'working-day' }, holidays).uncertain).toBe(true)
  })
})

describe('comments told', () => {
  test('units asked, replied, with comments; dissent of three organizations under any spelling', () => {
    const comment = (
      id: string,
      organization: string,
      disposition: 'reject' | 'accept' | 'duplicate',
      duplicateOf?: string,
    ) => ({
      comment: id,
      clause: '5.1',
      type: 'technical' as const,
      original: '',
      proposed: '',
      reason: '',
      submitter: { organization, contact: '', named: true },
      round: 1,
      received: '2025-06-01',
      handled: {
        disposition,
        reason: 'x',
        changedTo: '',
        ...(duplicateOf ? { duplicateOf } : {}),
        by: 'a',
        on: '2025-07-01',
      },
    })
    const two = [comment('1', '甲公司', 'reject'), comment('2', '乙所', 'reject'), comment('3', '甲 公司', 'reject')]
    expect(majorDissent(two)).toEqual([])
    const three = [...two, comment('4', 'Ｃ lab', 'duplicate', '1')]
    expect(majorDissent(three)).toMatchObject([{ clause: '5.1', organizations: ['甲公司', '乙所', 'clab'] }])
    expect(majorDissent([comment('1', '甲', 'duplicate', '2'), comment('2', '乙', 'duplicate', '1')])).toEqual([])
    expect(statisticsOf(three, ['甲公司', '乙所', '丁', '戊'], ['丁'])).toMatchObject({
      asked: 4,
      replied: 3,
      withComments: 3,
      comments: 4,
      byDisposition: { reject: 3, duplicate: 1 },
    })
  })
})

test('the composition of a committee', () => {
  const all = (n: number): Member[] =>
    Array.from({ length: n }, (_, i) => ({
      id: `${i}`,
      name: `M${i}`,
      unit: `U${Math.floor(i / 3)}`,
      part: i === 0 ? 'chair' : i === n - 1 ? 'secretary-general' : 'member',
      from: '2024-01-01',
      until: '2028-12-31',
      committees: 1,
    }))
  const codes = (m: Member[], day = '2025-01-01') => checkComposition(m, day).map((p) => p.code)
  expect(codes(all(25))).toEqual([])
  expect(codes(all(24))).toEqual(['committee-small', 'committee-even'])
  expect(codes(all(25).map((m, i) => (i < 5 ? { ...m, unit: 'U 0' } : m)))).toContain('committee-one-unit')
  expect(codes(all(25).map((m, i) => (i === 24 ? { ...m, unit: 'Ｕ0' } : m)))).toContain('committee-same-unit')
  expect(codes(all(25).map((m, i) => (i === 1 ? { ...m, part: 'chair', committees: 4 } : m)))).toEqual([
    'committee-chair',
    'committee-many',
  ])
  expect(codes(all(27).map((m, i) => (i === 1 || i === 2 ? { ...m, until: '2024-12-31' } : m)))).toEqual([
    'committee-term-over',
    'committee-term-over',
  ])
})

test('whatever is done in whatever order: turned down only for a reason, published only after thirty days of comments, the number never twice', () => {
  const day = (n: number) => new Date(Date.UTC(2025, 0, 6 + n)).toISOString().slice(0, 10)
  const kinds = [...local.documents.keys()]
  const deed: fc.Arbitrary<Deed> = fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .constantFrom(...local.states.keys())
        .chain((to) => fc.constantFrom<Deed>({ what: 'moved', to }, { what: 'moved', to, reason: '理由' })),
    },
    {
      weight: 4,
      arbitrary: fc.constantFrom(...kinds).map((kind): Deed => ({ what: 'handed', kind, sha256: hash, name: kind })),
    },
    fc.constantFrom<Deed>(
      { what: 'planned', number: '1' },
      { what: 'papers-sent' },
      { what: 'paused', reason: 'x' },
      { what: 'resumed' },
      { what: 'weighed', substantive: false, reason: 'x' },
      { what: 'numbered', number: 'DB31/T 1-2025' },
      { what: 'filed', record: '1' },
    ),
    fc
      .constantFrom('lint', 'format', 'not-looser', 'competition')
      .map((check): Deed => ({ what: 'checked', check, passed: true, note: '' })),
  )
  const step = fc.record({ deed, role: fc.constantFrom(...lifeRoles), wait: fc.constantFrom(0, 1, 40) })
  fc.assert(
    fc.property(
      fc.constantFrom('S0', 'S5', 'S7', 'S8', 'S10', 'S11'),
      fc.array(step, { maxLength: 60 }),
      (from, steps) => {
        const d = walked(from)
        let n = 330
        for (const s of steps) {
          n += s.wait
          d.try(day(n), s.role, s.deed)
        }
        const p = d.now
        for (const stay of p.stays) {
          if (local.states.get(stay.state)!.kind === 'turned-down') expect(stay.reason).toBeTruthy()
          if (stay.state === 'S11') {
            const open = p.stays.filter((x) => x.state === 'S6' && x.act < stay.act).at(-1)!
            expect((Date.parse(open.until!) - Date.parse(open.since)) / 86_400_000).toBeGreaterThanOrEqual(30)
            expect(p.comments.every((c) => c.handled)).toBe(true)
          }
        }
      },
    ),
    { numRuns: 150 },
  )
})

test('the board has what is late first, and what is over last', () => {
  const projects = [walked('S13').now, walked('S5').now, walked('S7').now]
  expect(board(local, projects, '2026-01-05', holidays).map((l) => [l.project.state, l.next?.overdue])).toEqual([
    ['S7', true],
    ['S5', false],
    ['S13', false],
  ])
})
