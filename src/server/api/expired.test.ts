import { afterAll, beforeAll, expect, test } from 'vitest'
import { onBothEngines } from '../../registry/fixtures/engines.ts'
import { dayOf, standing } from '../../registry/standing.ts'
import { asTenant } from '../../registry/unit.ts'
import { type Estate, estateOf } from '../fixtures/estate.ts'
import { type Town, townOn } from '../fixtures/town.ts'

const dayFromNow = (days: number) => dayOf(new Date(Date.now() + days * 86_400_000))

test('the last day counts; what is suspended or withdrawn stays so', () => {
  expect(standing('valid', '2026-11-22', '2026-11-22')).toBe('valid')
  expect(standing('valid', '2026-11-22', '2026-11-23')).toBe('expired')
  expect(standing('valid', null, '2999-01-01')).toBe('valid')
  for (const status of ['suspended', 'withdrawn', 'none'])
    expect(standing(status, '2020-01-01', '2026-11-22')).toBe(status)
})

onBothEngines('an attestation past its validity', (bench) => {
  let town: Town
  let estate: Estate
  beforeAll(async () => {
    town = await townOn(bench().engine)
    const { org, people } = town.own.company
    const actor = { org, person: people.owner.id }
    estate = await estateOf(town.house, actor, town.standard, town.own.laboratory.org)
  })
  afterAll(() => town?.close())

  test.each([
    [1, 'valid'],
    [-1, 'expired'],
  ])('%s days from now it is shown as %s, in the register too, without anybody having run', async (days, wanted) => {
    const { org, people } = town.own.company
    for (const table of ['attestation', 'publication'])
      await asTenant(bench().engine, { org, person: 'test' }, ({ query }) =>
        query(`UPDATE registry.${table} SET valid_until = $2, valid_from = NULL WHERE org_id = $1`, [
          org,
          dayFromNow(days),
        ]),
      )
    const as = people.owner.token
    expect((await town.ask(`GET /register/${estate.publication}`)).body).toMatchObject({ status: wanted })
    expect((await town.ask('GET /register')).body).toMatchObject({ items: [{ status: wanted }] })
    const report = { attestation: { status: wanted } }
    expect((await town.ask(`GET /reports/${estate.report}`, { as })).body).toMatchObject(report)
    const of = await town.ask(`GET /assessments/${estate.attested}/reports`, { as })
    expect(of.body).toMatchObject({ items: [report] })
  })
})
