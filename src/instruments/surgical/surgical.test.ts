import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Estimate, Quantity } from '../../judge/evidence.ts'
import { conformance } from '../conformance/conformance.ts'
import { listed, measuredOnce } from '../conformance/session.ts'
import type { Instrument, Subject } from '../contract.ts'
import { surgicalInstruments } from './index.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

const kinds = ['attempts', 'gestures', 'positions', 'delays', 'stops'] as const
type Kind = (typeof kinds)[number]
const instrumentOf = (kind: Kind): Instrument =>
  surgicalInstruments.find((i) => i.name === `surgical/${kind === 'attempts' ? 'tasks' : kind}`)!

function subjectWith(tables: Readonly<Record<string, string>>): Subject {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-surgical-'))
  folders.push(folder)
  for (const [kind, text] of Object.entries(tables)) writeFileSync(join(folder, `surgical_${kind}.csv`), text)
  return { id: 's', title: { en: 's' }, version: '1', facts: {}, access: { surgical: '.' }, folder }
}

async function counted(record: Kind, text: string): Promise<Record<string, Quantity> | unknown[]> {
  const subject = subjectWith({ [record]: text })
  const instrument = instrumentOf(record)
  const params = instrument.params.parse({})
  const problems = await instrument.check(subject, params)
  if (problems.length > 0) return problems.map((p) => [p.code, p.place?.line])
  const results = await measuredOnce(instrument, subject, await listed(instrument, subject, params))
  return instrument.reduce(results, params, ['0.95']).quantities as Record<string, Quantity>
}
const plain = (q: Quantity | undefined) => (q as Estimate | null)?.value ?? q ?? null

const attempts = `task,case,by,success,takeovers,safe,plan,deviation,allowed
mill,p1,C,yes,0,0,accepted,0.5,1
mill,p1,C,yes,1,1,edited,0.8,1
mill,p2,C,no,2,1,rejected,1.5,1
suture,p2,C,yes,,,,,
drape,p2,H,no,0,0,,,
hold,p2,B,yes,1,1,accepted,,
`
const positions = `cx,cy,cz,x,y,z,accuracy,repeatability
100,50,20,100.01,50.02,20.00,0.1,0.1
100,50,20,100.03,49.98,20.01,0.1,0.1
100,50,20,99.99,50.01,19.98,0.1,0.1
100,50,20,100.02,50.00,20.02,0.1,0.1
100,50,20,100.00,50.04,19.99,0.1,0.1
`

const tables = {
  attempts,
  gestures: 'trial,gesture,by,from,to\na,G1,H,1,10\na,G2,C,11,40\nb,G1,B,1,10\n',
  positions,
  delays: `ms,allowed\n${Array.from({ length: 60 }, (_, i) => `${i + 1},100`).join('\n')}\n`,
  stops: 'mm,ms,allowedMm,allowedMs\n1,100,1,100\n2,90,1,100\n0.5,101,1,100\n',
}
for (const kind of kinds)
  conformance(`surgical: ${kind}`, async () => ({
    instrument: instrumentOf(kind),
    subject: subjectWith(tables),
    params: {},
  }))

describe('counted by hand', () => {
  test('attempts: what the robot executes, takeovers by attempt and by takeover, plans, deviations', async () => {
    const q = (await counted('attempts', attempts)) as Record<string, Quantity>
    expect(
      Object.fromEntries(
        ['success', 'takeoverRate', 'takeoverSuccess', 'planAccepted', 'deviationP95'].map((name) => [
          name,
          plain(q[name]),
        ]),
      ),
    ).toEqual({ success: '3/4', takeoverRate: '2/4', takeoverSuccess: '3/4', planAccepted: '2/4', deviationP95: '1.5' })
    expect(
      (q['byTask'] as { task: string; attempts: number; success: Estimate }[]).map((t) => [
        t.task,
        t.attempts,
        t.success.value,
      ]),
    ).toEqual([
      ['mill', 3, '2/3'],
      ['suture', 1, '1/1'],
    ])
  })

  test('59 attempts without a failure verify 0.95 at 0.95 where each is a case, and none where they are of one', async () => {
    const of = (n: number, named: (i: number) => string) =>
      counted(
        'attempts',
        `task,case,by,success\n${Array.from({ length: n }, (_, i) => `t,${named(i)},C,yes`).join('\n')}\n`,
      )
    const lower = async (n: number, named: (i: number) => string) =>
      Number(((await of(n, named)) as { success: Estimate }).success.bounds![0]!.lower)
    expect([(await lower(59, (i) => `c${i}`)) >= 0.95, (await lower(58, (i) => `c${i}`)) >= 0.95]).toEqual([
      true,
      false,
    ])
    expect(await lower(59, () => 'one')).toBeLessThan(0.5)
  })

  test('gestures: frames by who executed them, both ends counted', async () => {
    expect(await counted('gestures', tables.gestures)).toEqual({
      automated: '30/50',
      assisted: '10/50',
      byGesture: [
        { gesture: 'G1', share: '20/50', automated: '0/20' },
        { gesture: 'G2', share: '30/50', automated: '30/30' },
      ],
    })
  })

  test('positions: ISO 9283 over what is declared; what nobody declared stays open', async () => {
    const q = (await counted('positions', positions)) as Record<string, Quantity>
    expect([Number(q['accuracyRatio']).toFixed(6), Number(q['repeatabilityRatio']).toFixed(6)]).toEqual([
      '0.141421',
      '0.582407',
    ])
    const bare = (await counted('positions', `${positions}1,1,1,1,1,1,,\n`)) as Record<string, Quantity>
    expect([bare['accuracyRatio'], bare['distanceP95']]).toEqual([null, null])
  })

  test('delays: a percentile has its bound where there are enough of them', async () => {
    const q = (await counted('delays', tables.delays)) as Record<string, Estimate>
    expect([q['delayP95']!.value, q['delayP95']!.bounds!.map((b) => b.upper), q['delayRatio']!.value]).toEqual([
      '57',
      ['60'],
      '0.57',
    ])
    const few = (await counted('delays', 'ms\n1\n2\n')) as Record<string, Estimate | null>
    expect([few['delayP95']!.bounds, few['delayRatio']]).toEqual([[], null])
  })

  test('stops: within both, at the limit included', async () => {
    const q = (await counted('stops', tables.stops)) as Record<string, Quantity>
    expect([plain(q['stopsWithin']), q['stopFarthest'], q['stopLongest']]).toEqual(['1/3', '2', '101'])
  })
})

describe('what is not valid is told with its line', () => {
  test.each([
    ['attempts', 'task,by,success\nx,Q,yes\n', 'record-row-invalid', 2],
    ['attempts', 'task,by,success\nx,C,maybe\n', 'record-row-invalid', 2],
    ['attempts', 'task,by,success,takeovers,safe\nx,C,yes,1,2\n', 'record-row-invalid', 2],
    ['attempts', 'task,by,success,deviation\nx,C,yes,1\n', 'record-row-invalid', 2],
    ['attempts', 'task,by\nx,C\n', 'record-columns', 1],
    ['attempts', 'task,by,success\n', 'surgical-empty', undefined],
    ['gestures', 'trial,gesture,by,from,to\na,G,C,1,10\na,G,C,10,12\n', 'surgical-gestures-overlap', 3],
    ['gestures', 'trial,gesture,by,from,to\na,G,C,10,1\n', 'record-row-invalid', 2],
    ['positions', 'cx,cy,cz,x,y,z\n1,2,3,4,5,NaN\n', 'record-row-invalid', 2],
    ['delays', 'ms\n-1\n', 'record-row-invalid', 2],
    ['stops', 'mm,ms,allowedMm,allowedMs\n1,,1,1\n', 'record-row-invalid', 2],
  ] as const)('%s %j', async (record, text, code, line) => {
    expect(await counted(record, text)).toEqual([[code, line]])
  })
})
