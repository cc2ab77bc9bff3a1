import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  type Browser,
  type Desk,
  deskOf,
  type Locator,
  openBrowser,
  type Page,
  shot,
  tabTo,
} from './support/browser.ts'
import { workshop } from './support/command.ts'
import { introduce, person } from './support/people.ts'
import { type Served, served } from './support/serving.ts'

/** The console as people use it: the real server, the real browser, the pages' own words. The tests follow on each other. */
const shop = workshop('plumbline-console-')
const example = resolve('examples/labelled-outputs')
let browser: Browser
let server: Served
const desks: Desk[] = []

async function desk(lang: 'zh' | 'en'): Promise<Desk> {
  const made = await deskOf(browser, server.origin, lang)
  desks.push(made)
  return made
}

beforeAll(async () => {
  ;[server, browser] = await Promise.all([served(shop.path), openBrowser()])
})
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') for (const [i, { page }] of desks.entries()) await shot(page, `failed-${i}`)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  shop.remove()
})

const heading = (page: Page) => page.locator('h1')
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true })
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
/** what the menu at the left leads to */
const go = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name, exact: true }).click()

/** as the example, with two things left for the questionnaire */
const subject = (version: string) =>
  readFileSync(`${example}/subject.yaml`, 'utf8')
    .split('\n')
    .filter((line) => !/^ +(D4|filing):/.test(line))
    .join('\n')
    .replace('"2026.11"', `"${version}"`)

/** The option that begins like this, once it is there. */
async function pick(select: Locator, option: string): Promise<void> {
  const found = select.locator('option', { hasText: option }).first()
  await found.waitFor({ state: 'attached' })
  await select.selectOption(await found.getAttribute('value'))
}

let li: Page
let ann: Page
let first: string

describe.sequential('a company', () => {
  test('is set up by the address that the server printed', async () => {
    li = (await desk('zh')).page
    await li.goto(server.address)
    await expect.poll(() => li.getByLabel('初始设置令牌').inputValue()).toMatch(/^pls_/)
    expect(li.url(), 'the token stays out of the history').not.toContain('pls_')
    await introduce(li, person('Li Na'))
    await li.getByLabel('中文名称').fill('甲公司')
    await li.getByLabel('英文名称').fill('Company A')
    await shot(li, 'set-up')
    await button(li, '完成设置').click()
    await li.getByRole('heading', { name: 'Li Na，您好' }).waitFor()
    await li.getByText('还没有系统').waitFor()
  })

  test('adds a system with its files, though a piece is lost and the server asks to wait', async () => {
    await link(li, '登记系统').click()
    let [lost, asked] = [0, 0]
    await li.route('**/api/v1/uploads/*', (route) =>
      route.request().method() === 'PATCH' && lost++ === 0 ? route.abort('connectionreset') : route.fallback(),
    )
    await li.route('**/api/v1/uploads', (route) =>
      asked++ === 1 ? route.fulfill({ status: 429, headers: { 'retry-after': '1' }, json: {} }) : route.fallback(),
    )
    await li.locator('input[type=file][webkitdirectory]').setInputFiles(`${example}/outputs`)
    await li.getByLabel('对象文件（YAML）').fill(subject('2026.11'))
    await li.getByText('已上传').nth(11).waitFor()
    await li.unrouteAll()
    expect([lost > 1, asked > 2]).toEqual([true, true])
    await button(li, '保存这个版本').click()
    await heading(li).getByText('示例生成服务的输出').waitFor()
    await link(li, 'outputs/list.jsonl').waitFor()
  })

  test('assesses it, answers what is asked, and sees it measured after a reload in the middle', async () => {
    await li.getByRole('main').getByRole('link', { name: '评价', exact: true }).click()
    await pick(li.getByLabel('标准'), '人工智能生成合成内容标识')
    await button(li, '制定计划').click()
    await section(li, '问卷').getByText('已答 0 / 2').waitFor()
    await section(li, '问卷').getByText('是', { exact: true }).click()
    await section(li, '问卷').getByText('已答 1 / 2 · 已保存').waitFor()
    await section(li, '问卷').getByText('满足', { exact: true }).click()
    await section(li, '问卷').getByText('已答 2 / 2 · 已保存').waitFor()
    await shot(li, 'questions')
    await button(li, '开始测量').first().click()
    await section(li, '测量').waitFor()
    await li.reload()
    await section(li, '测量').getByText('图片标识核查').waitFor()
    await link(li, '查看报告').waitFor()
    await li.getByText('您参与了测量，须由他人复核与决定。').waitFor()
    await shot(li, 'measured')
  })

  test('reads the report, and tries what else would give', async () => {
    await link(li, '查看报告').click()
    await heading(li).waitFor()
    first = li.url().split('/').at(-1)!
    await link(li, '人工智能生成合成内容标识').waitFor()
    await li.getByText('内容一致，签署者未知').or(li.getByText('真实，签署者已知')).waitFor()
    await li.getByRole('combobox', { name: '选择要改的项' }).click()
    await li.getByRole('option').first().click()
    await section(li, '假如').getByText('报告', { exact: true }).waitFor()
    await shot(li, 'report')
  })

  test('invites a colleague, who reviews and decides in English', async () => {
    await go(li, '设置')
    await li.getByRole('tab', { name: '成员' }).click()
    await li.getByLabel('角色', { exact: true }).selectOption('manager')
    await button(li, '邀请成员').click()
    const invitation = await li.getByText(/\/invitation#/).textContent()
    await shot(li, 'members')
    ann = (await desk('en')).page
    await ann.goto(invitation!)
    await ann.getByText('You are invited to join Company A as Manager.').waitFor()
    await introduce(ann, person('Ann Lee'))
    await shot(ann, 'invitation')
    await button(ann, 'Make an account and join').click()
    await heading(ann).getByText('Hello, Ann Lee').waitFor()
    await shot(ann, 'home')
    await link(ann, 'Review').click()
    await ann.getByRole('radio', { name: 'Passed' }).check()
    await button(ann, 'Submit the review').click()
    await ann.getByRole('radio', { name: 'Refuse' }).check()
    await ann.getByLabel('Reason').fill('Two kinds of files lack their labels.')
    await shot(ann, 'decide')
    await button(ann, 'Decide').click()
    await link(ann, 'Open the report').click()
    await section(ann, 'Status')
      .getByText(/^Ann Lee · /)
      .waitFor()
    await section(ann, 'Status').getByText('Two kinds of files lack their labels.').waitFor()
    await shot(ann, 'report-decided')
  })

  test('walks the main road in English by the keyboard alone', async () => {
    const press = async (wanted: Locator, key = 'Enter') => {
      await tabTo(ann, wanted)
      await ann.keyboard.press(key)
    }
    const nav = ann.getByRole('navigation')
    await press(nav.getByRole('link', { name: 'Systems' }))
    await press(link(ann, 'Output of an example generation service'))
    await press(link(ann, 'Add a version'))
    const [files] = await Promise.all([ann.waitForEvent('filechooser'), press(button(ann, 'Choose files'))])
    await files.setFiles({ name: 'note.md', mimeType: 'text/markdown', buffer: Buffer.from('# by keyboard\n') })
    await ann.getByText('Uploaded').nth(12).waitFor()
    await press(ann.getByLabel('Version', { exact: true }), 'ControlOrMeta+a')
    await ann.keyboard.type('2026.12')
    await press(button(ann, 'Keep this version'))
    await ann.getByText('2 versions').waitFor()
    await press(ann.getByRole('main').getByRole('link', { name: 'Assess', exact: true }))
    await tabTo(ann, ann.getByLabel('Standard'))
    await ann.getByLabel('Standard').locator('option').nth(1).waitFor({ state: 'attached' })
    await ann.keyboard.type('Labelling')
    await press(button(ann, 'Make the plan'))
    await press(section(ann, 'Questions').getByRole('radio', { name: 'Unknown' }), 'ArrowLeft')
    await ann.getByText('1 of 2 answered · Saved').waitFor()
    await press(button(ann, 'Begin measuring').first())
    await press(link(ann, 'Open the report'))
    await ann.getByText('What held it back').waitFor()
    expect(await heading(ann).evaluate((e) => e === document.activeElement), 'the heading has the focus').toBe(true)
    await tabTo(ann, ann.getByRole('combobox', { name: 'Choose what to change' }))
    await ann.keyboard.press('ArrowDown')
    await ann.keyboard.press('Enter')
    await section(ann, 'What if').getByText('Report', { exact: true }).waitFor()
    await press(link(ann, 'Compare with another'))
    const second = ann.getByLabel(/^Second/)
    await second.locator(`option[value="${first}"]`).waitFor({ state: 'attached' })
    await tabTo(ann, second)
    await ann.keyboard.press('End')
    await ann
      .getByText('No quantity can be compared')
      .or(ann.getByRole('table', { name: 'Item by item' }))
      .waitFor()
    await shot(ann, 'compare')
  })
})
