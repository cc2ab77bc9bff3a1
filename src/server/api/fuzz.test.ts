import { afterAll, beforeAll, expect, test } from 'vitest'
import { onBothEngines } from '../../registry/fixtures/engines.ts'
import { type Estate, estateOf } from '../fixtures/estate.ts'
import { fuzz } from '../fixtures/fuzz.ts'
import { type Town, townOn } from '../fixtures/town.ts'

onBothEngines('whatever is asked', (bench) => {
  let town: Town
  let estate: Estate
  beforeAll(async () => {
    town = await townOn(bench().engine)
    const { company, laboratory } = town.own
    const actor = { org: company.org, person: company.people.owner.id }
    estate = await estateOf(town.house, actor, town.standard, laboratory.org)
  })
  afterAll(() => town?.close())

  test('is answered or refused as described, and never a fault', async () => {
    await fuzz(town, estate, Number(process.env['FUZZ_RUNS'] ?? 500))
  })

  test('what was once found stays mended', async () => {
    const as = town.own.company.people.owner.token
    const put = (value: unknown, name = 'makesText') =>
      town.ask(`PUT /assessments/${estate.selected}/answers`, {
        as,
        body: { answers: [{ part: 'fact', name, value }] },
      })
    const deep = JSON.parse(`${'['.repeat(1000)}${']'.repeat(1000)}`) as unknown
    for (const bad of ['a\0', '\ud800', { '\0': 1 }, deep]) expect((await put(bad)).code).toBe('request-malformed')
    const title = (word: string) => ({
      description: `id: ${word}\ntitle: { zh: a, en: "b" }\nversion: "1"\n`,
      files: [],
    })
    for (const word of ['"\\0"', '"\\ud800"', 'x'.repeat(5000)])
      expect((await town.ask('POST /subjects', { as, body: title(word) })).code).toBe('wrong-value')
    const file = (path: string) => ({ path, sha256: estate.evidence, size: 1 })
    const files = (...paths: string[]) => ({ description: estate.description, files: paths.map(file) })
    expect((await town.ask('POST /subjects', { as, body: files('a', 'a/b') })).code).toBe('file-twice')
    expect((await town.ask('POST /subjects', { as, body: files('界'.repeat(90)) })).code).toBe('path-outside')
    const asked = { performer: town.own.laboratory.org, subject: estate.subject, standard: 'none', message: '' }
    expect((await town.ask('POST /requests', { as, body: asked })).code).toBe('standard-unknown')
    for (const path of ['/standards/%00', '/audit?after=2147483648', '/assessments?cursor=WyIxIiwiMSJd'])
      expect((await town.ask(`GET ${path}`, { as })).code).toBe('request-malformed')
    const begun = { name: 'a', mediaType: 'text/html\r\nx: y', size: 1 }
    expect((await town.ask('POST /uploads', { as, body: begun })).code).toBe('request-malformed')
  })
})
