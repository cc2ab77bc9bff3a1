/// <reference lib="dom" />
import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Browser, type Desk, openBrowser, shot } from './support/browser.ts'
import { workshop } from './support/command.ts'
import { invited, must, type Someone, someone } from './support/filled.ts'
import { type Served, served } from './support/serving.ts'

/** The drafting page on a server of its own, with the largest of our standards. */
const shop = workshop('plumbline-drafting-')
const text = readFileSync('standards/cn-sh/llm-trust/standard.yaml', 'utf8')
const cases = readFileSync('standards/cn-sh/llm-trust/standard.test.yaml', 'utf8')
let browser: Browser
let server: Served
let ann: Someone
let bob: Someone
let desk: Desk
let draft = ''

beforeAll(async () => {
  ;[server, browser] = await Promise.all([served(shop.path), openBrowser()])
  ann = await someone(server, 'Ann Lee', 'set-up', {
    token: server.address.split('#')[1],
    organization: { kind: 'committee', name: { zh: '丁标委会', en: 'Committee D' } },
  })
  bob = await invited(server, ann, 'Bob Wu', 'measurer')
  const { items } = must(await ann.api('GET /standards', { query: {} }))
  const basedOn = items.find(({ id }) => id === 'cn-sh/llm-trust')!.hash
  draft = must(await ann.api('POST /drafts', { body: { text, cases, basedOn } })).id
  desk = await ann.desk(browser, 'zh')
  await desk.page.goto(`/drafting/${draft}`)
}, 60_000)
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail' && desk) await shot(desk.page, 'failed-drafting')
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  shop.remove()
})

const kept = async () => must(await ann.api('GET /drafts/:id', { params: { id: draft } }))
const tab = (name: string | RegExp) => desk.page.getByRole('tab', { name }).click()

test('a change in the form is a change in the text, which is saved with its comments, compared and judged by its cases', async () => {
  const { page } = desk
  await tab('条款')
  await page.getByRole('button', { name: /^T1\.2 / }).click()
  await tab('表单')
  await page.getByLabel('权重').fill('25')
  await page.getByLabel('权重').press('Enter')
  await page.getByText('已保存', { exact: true }).waitFor()
  await expect.poll(async () => (await kept()).number).toBe(2)
  expect((await kept()).version.text).toBe(text.replace('clause: T1.2, weight: 30', 'clause: T1.2, weight: 25'))
  await tab('差异')
  await page.getByText(/T1\.2.*权重由 30 改为 25/).waitFor()
  await tab('用例')
  await page.getByText(/\d+ 个通过，\d+ 个未通过/).waitFor()
})

test('what is wrong is told while it is written, and undone again', async () => {
  const { page } = desk
  await tab(/^检查/)
  const editor = page.getByRole('textbox', { name: '标准文本' })
  await editor.click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.type('x')
  await page.getByText('还不能载入').first().waitFor()
  await page.keyboard.press('Control+z')
  await page.getByText(/^可以载入/).waitFor()
  await expect.poll(async () => (await kept()).version.text).toContain('weight: 25')
})

test('of two who write at once the later is told, and both texts stay', async () => {
  const { page } = desk
  await page.getByText('已保存', { exact: true }).waitFor()
  const { number, version } = await kept()
  const theirs = version.text.replace('edition: 0.2.0', 'edition: 0.9.0')
  must(
    await bob.api('PUT /drafts/:id', {
      params: { id: draft },
      body: { text: `${theirs}# bob\n`, cases, after: number },
    }),
  )
  await page.getByRole('textbox', { name: '标准文本' }).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('# ann')
  await page.getByText(`别人已保存第 ${number + 1} 版`).waitFor()
  await page.getByRole('button', { name: '存下我的，读取对方的' }).click()
  await expect.poll(async () => (await kept()).number).toBe(number + 3)
  const texts = await Promise.all(
    [1, 2, 3].map(
      async (n) =>
        must(await ann.api('GET /drafts/:id', { params: { id: draft }, query: { version: number + n } })).version.text,
    ),
  )
  expect(texts.map((t) => [t.includes('# bob'), t.includes('# ann')])).toEqual([
    [true, false],
    [false, true],
    [true, false],
  ])
})

test('a comment stays with its clause when that gets another number', async () => {
  const { page } = desk
  await tab('条款')
  await page.getByRole('button', { name: /^T1\.3 / }).click()
  await tab('意见')
  await page.getByLabel('对 T1.3 提意见').fill('限值的依据？')
  await page.getByRole('button', { name: '提交' }).first().click()
  await page.getByText('限值的依据？').waitFor()
  await tab('表单')
  await page.getByLabel('条款编号').fill('T1.33')
  await page.getByLabel('条款编号').press('Enter')
  await tab('意见')
  await page.getByText(/T1\.33.*改了编号/).waitFor()
  // who said it is told by their name
  await page.getByRole('listitem').filter({ hasText: '限值的依据？' }).getByText('Ann Lee').waitFor()
})

test('an older version is read, with what restoring it would change, before it is restored', async () => {
  const { page } = desk
  await tab('版本')
  const first = page.getByRole('listitem').filter({ hasText: /^第 1 版/ })
  await first.getByRole('button', { name: '查看' }).click()
  await first.getByText(/T1\.2.*权重由 25 改为 30/).waitFor()
  await first.getByRole('region', { name: '第 1 版' }).getByText('clause: T1.2, weight: 30').waitFor()
  await first.getByText('Ann Lee').waitFor()
})

test('what a draft cites is looked up in the catalogue', async () => {
  const { number, version } = await kept()
  const cited = version.text.replace('sources:\n', 'sources:\n  gone: { title: GB/T 32590.1-2016 }\n')
  must(await ann.api('PUT /drafts/:id', { params: { id: draft }, body: { text: cited, cases, after: number } }))
  // of the editions that are recorded none is surely over: here one is; a service worker would ask past this answer
  const all = await (await fetch(`${server.origin}/api/v1/catalogue`)).json()
  const old = all.editions.find((e: { replacedBy?: string }) => e.replacedBy === 'GB/T 32590.1-2024')
  Object.assign(old, { status: 'withdrawn', known: 'seen', withdrawn: { first: 20_000, last: 20_000 } })
  const context = await browser.newContext({
    baseURL: server.origin,
    locale: 'zh-CN',
    serviceWorkers: 'block',
    storageState: await desk.context.storageState(),
  })
  const page = await context.newPage()
  await page.route('**/api/v1/catalogue', (route) => route.fulfill({ json: all }))
  await page.goto(`/drafting/${draft}`)
  await page
    .getByText(/引用的 GB\/T 32590\.1-2016 在目录中已废止/)
    .first()
    .waitFor()
  await context.close()
})
