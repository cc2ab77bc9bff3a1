import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onBothEngines } from '../../registry/fixtures/engines.ts'
import { type Estate, estateOf } from '../fixtures/estate.ts'
import type { Organization } from '../fixtures/people.ts'
import { rowsOf } from '../fixtures/rows.ts'
import { type Line, tenancyTable } from '../fixtures/tenancy-table.ts'
import { type Got, got, type Town, townOn } from '../fixtures/town.ts'
import { kinds, memberRoles } from '../sign-in/roles.ts'
import { endpoints } from './endpoints/index.ts'

test('every endpoint has a line in the table, and no line is about nothing', () => {
  expect(Object.keys(tenancyTable).sort()).toEqual(endpoints.map(({ method, path }) => `${method} ${path}`).sort())
})

onBothEngines('who may do what', (bench) => {
  let town: Town
  let victim: Estate
  const estates = new Map<Organization, Estate>()
  const estateFor = (organization: Organization) =>
    estateOf(
      town.house,
      { org: organization.org, person: organization.people.owner.id },
      town.standard,
      town.own.laboratory.org,
    )
  beforeAll(async () => {
    town = await townOn(bench().engine)
    for (const kind of kinds) estates.set(town.own[kind], await estateFor(town.own[kind]))
    victim = await estateFor(town.other)
  })
  afterAll(() => town?.close())

  async function called(name: string, line: Line, of: Estate, token?: string): Promise<Got> {
    const [method, pattern] = name.split(' ') as [string, string]
    const { path = '', query = '', body, headers = {} } = line.sent(of, town.standard, town.own.laboratory.org)
    const sent = { ...(token === undefined ? {} : { as: token }), ...(body === undefined ? {} : { body }), headers }
    const at = `${pattern.replace(/:\w+/, path)}${query}`
    if (pattern !== '/events') return town.ask(`${method} ${at}`, sent)
    // it would not end: its beginning is enough
    const asked = new AbortController()
    const response = await town.fetch(`/api/v1${at}`, {
      signal: asked.signal,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    })
    if (!response.ok) return got(response)
    const reader = response.body!.getReader()
    const text = Buffer.from((await reader.read()).value!).toString()
    await reader.cancel()
    return { status: response.status, code: undefined, body: undefined, text, headers: response.headers }
  }

  const allowed = ({ who }: Line, { kind }: Organization, role: string) =>
    who === 'everyone' || (who[kind] ?? []).some((each) => each === role)

  describe.each(Object.entries(tenancyTable))('%s', (name, line) => {
    test('own rows, by every role of every kind of organization', async () => {
      for (const kind of kinds) {
        const organization = town.own[kind]
        for (const role of memberRoles) {
          const { status, text } = await called(name, line, estates.get(organization)!, organization.people[role].token)
          expect([kind, role, status, status < 400 || text]).toEqual([
            kind,
            role,
            ...(allowed(line, organization, role) ? [line.own, line.own < 400 || text] : [403, text]),
          ])
        }
      }
    })

    test("another organization's rows are neither seen nor changed", async () => {
      const before = await rowsOf(bench().engine, town.other.org)
      const stranger = await called(name, line, victim)
      expect(stranger.status).toBe(line.who === 'everyone' ? line.foreign : 401)
      for (const kind of kinds) {
        const organization = town.own[kind]
        for (const role of memberRoles) {
          const { status, text } = await called(name, line, victim, organization.people[role].token)
          const wanted = allowed(line, organization, role) ? line.foreign : 403
          expect([kind, role, status], text).toEqual([kind, role, wanted])
          expect(text).not.toContain(victim.secret)
          if (name === 'POST /uploads') expect(text).not.toContain('stored')
          expect([kind, role, await rowsOf(bench().engine, town.other.org)]).toEqual([kind, role, before])
        }
      }
    })
  })
})
