import { afterAll, beforeAll, expect, test } from 'vitest'
import { barriers } from './support/accessible.ts'
import { type Browser, type Desk, deskOf, openBrowser } from './support/browser.ts'
import { workshop } from './support/command.ts'
import { type Filled, filled, pagesOf } from './support/filled.ts'
import { type Served, served } from './support/serving.ts'

/** Every page in both languages, light and dark, wide and as narrow as a telephone: WCAG 2.2 AA by axe, and nothing wider than the window. */
const shop = workshop('plumbline-barriers-')
let browser: Browser
let server: Served
let all: Filled

beforeAll(async () => {
  ;[server, browser] = await Promise.all([served(shop.path), openBrowser()])
  all = await filled(server)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  shop.remove()
})

test('no page has a barrier in any of its looks', async () => {
  const desks = new Map<string, Desk>()
  const found: string[] = []
  for (const [who, path] of pagesOf(all)) {
    const desk =
      desks.get(who) ??
      (await (who === 'stranger' ? deskOf(browser, server.origin, 'zh') : all.people[who].desk(browser, 'zh')))
    desks.set(who, desk)
    found.push(...(await barriers(desk.page, path)).map((each) => `${who} ${each}`))
  }
  expect(found).toEqual([])
})
