import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { notGiven } from '../src/assessment/plan-quantities.ts'
import { scalars } from '../src/assessment/scalars.ts'
import { instruments } from '../src/instruments/registry.ts'
import { loadStandard } from '../src/language/load.ts'
import { ProblemError } from '../src/language/problem.ts'

const root = new URL('../standards/', import.meta.url).pathname
const ids = readdirSync(root)
  .filter((d) => statSync(join(root, d)).isDirectory())
  .flatMap((d) => readdirSync(join(root, d)).map((name) => `${d}/${name}`))

/** A standard of the library asks its instruments only for what they give, in words they know. */
describe.each(ids)('%s', (id) => {
  const read = (name: string) => readFileSync(join(root, name), 'utf8')
  const loaded = loadStandard(`${id}/standard.yaml`, read(`${id}/standard.yaml`), (reference) => {
    const name = `${reference.split('@')[0]}/standard.yaml`
    return { name, text: read(name) }
  })
  if (!loaded.ok) throw new ProblemError(loaded.problems)
  const measures = [...loaded.value.measures.values()].flatMap((m) => {
    const instrument = instruments.get(m.instrument ?? '')
    return instrument === undefined || m.instrument === 'records/supplied' ? [] : [{ name: m.id, m, instrument }]
  })
  test.each(measures)('$name', ({ m, instrument }) => {
    expect(notGiven(m.id, m.gives, instrument)).toEqual([])
    const shape = (instrument.params as unknown as { shape?: Record<string, unknown> }).shape ?? {}
    const planned = {
      ...('bankRoot' in shape ? { bankRoot: [] } : {}),
      ...('asOf' in shape ? { asOf: '2026-11-22' } : {}),
    }
    const parsed = instrument.params.safeParse({ ...(scalars(m.with) as object), ...planned })
    expect(parsed.success ? [] : parsed.error.issues).toEqual([])
  })
  test('loads', () => expect(loaded.ok).toBe(true))
})
