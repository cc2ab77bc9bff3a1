import { afterAll, beforeAll, expect, test } from 'vitest'
import { type IndustrySnapshot, sealed } from '../../monitoring/publication/snapshot.ts'
import { onBothEngines } from '../../registry/fixtures/engines.ts'
import { asTenant } from '../../registry/unit.ts'
import { type Got, type Town, townOn } from '../fixtures/town.ts'

const codeOf = ({ body }: Got) => (body as { problems: { code: string }[] }).problems[0]!.code
const idOf = ({ body }: Got) => (body as { id: string }).id

function snapshot(asOf: string, value: string): IndustrySnapshot {
  return sealed({
    format: 'plumbline-industry/1',
    title: { zh: '人工智能企业', en: 'AI enterprises' },
    standard: { id: 'cn-sh/ai-enterprise', edition: '0.2.0', hash: 'sha256:0' },
    asOf,
    periods: ['2025'],
    filings: 3,
    enterprises: 3,
    rules: { contributors: 3, largest: 0.75, two: 0.85, rest: 0.1, open: 0.1 },
    measures: ['enterprises', 'aiRevenue'],
    tables: [
      { by: ['district'], cells: [{ period: '2025', at: ['310115'], values: { aiRevenue: value }, figures: {} }] },
    ],
    movements: [],
    tool: { name: 'plumbline', version: '0.1.0' },
  })
}

onBothEngines('an industry as a whole', (bench) => {
  let town: Town
  beforeAll(async () => {
    town = await townOn(bench().engine)
  })
  afterAll(() => town?.close())
  const send = (text: string) =>
    town.ask('POST /industry', { as: town.own.regulator.people.owner.token, body: { snapshot: text } })

  test('an office publishes it once; anybody reads it, byte for byte; the next one names the one before', async () => {
    const text = JSON.stringify(snapshot('2026-01-31', '12.5'), null, 1)
    const first = idOf(await send(text))
    expect(codeOf(await send(text))).toBe('published-already')
    const second = idOf(await send(JSON.stringify(snapshot('2026-02-28', '*'))))
    const { items } = (await town.ask('GET /industry')).body as { items: { id: string; follows: string | null }[] }
    expect(items.map(({ id, follows }) => [id, follows])).toEqual([
      [second, first],
      [first, null],
    ])
    const got = await town.ask(`GET /industry/${first}/snapshot`)
    expect(JSON.stringify(got.body)).toBe(JSON.stringify(JSON.parse(text)))
    expect(got.headers.get('cache-control')).toContain('immutable')
  })

  test('what was altered, or is something else, is refused with what to do', async () => {
    const altered = JSON.stringify(snapshot('2026-03-31', '12.5')).replace('12.5', '13.5')
    expect(codeOf(await send(altered))).toBe('snapshot-altered')
    for (const text of ['no', '{}', '{"format":"plumbline-industry/1"}'])
      expect(codeOf(await send(text))).toBe('snapshot-unreadable')
  })

  test('the database lets nobody change or take back what is published', async () => {
    const { org } = town.own.regulator
    const tried = (sql: string) => asTenant(town.house.engine, { org, person: 'ann' }, ({ query }) => query(sql))
    await expect(tried(`UPDATE registry.industry_snapshot SET title = '{}'`)).rejects.toThrow(/permission denied/)
    await expect(tried('DELETE FROM registry.industry_snapshot')).rejects.toThrow(/permission denied/)
  })
})
