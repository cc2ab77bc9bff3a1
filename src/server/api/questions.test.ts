import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { overlapLines } from '../../catalogue/overlap.ts'
import { elsewhere } from '../../crosswalk/elsewhere.ts'
import { findingsOfReport } from '../../crosswalk/findings.ts'
import type { Engine } from '../../registry/engine.ts'
import { openEmbedded } from '../../registry/engine-embedded.ts'
import { install } from '../../registry/install.ts'
import { estateOf } from '../fixtures/estate.ts'
import { judgedReport } from '../fixtures/judged-report.ts'
import { type Town, townOn } from '../fixtures/town.ts'
import type { chain, proof, workPlan } from './crosswalk-shapes.ts'
import { shippedCatalogue, shippedCrosswalk } from './shipped.ts'

const found = { LC_G1: true, LC_G2: true, LC_G3: false, LC_G8: true, LC_1_1: true, LC_6_2: true }

describe('questions on the catalogue and the crosswalk', () => {
  let engine: Engine
  let town: Town
  let report: string
  const company = () => town.own.company.people.owner.token
  const told = async <T>(path: string, as?: string): Promise<T> => {
    const { status, body, text } = await town.ask(`GET ${path}`, as === undefined ? {} : { as })
    expect([path, status, status === 200 || text]).toEqual([path, 200, true])
    return body as T
  }
  const refused = async (path: string, as?: string) => {
    const { status, code } = await town.ask(`GET ${path}`, as === undefined ? {} : { as })
    return [status, code]
  }
  beforeAll(async () => {
    engine = await openEmbedded()
    await install(engine)
    town = await townOn(engine)
    const { company, laboratory } = town.own
    const actor = { org: company.org, person: company.people.owner.id }
    const { selected } = await estateOf(town.house, actor, town.standard, laboratory.org)
    report = await judgedReport(town.house, actor, selected, town.standard, found)
  })
  afterAll(async () => {
    await town?.close()
    await engine?.close()
  })

  test('what is in force is so on a day; of each class the levels and the standings are all of its editions', async () => {
    type Map = { on: string; classes: { code: string; editions: number; levels: object; standings: object }[] }
    const on = async (day: string) => told<Map>(`/catalogue/map?system=national-2024&on=${day}`)
    const [before, after] = [await on('2016-01-01'), await on('2026-11-22')]
    const inForce = ({ classes }: Map) =>
      classes.reduce((n, c) => n + ((c.standings as Record<string, number>)['in-force'] ?? 0), 0)
    expect([before.on, after.on]).toEqual(['2016-01-01', '2026-11-22'])
    expect(inForce(before)).toBeLessThan(inForce(after))
    const sum = (counts: object) => (Object.values(counts) as number[]).reduce((a, b) => a + b, 0)
    for (const c of after.classes)
      expect([c.code, sum(c.levels), sum(c.standings)]).toEqual([c.code, c.editions, c.editions])
  })

  test('a target comes with the rows behind its number, and they are in the catalogue', async () => {
    type Targets = { items: { id: string; certain: string[] | null; possible: string[] | null; levels: string[] }[] }
    const { items } = await told<Targets>('/catalogue/targets?on=2026-11-22')
    const counted = items.filter((t) => t.certain !== null)
    expect(counted.length).toBeGreaterThan(0)
    for (const { certain, possible, levels } of counted)
      for (const number of [...certain!, ...possible!])
        expect(levels).toContain(shippedCatalogue().catalogue.find(number)?.level)
  })

  test('what is broken is broken on the day, and is told alone where it is asked for', async () => {
    type References = { items: { from: string; broken: boolean; standings: string[] }[] }
    const all = await told<References>('/catalogue/references?on=2040-01-01')
    const broken = await told<References>('/catalogue/references?on=2040-01-01&broken=true')
    expect(broken.items).toEqual(all.items.filter((r) => r.broken))
    for (const { standings } of broken.items) expect(standings).not.toContain('in-force')
  })

  test('overlaps are candidates above the line, with a day and without', async () => {
    type Overlaps = { since: string | null; pairs: { score: number }[]; reviews: { by: string; score: number }[] }
    const plain = await told<Overlaps>('/catalogue/overlaps?on=2026-11-22')
    expect([plain.since, plain.reviews]).toEqual([null, []])
    for (const { score } of plain.pairs) expect(score).toBeGreaterThanOrEqual(overlapLines.review)
    // no local standard that is recorded is so like a newer one: what is listed then, test/system.test.ts looks at
    const since = await told<Overlaps>('/catalogue/overlaps?on=2026-11-22&since=2000-01-01')
    expect([since.since, since.pairs]).toEqual(['2000-01-01', plain.pairs])
  })

  test('a chain between two says where it is weakest, and is the same backwards, read as its converse', async () => {
    type Chains = { items: z.output<typeof chain>[]; whole: boolean }
    const between = (from: string, to: string) =>
      told<Chains>(`/crosswalks/chain?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}&hops=2&most=200`)
    const start = 'cn-sh/llm-trust#LT11'
    const [up] = (await told<Chains>(`/crosswalks/chain?from=${encodeURIComponent(start)}`)).items
    const end = up!.links.at(-1)!.to
    const [there, back] = [await between(start, end), await between(end, start)]
    expect(there.whole && back.whole).toBe(true)
    expect(there.items).toContainEqual(up)
    expect(there.items.length).toBeGreaterThan(0)
    expect(there.items.length).toBe(back.items.length)
    for (const { links, weakest } of there.items) {
      expect([links[0]!.from, links.at(-1)!.to]).toEqual([start, end])
      expect(links.length).toBeLessThanOrEqual(2)
      expect(weakest).toBeLessThan(links.length)
      for (const [i, link] of links.slice(1).entries()) expect(link.from).toBe(links[i]!.to)
    }
    const rows = ({ items }: Chains) =>
      items
        .map(({ links }) =>
          links
            .map((l) => `${l.set}/${l.mapping.id}`)
            .sort()
            .join(),
        )
        .sort()
    expect(rows(back)).toEqual(rows(there))
  })

  test('coverage of one framework is its cell of all; never more than there is', async () => {
    type Cells = { cells: { source: string; target: string; proved: number; atMost: number; of: number }[] }
    const all = await told<Cells>('/crosswalks/coverage?hops=2')
    const one = await told<Cells>('/crosswalks/coverage?source=ISO%2FIEC%2042001&target=nist-ai-rmf&hops=2')
    expect(one.cells).toEqual(all.cells.filter((c) => c.source === 'iso-42001' && c.target === 'nist-ai-rmf'))
    expect(one.cells).toHaveLength(1)
    for (const { proved, atMost, of } of all.cells) expect(proved <= atMost && atMost <= of).toBe(true)
  })

  test('a framework is found by any of its names, a standard that runs here too', async () => {
    type Framework = { id: string; requirements: { id: string }[] }
    const byName = await told<Framework>(`/crosswalks/frameworks/${encodeURIComponent('GB/T 45654-2025')}`)
    expect(byName.id).toBe('gb-t-45654')
    const own = await told<Framework>(`/crosswalks/frameworks/${encodeURIComponent('cn-sh/llm-trust')}`)
    expect(own.requirements.map((r) => r.id)).toContain('LT3')
  })

  test('a report proves what its findings prove, and leaves the rest unknown', async () => {
    const { net } = shippedCrosswalk()
    const findings = findingsOfReport(
      net,
      'cn-sh/ai-lifecycle',
      new Map(Object.entries(found).map(([id, yes]) => [id, yes ? 'satisfied' : 'failed'] as const)),
    )
    let concluded = 0
    for (const framework of ['nist-ai-rmf', 'iso-42001', 'eu-ai-act']) {
      const own = await told<z.output<typeof proof>>(`/reports/${report}/prove?in=${framework}`, company())
      const expected = elsewhere(net, findings, framework, 3)
      expect(own.bounds).toEqual(expected.bounds)
      expect(own.warnings).toEqual([])
      expect(own.candidates).toHaveLength(expected.candidates.length)
      for (const r of own.requirements)
        expect([r.id, r.standing]).toEqual([
          r.id,
          expected.conclusions.get(net.nodeOf(framework, r.id)!)?.standing ?? 'unknown',
        ])
      concluded += expected.conclusions.size
    }
    expect(concluded).toBeGreaterThan(3)
  })

  test('the smallest extra work goes by what it costs', async () => {
    const plan = (costs: string) =>
      told<z.output<typeof workPlan>>(
        `/reports/${report}/plan?in=iso-42001&costs=${encodeURIComponent(costs)}`,
        company(),
      )
    const [plain, all, one] = [
      await plan(''),
      await plan('iso-42001#*,2'),
      await plan('iso-42001#*,2\niso-42001#4.1,7'),
    ]
    expect(all.chosen.map((c) => c.requirement)).toEqual(plain.chosen.map((c) => c.requirement))
    expect(all.cost).toBe(2 * plain.cost)
    expect(one.chosen.find((c) => c.requirement === 'iso-42001#4.1')).toEqual({ requirement: 'iso-42001#4.1', cost: 7 })
    expect(one.cost).toBe(all.cost + 5)
    const wrong = `/reports/${report}/plan?in=iso-42001&costs=`
    expect(await refused(`${wrong}${encodeURIComponent('iso-42001#4.1,0')}`, company())).toEqual([
      422,
      'record-row-invalid',
    ])
    expect(await refused(`${wrong}${encodeURIComponent('iso-42001#none,1')}`, company())).toEqual([
      404,
      'unknown-requirement',
    ])
  })

  test('what is not there is refused, and another company sees nothing of a report', async () => {
    expect(await refused('/catalogue/map?system=none')).toEqual([404, 'system-unknown'])
    expect(await refused('/catalogue/map?on=2026-02-30')).toEqual([400, 'request-malformed'])
    expect(await refused('/crosswalks/coverage?source=none')).toEqual([404, 'unknown-framework'])
    expect(await refused('/crosswalks/chain?from=iso-42001%23none')).toEqual([404, 'unknown-requirement'])
    const path = `/reports/${report}/prove?in=iso-42001`
    expect(await refused(path)).toEqual([401, 'not-signed-in'])
    expect(await refused(path, town.other.people.owner.token)).toEqual([404, 'not-found'])
    expect(await refused(path.replace('iso-42001', 'none'), company())).toEqual([404, 'unknown-framework'])
  })

  test('what did not change is not sent again', async () => {
    const first = await town.ask('GET /catalogue/map?on=2026-11-22')
    const headers = { 'if-none-match': first.headers.get('etag')! }
    expect((await town.ask('GET /catalogue/map?on=2026-11-22', { headers })).status).toBe(304)
    expect(first.headers.get('cache-control')).toBe('no-cache')
  })
})
