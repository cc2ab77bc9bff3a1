import { createHmac } from 'node:crypto'
import type { Engine } from '../../registry/engine.ts'
import { asAuth } from './dialect.ts'

const PERIOD = 30

/** RFC 4226 with six digits. `secret`: as the library keeps it, its characters are the key. */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const at = mac[mac.length - 1]! & 15
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** The time step (RFC 6238) whose code this is, among the one before now, now, and the one after. */
export function stepOf(secret: string, code: string, seconds: number): number | undefined {
  const now = Math.floor(seconds / PERIOD)
  return [now, now - 1, now + 1].find((step) => codeAt(secret, step) === code)
}

/**
 * Takes a time step of a person's codes; false where it, or a later one, was taken before. One taken while the clock was ahead of `seconds` shuts
 * nobody out once it is put back: no code of a step that far ahead is accepted anyway.
 */
export function takeStep(engine: Engine, person: string, step: number, seconds: number): Promise<boolean> {
  return asAuth(engine, async (query) => {
    const { affected } = await query(
      `INSERT INTO auth.code_taken AS c (user_id, step) VALUES ($1, $2)
       ON CONFLICT (user_id) DO UPDATE SET step = excluded.step WHERE c.step < excluded.step OR c.step > $3`,
      [person, step, Math.floor(seconds / PERIOD) + 1],
    )
    return affected === 1
  })
}
