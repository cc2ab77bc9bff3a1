import { createHmac } from 'node:crypto'
import { expect } from 'vitest'
import type { Page } from './browser.ts'

export interface Person {
  readonly name: string
  readonly email: string
  readonly password: string
}

export const person = (name: string): Person => ({
  name,
  email: `${name.toLowerCase().replaceAll(' ', '.')}@example.org`,
  password: `quiet-harbour-${name.length}-lantern-mosaic`,
})

/** The fields of somebody new, in whichever language the page is. */
export async function introduce(page: Page, who: Person): Promise<void> {
  await page.locator('input[autocomplete=name]').fill(who.name)
  await page.locator('input[autocomplete=username]').fill(who.email)
  await page.locator('input[autocomplete=new-password]').fill(who.password)
}

export async function signIn(page: Page, who: Person): Promise<void> {
  await page.goto('/sign-in')
  await page.locator('input[autocomplete=username]').fill(who.email)
  await page.locator('input[autocomplete=current-password]').fill(who.password)
  await page.locator('form button[type=submit]').click()
}

/** What the page itself would ask, where the road to a button was walked already. */
export async function ask<T>(page: Page, path: string, body: unknown): Promise<T> {
  const origin = new URL(page.url()).origin
  const answer = await page.request.post(path, { data: body as object, headers: { origin } })
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
  return (await answer.json()) as T
}

/** RFC 6238 as an authenticator computes it from the key that the page shows. */
export function oneTimeCode(base32: string, at = Date.now()): string {
  const bits = [...base32.replaceAll('=', '')]
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  const from = mac[mac.length - 1]! & 15
  return String((mac.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
