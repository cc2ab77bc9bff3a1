import { afterAll, beforeAll, expect, it } from 'vitest'
import { barriers } from './support/accessible.ts'
import { type Browser, deskOf, openBrowser } from './support/browser.ts'
import { workshop } from './support/command.ts'
import { freePort, type Serving, serving } from './support/registry.ts'

let server: Serving
let browser: Browser
const place = workshop()

beforeAll(async () => {
  ;[server, browser] = await Promise.all([serving(place.path, await freePort()), openBrowser()])
}, 60_000)
afterAll(async () => {
  await browser?.close()
  server?.process.kill()
  place.remove()
})

it('a stranger finds a standard by the other language, and reads where its row comes from', async () => {
  const { page, faults, context } = await deskOf(browser, new URL(server.url).origin, 'en')
  await page.goto('/catalogue')
  await page.getByLabel('Find by title or number, in Chinese or English').fill('trustwrothy LLM')
  await page.getByRole('link', { name: 'DB31项目 人工智能大模型可信赖应用评价指标体系' }).click()
  await page.getByRole('heading', { name: 'Where this row comes from' }).waitFor()
  await page.goto('/crosswalk?left=cn-genai-measures&right=gb-t-45654')
  const cell = page.getByRole('button', { name: /^.+ – .+: (equal|subset|superset|intersects)/ }).first()
  await cell.click()
  await page.getByText('Confidence', { exact: true }).waitFor()
  expect(faults).toEqual([])
  await context.close()
}, 30_000)

it('its pages can be used by everybody', async () => {
  const { page, faults, context } = await deskOf(browser, new URL(server.url).origin, 'zh')
  const found: string[] = []
  for (const path of ['/catalogue', '/catalogue/map', '/catalogue/targets', '/catalogue/gaps', '/crosswalk'])
    found.push(
      ...(await barriers(page, path, [
        { lang: 'zh', colorScheme: 'dark', width: 360 },
        { lang: 'en', colorScheme: 'light', width: 1200 },
      ])),
    )
  expect(found).toEqual([])
  expect(faults).toEqual([])
  await context.close()
}, 60_000)
