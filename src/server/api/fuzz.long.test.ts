import { expect, test } from 'vitest'
import { openEmbedded } from '../../registry/engine-embedded.ts'
import { install } from '../../registry/install.ts'
import { estateOf } from '../fixtures/estate.ts'
import { fuzz } from '../fixtures/fuzz.ts'
import { townOn } from '../fixtures/town.ts'

test('whatever is asked is answered or refused as described, many times', async () => {
  const engine = await openEmbedded()
  await install(engine)
  const town = await townOn(engine)
  const { company, laboratory } = town.own
  const actor = { org: company.org, person: company.people.owner.id }
  const estate = await estateOf(town.house, actor, town.standard, laboratory.org)
  try {
    const answers = await fuzz(town, estate, Number(process.env['FUZZ_RUNS'] ?? 20_000))
    // it came past the form of what is sent, everywhere
    for (const [name, statuses] of answers)
      expect([name, [...statuses].some((s) => s !== 400 && s !== 401)]).toEqual([name, true])
    expect(town.log.filter(({ level }) => level === 'error')).toEqual([])
  } finally {
    await town.close()
    await engine.close()
  }
})
