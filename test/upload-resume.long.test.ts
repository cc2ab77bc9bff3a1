import { createHash, randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Browser, deskOf, openBrowser, type Page } from './support/browser.ts'
import { workshop } from './support/command.ts'
import { introduce, person } from './support/people.ts'
import { freePort } from './support/registry.ts'
import { type Served, served } from './support/serving.ts'

/** A large file on its way through the page while a server dies, a connection is lost, a tab is closed: nothing that arrived is sent twice. */
const PIECE = 4 * 2 ** 20
const shop = workshop('plumbline-resume-')
let browser: Browser
let server: Served
let port: number
let page: Page
let sent: number[] = []

beforeAll(async () => {
  port = await freePort()
  ;[server, browser] = await Promise.all([served(shop.path, port), openBrowser()])
  ;({ page } = await deskOf(browser, server.origin, 'zh'))
  await page.goto(server.address)
  await introduce(page, person('Li Na'))
  await page.getByLabel('中文名称').fill('甲公司')
  await page.getByLabel('英文名称').fill('Company A')
  await page.getByRole('button', { name: '完成设置' }).click()
  await page.getByText('还没有系统').waitFor()
  // slow enough for something to happen on the way
  await page.route('**/api/v1/uploads/*', async (route) => {
    const request = route.request()
    if (request.method() === 'PATCH') {
      sent.push(Number(request.headers()['upload-offset']))
      await new Promise((later) => setTimeout(later, 150))
    }
    await route.fallback()
  })
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  shop.remove()
})
beforeEach(() => {
  sent = []
})

const file = (name: string) => {
  const bytes = randomBytes(10 * PIECE + 12_345)
  const path = join(shop.path, name)
  writeFileSync(path, bytes)
  return { path, sha256: createHash('sha256').update(bytes).digest('hex') }
}
const drop = async (path: string) => {
  await page.goto('/systems/new')
  await page.locator('input[type=file]').first().setInputFiles(path)
}
const on = (pieces: number) => expect.poll(() => sent.length, { timeout: 20_000 }).toBeGreaterThan(pieces)
/** Whole, and no place but the one that was lost sent more than once. */
const arrived = async (sha256: string) => {
  await page.getByText('已上传').nth(1).waitFor({ timeout: 60_000 })
  const answer = await page.request.get(`/api/v1/evidence/${sha256}`)
  expect(
    createHash('sha256')
      .update(await answer.body())
      .digest('hex'),
  ).toBe(sha256)
  expect(new Set(sent).size, 'every piece').toBe(11)
  expect(sent.length, `sent from ${sent.join(', ')}`).toBeLessThanOrEqual(new Set(sent).size + 8)
  expect(sent.filter((at) => at === 0).length, 'it began once').toBe(1)
}

test('the server is killed and comes back', async () => {
  const { path, sha256 } = file('killed.bin')
  await drop(path)
  await on(3)
  await server.stop('SIGKILL')
  await page.getByText('连接中断，正在重试').first().waitFor()
  server = await served(shop.path, port)
  await arrived(sha256)
}, 120_000)

test('the connection is lost for a while', async () => {
  const { path, sha256 } = file('offline.bin')
  await drop(path)
  await on(3)
  await page.context().setOffline(true)
  await new Promise((later) => setTimeout(later, 1500))
  await page.context().setOffline(false)
  await arrived(sha256)
}, 120_000)

test('the tab is reloaded and the same file dropped again', async () => {
  const { path, sha256 } = file('reloaded.bin')
  await drop(path)
  await on(3)
  const before = Math.max(...sent)
  await drop(path)
  await on(4)
  expect(sent.slice(-1)[0], 'it goes on').toBeGreaterThanOrEqual(before)
  await arrived(sha256)
}, 120_000)
