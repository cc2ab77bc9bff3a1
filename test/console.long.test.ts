/// <reference lib="dom" />
import { readFileSync } from 'node:fs'
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
import { example, goodFiles, subject } from './support/labelled.ts'
import { ask, introduce, oneTimeCode, person, signIn } from './support/people.ts'
import { type Served, served } from './support/serving.ts'

/** The console as people use it: the real server, the real browser, the pages' own words. The tests follow on each other. */
const shop = workshop('plumbline-console-')
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
    expect(await ann.getByRole('radio', { name: 'Grant' }).isDisabled(), 'it does not conform').toBe(true)
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
    await files.setFiles({ name: 'good.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(goodFiles()) })
    await ann.getByText('Uploaded').nth(12).waitFor()
    await press(ann.getByLabel('Subject file (YAML)'), 'ControlOrMeta+a')
    await ann.keyboard.insertText(subject('2026.11').replace('outputs/list.jsonl', 'good.jsonl'))
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

/** The administration makes an organization; its first owner comes by the invitation. */
async function founded(kind: string, zh: string, en: string, owner: string, lang: 'zh' | 'en'): Promise<Page> {
  const { invitation } = await ask<{ invitation: { token: string } }>(li, '/api/auth/organization/found', {
    kind,
    name: { zh, en },
  })
  return joined(invitation.token, owner, lang)
}

async function joined(token: string, name: string, lang: 'zh' | 'en'): Promise<Page> {
  const { page } = await desk(lang)
  await page.goto(`/invitation#${token}`)
  await introduce(page, person(name))
  await page.locator('form button[type=submit]').click()
  await heading(page).filter({ hasText: name }).waitFor()
  return page
}

let wei: Page

describe.sequential('an administrator', () => {
  test('acts for the administration, founds a laboratory, and judges nothing', async () => {
    await button(li, '账户与组织: Li Na').click()
    await li.getByRole('menuitem', { name: '切换到此组织：系统管理' }).click()
    await li.getByText('建立组织，管理成员、令牌和审计记录。').waitFor()
    await shot(li, 'home-administrator')
    expect(await li.getByRole('navigation').getByRole('link').allTextContents()).toEqual([
      '首页',
      '标准',
      '标准目录',
      '标准对照',
      '征求意见',
      '公开登记',
      '核验报告',
      '审计记录',
      '设置',
    ])
    await li.goto('/assessments/new')
    await heading(li).getByText('您没有权限看这个页面').waitFor()
    await li.goto('/settings?tab=organizations')
    await li.getByLabel('类型').selectOption('laboratory')
    await li.getByLabel('中文名称').fill('乙检测中心')
    await li.getByLabel('英文名称').fill('Laboratory B')
    await button(li, '建立组织').click()
    const invitation = await li.getByText(/\/invitation#/).textContent()
    await shot(li, 'organizations')
    wei = await joined(invitation!.split('#')[1]!, 'Wei Chen', 'zh')
    await wei.getByText('没有待处理的委托').waitFor()
  })
})

describe.sequential('a laboratory', () => {
  let zhao: Page

  test('is asked by the company and accepts', async () => {
    await go(ann, 'Requests')
    await button(ann, 'New request').click()
    await pick(ann.getByLabel('Laboratory or authority'), 'Laboratory B')
    await pick(ann.getByLabel('System', { exact: false }).last(), 'Output of an example')
    await pick(ann.getByLabel('Standard'), 'Labelling')
    await ann.getByLabel('Message').fill('By the end of the month, please.')
    await button(ann, 'Send the request').click()
    await ann.getByRole('main').getByText('Waiting').waitFor()
    await shot(ann, 'requests')
    // it is looked for now and then; nobody waits for that here
    await wei.reload()
    await wei.getByText('By the end of the month, please.').waitFor()
    await shot(wei, 'home-laboratory')
    await button(wei, '接受').click()
    await go(wei, '委托')
    await link(wei, '打开评价').click()
  })

  test('measures; somebody else there reviews and decides', async () => {
    await heading(wei).getByText('示例生成服务的输出').waitFor()
    await section(wei, '问卷').getByText('是', { exact: true }).click()
    await section(wei, '问卷').getByText('已答 1 / 2 · 已保存').waitFor()
    await section(wei, '问卷').getByText('满足', { exact: true }).click()
    await section(wei, '问卷').getByText('已答 2 / 2 · 已保存').waitFor()
    // a mere claim would leave it open
    await wei.getByLabel('证据类别').selectOption('record')
    await section(wei, '问卷').getByText('正在保存').waitFor({ state: 'detached' })
    await section(wei, '问卷').getByText('已答 2 / 2 · 已保存').waitFor()
    await button(wei, '开始测量').first().click()
    await wei.getByText('您参与了测量，须由他人复核与决定。').waitFor()
    const at = wei.url()
    const { token } = await ask<{ token: string }>(wei, '/api/auth/invitation/create', { role: 'manager', days: 7 })
    zhao = await joined(token, 'Zhao Min', 'zh')
    await zhao.goto(at)
    await zhao.getByRole('radio', { name: '通过' }).check()
    await button(zhao, '提交复核').click()
    await zhao.getByRole('radio', { name: '同意签发' }).check()
    await zhao.getByLabel('理由').fill('按所提供的文件核查。')
    await button(zhao, '作出决定').click()
    await zhao.getByText(/· 同意签发/).waitFor()
    await shot(zhao, 'attested')
  })

  test('is done: the company sees it and publishes', async () => {
    await go(ann, 'Assessments')
    await ann
      .getByRole('row', { name: /Third-party assessment/ })
      .getByRole('link')
      .click()
    await link(ann, 'Open the report').click()
    await section(ann, 'Status').getByText('Granted').waitFor()
    await button(ann, 'Publish in the register').click()
    await ann.getByRole('dialog').getByRole('button', { name: 'Publish in the register' }).click()
    await section(ann, 'Status').getByText('Yes').waitFor()
    await shot(ann, 'published')
  })
})

describe.sequential('others', () => {
  test.each([
    ['regulator', '丙监管局', '没有待处理的委托', '/audit', '审计记录'],
    ['committee', '丁标委会', '查看现行的标准与参考方案，并在系统上试行。', '/requests', '您没有权限看这个页面'],
    ['zone', '戊试点区', '查看公开登记和已向您开放的评价。', '/systems/new', '您没有权限看这个页面'],
  ])('a %s has its own first page, and what it may not do is refused', async (kind, zh, seen, address, shown) => {
    const page = await founded(kind, zh, `The ${kind}`, `Person ${kind}`, 'zh')
    await page.getByText(seen).waitFor()
    await shot(page, `home-${kind}`)
    await page.goto(address)
    await heading(page).getByText(shown).waitFor()
  })

  test('a second factor is turned on, and asked for', async () => {
    await wei.goto('/settings?tab=security')
    const factor = section(wei, '两步验证')
    await factor.getByLabel('密码').fill(person('Wei Chen').password)
    await button(wei, '启用').click()
    const secret = await factor.locator('code').first().textContent()
    await factor.getByLabel('验证码').fill(oneTimeCode(secret!))
    await shot(wei, 'second-factor')
    await factor.getByRole('button', { name: '确认' }).click()
    await factor.getByText('已启用').waitFor()
    const { page } = await desk('zh')
    await signIn(page, person('Wei Chen'))
    await page.getByRole('heading', { name: '两步验证' }).waitFor()
    await shot(page, 'code')
    // a code works once: the next one is that of the next half minute
    await page.getByLabel('验证码').fill(oneTimeCode(secret!, Date.now() + 30_000))
    await button(page, '确认').click()
    await heading(page).getByText('Wei Chen').waitFor()
    await wei.reload()
    await expect.poll(() => section(wei, '登录会话').getByRole('listitem').count()).toBe(2)
    await shot(wei, 'security')
  })

  test('a token is made, works as far as it goes, and is revoked', async () => {
    await ann.goto('/settings?tab=tokens')
    await ann.getByLabel('What it is for').fill('nightly')
    await ann.getByLabel('See systems').check()
    await button(ann, 'Make a token').click()
    const token = await ann.getByRole('status').locator('code').textContent()
    const asked = async () =>
      (await fetch(`${server.origin}/api/v1/subjects`, { headers: { authorization: `Bearer ${token}` } })).status
    expect(await asked()).toBe(200)
    await shot(ann, 'tokens')
    await button(ann, 'Revoke').click()
    await ann.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await ann.getByText('No tokens').waitFor()
    expect(await asked()).toBe(401)
  })

  test('the audit log tells what was done, its chain checked in the browser', async () => {
    await go(ann, 'Audit log')
    await ann.getByText(/entries checked here: the chain is whole/).waitFor()
    await ann.getByText('Report published').first().waitFor()
    await shot(ann, 'audit')
  })
})

describe.sequential('anybody', () => {
  test('finds the result in the register, and verifies the file with the server gone', async () => {
    const { page } = await desk('zh')
    await page.goto('/register')
    await page.getByLabel('查找系统、组织或标准').fill('示例生成')
    await shot(page, 'register')
    await link(page, '示例生成服务的输出').click()
    await page.getByText('乙检测中心 · 第三方评价').waitFor()
    await page.getByText('内容一致，签署者未知').or(page.getByText('真实，签署者已知')).waitFor()
    await shot(page, 'publication')
    const [file] = await Promise.all([page.waitForEvent('download'), button(page, '下载报告包').click()])
    const bundle = await file.path()
    await page.goto('/verify')
    await page.evaluate(async () => navigator.serviceWorker.ready)
    await server.stop()
    await page.goto('/verify')
    await page.locator('input[type=file]').setInputFiles({
      name: 'report.plumb',
      mimeType: 'application/zip',
      buffer: readFileSync(bundle),
    })
    await page.getByText('每个数字和结论都从证据重新得出').waitFor()
    await shot(page, 'verified')
    await button(page, '查看报告').click()
    await section(page, '结果').waitFor()
    const altered = readFileSync(bundle)
    altered[altered.length >> 1]! ^= 1
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.plumb', mimeType: 'application/zip', buffer: altered })
    await page.getByText('已被改动').waitFor()
    await shot(page, 'altered')
  })

  test('no page threw anything or went against the policy', () => {
    expect(desks.flatMap(({ faults }) => faults)).toEqual([])
  })
})
