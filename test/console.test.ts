/// <reference lib="dom" />
import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { sealed } from '../src/monitoring/publication/snapshot.ts'
import { client, type IdentityProvider, startProvider } from '../src/server/sign-in/fixtures/provider.ts'
import { barriers, looks } from './support/accessible.ts'
import { type Browser, type Desk, deskOf, openBrowser, type Page, shot } from './support/browser.ts'
import { workshop } from './support/command.ts'
import { type Filled, filled, pagesOf } from './support/filled.ts'
import { graded } from './support/graded.ts'
import { industrySnapshot } from './support/industry.ts'
import { oneTimeCode, person, signIn } from './support/people.ts'
import { type Served, served } from './support/serving.ts'

/** The main job of everybody who comes to the console, on one server that was filled by the API; the whole roads are walked in the long tests. */
const shop = workshop('plumbline-console-')
let browser: Browser
let server: Served
let all: Filled
let provider: IdentityProvider
const desks: Record<string, Desk> = {}

const who = async (name: keyof Filled['people'] | 'stranger', lang: 'zh' | 'en' = 'zh'): Promise<Page> => {
  desks[name] ??= await (name === 'stranger'
    ? deskOf(browser, server.origin, lang)
    : all.people[name].desk(browser, lang))
  return desks[name].page
}
const heading = (page: Page) => page.locator('h1')
const button = (page: Pick<Page, 'getByRole'>, name: string) => page.getByRole('button', { name, exact: true })
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

beforeAll(async () => {
  provider = await startProvider()
  const env = {
    PLUMBLINE_OIDC_URL: new URL(provider.discoveryUrl).origin,
    PLUMBLINE_OIDC_CLIENT_ID: client.clientId,
    PLUMBLINE_OIDC_CLIENT_SECRET: client.clientSecret,
    PLUMBLINE_OIDC_NAME: '甲公司统一认证',
  }
  ;[server, browser] = await Promise.all([served(shop.path, 0, env), openBrowser()])
  all = await filled(server)
}, 120_000)
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    for (const [name, { page }] of Object.entries(desks)) await shot(page, `failed-${name}`)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await provider?.stop()
  shop.remove()
})

test('a company answers what is asked, and it is kept', async () => {
  const page = await who('owner')
  await page.goto(`/assessments/${all.asked}`)
  await section(page, '问卷').getByText('已答 0 / 2').waitFor()
  await section(page, '问卷').getByText('是', { exact: true }).click()
  await section(page, '问卷').getByText('已答 1 / 2 · 已保存').waitFor()
  await page.reload()
  await section(page, '问卷').getByText('已答 1 / 2').waitFor()
})

test('somebody who did not measure reviews, and decides', async () => {
  const page = await who('manager', 'en')
  await page.goto(`/assessments/${all.reviewed}`)
  await page.getByRole('radio', { name: 'Passed' }).check()
  await button(page, 'Submit the review').click()
  await page.getByRole('radio', { name: 'Grant' }).check()
  await page.getByLabel('Reason').fill('All labels are there.')
  await button(page, 'Decide').click()
  await page.getByText(/· Granted/).waitFor()
})

test('a laboratory accepts a request', async () => {
  const page = await who('measurer')
  await page.goto('/')
  await section(page, '待处理的委托').getByRole('button', { name: '接受' }).click()
  await page.getByText('没有待处理的委托').waitFor()
})

test('an office looks at a snapshot in the browser and publishes it; an enterprise sees itself beside its peers', async () => {
  const page = await who('committee')
  await page.goto('/industry')
  const altered = { name: 'snapshot.json', mimeType: 'application/json', buffer: Buffer.from('{"format":"other"}') }
  await page.locator('input[type=file]').setInputFiles(altered)
  await page.getByText('这不是产业监测快照').waitFor()
  const { hash: _, ...rest } = industrySnapshot()
  const buffer = Buffer.from(JSON.stringify(sealed({ ...rest, title: { zh: '另一份快照', en: 'Another' } })))
  await page.locator('input[type=file]').setInputFiles({ ...altered, buffer })
  await heading(page).getByText('另一份快照').waitFor()
  await button(page, '公布这份快照').click()
  await page.getByRole('dialog').getByRole('button', { name: '公布这份快照' }).click()
  await page.getByText('丁标委会').first().waitFor()
  await page.getByRole('group', { name: '数据表' }).getByText('基础层').waitFor()
  // one district alone, then its peers
  await page.getByRole('button', { name: /^黄浦/ }).click()
  await page.getByRole('heading', { name: '趋势 · 人工智能业务收入（万元） · 黄浦区' }).waitFor()
  await page.getByLabel('层级').last().selectOption('F')
  await page.getByRole('group', { name: '与同行相比' }).getByText('基础层').waitFor()
  const [csv] = await Promise.all([page.waitForEvent('download'), button(page, '导出 CSV').click()])
  expect(readFileSync(await csv.path(), 'utf8')).toContain('*')
})

test('a regulator orders an inspection, the company names the system, mends what was found, and it is closed', async () => {
  const regulator = await who('regulator')
  await regulator.goto(`/register/${all.publication}`)
  await regulator.getByRole('link', { name: '下达检查' }).click()
  await regulator.getByLabel('依据').fill('年度抽查计划')
  await regulator.getByLabel('期限').fill('2099-12-31')
  await button(regulator, '下达检查').click()
  await regulator.getByText('在评价中回答、测量、复核并决定。').waitFor()
  const page = await who('owner')
  await page.goto(`/inspections/${all.ordered}`)
  await page.getByLabel('被检查的系统').selectOption({ label: '示例生成服务的输出 · 2026.12' })
  await button(page, '提交答复').click()
  await page.getByText('监管部门正在评价。').waitFor()
  await page.goto(`/inspections/${all.decided}`)
  const one = page.getByRole('listitem').filter({ hasText: '三张图片没有显式标识。' })
  await one.getByRole('button', { name: '整改说明' }).click()
  await one.getByLabel('整改说明').fill('已补标识。')
  const buffer = Buffer.from('labelled again')
  await one.locator('input[type=file]').setInputFiles({ name: 'proof.txt', mimeType: 'text/plain', buffer })
  await one.getByRole('button', { name: '提交整改答复' }).click()
  await one.getByText('待确认').waitFor()
  await regulator.goto(`/inspections/${all.decided}`)
  const theirs = regulator.getByRole('listitem').filter({ hasText: '已补标识。' })
  const file = await regulator.request.get((await theirs.getByRole('link').getAttribute('href'))!)
  expect(await file.text()).toBe('labelled again')
  await theirs.getByLabel('监管部门意见').fill('已核对。')
  await theirs.getByRole('button', { name: '确认完成' }).click()
  await theirs.getByText('已完成').waitFor()
})

test('a committee sees what its draft would do to the evidence there is, and takes the document along', async () => {
  const standard = await graded(all.people.owner, all.people.manager, 12)
  const page = await who('committee')
  await page.goto('/back-tests')
  await page.getByText('未能完成').waitFor()
  await page.getByRole('link', { name: '开始回溯检验' }).click()
  const edition = page.getByLabel('现行版本')
  await edition.selectOption(standard)
  await page.locator('input[type=file]').setInputFiles('examples/draft-back-test/draft.yaml')
  await page.getByLabel('说明行业的事实').selectOption('reach')
  await button(page, '开始回溯检验').click()
  await page.getByText('已完成').waitFor()
  const moves = page.getByRole('table', { name: /等级如何变动/ })
  expect(await moves.getByRole('row').last().getByRole('cell').last().textContent()).toBe('12')
  await section(page, '改了什么')
    .getByText(/users|用户|recovery|恢复/)
    .first()
    .waitFor()
  expect(await barriers(page, new URL(page.url()).pathname, [looks[1]!])).toEqual([])
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, '下载文件（DOCX）').click()])
  expect(download.suggestedFilename()).toBe('back-test.zh.docx')
  // a draft that is wrong is told with its place, and nothing of what was entered is lost
  await page.goto('/back-tests/new')
  await edition.selectOption({ index: 1 })
  await page.getByLabel('或在这里粘贴、修改').fill('plumbline: 1\nid: x/y\n')
  await button(page, '开始回溯检验').click()
  await page.getByRole('alert').waitFor()
  expect(await page.getByLabel('或在这里粘贴、修改').inputValue()).toContain('id: x/y')
})

test('anybody comments on what is open; the committee disposes of it, and takes the table along', async () => {
  const stranger = await who('stranger')
  await stranger.goto('/comment-drafts')
  await button(stranger, '提出意见').click()
  await stranger.getByLabel('条款').fill('6.2')
  await stranger.getByLabel('理由').fill('缺少试验方法')
  await stranger.getByLabel('单位或姓名').fill('某大学')
  await button(stranger, '提交意见').click()
  await stranger.getByText(/意见已收到/).waitFor()
  const page = await who('committee')
  await page.goto(`/projects/${all.project}?tab=comments`)
  const one = page.getByRole('listitem').filter({ hasText: '缺少试验方法' })
  await one.getByLabel('处理意见').selectOption('reject')
  await one.getByRole('button', { name: '处理', exact: true }).click()
  await one.getByText('部分采纳和不采纳须说明理由').waitFor()
  await one.getByLabel('理由').fill('见附录 A')
  await one.getByRole('button', { name: '处理', exact: true }).click()
  await one.getByText('未采纳').first().waitFor()
  const table = await page.request.get(
    (await page.getByRole('link', { name: /意见汇总处理表 CSV/ }).getAttribute('href'))!,
  )
  expect(await table.text()).toContain('见附录 A')
})

test('a project says what stands against its next step; a file is handed in, and what was wrong is struck', async () => {
  const page = await who('committee')
  await page.goto(`/projects/${all.project}`)
  const way = section(page, '下一步').getByRole('listitem').filter({ hasText: 'S7' })
  await way.getByText('公开征求意见的时间不够').waitFor()
  await section(page, '登记其他事项').getByLabel('事项').selectOption('paused')
  await section(page, '登记其他事项').getByLabel('理由').fill('等待上级标准')
  await button(page, '登记').click()
  await way.getByText('项目暂停中').waitFor()
  await page.getByRole('tab', { name: '记录' }).click()
  await page.getByRole('row').filter({ hasText: '暂停' }).getByRole('button', { name: '作废' }).click()
  await page.getByRole('dialog').getByLabel('理由').fill('误登记')
  await page.getByRole('dialog').getByRole('button').last().click()
  await page.getByText('已作废').waitFor()
})

test('the text of a project is checked where it is, held against the nation, and handed in on paper', async () => {
  const page = await who('committee')
  await page.goto(`/projects/${all.project}`)
  const text = section(page, '草案文本与检查')
  await text.getByText('第 1 版').waitFor()
  await button(text, '检查文本与用例').click()
  await text
    .getByText(/用例 \d+\/\d+/)
    .first()
    .waitFor()
  await text
    .getByLabel('与哪个国家标准比较')
    .selectOption({ label: 'cn/genai-service-safety · 网络安全技术 生成式人工智能服务安全基本要求' })
  await text.getByLabel('对应的要求').fill('V3')
  await text.getByText('不是一对：V3').waitFor()
  await text.getByLabel('对应的要求').fill('V3=Q_22')
  await button(text, '逐条比较').click()
  await text
    .getByText(/没有“V3”|V3 ↔ .*Q_22/)
    .first()
    .waitFor()
  const papers = section(page, '文件')
  await papers.getByLabel('文件', { exact: true }).selectOption({ label: '送审稿' })
  await button(papers, '由登记库生成并提交').click()
  await papers.getByRole('link', { name: 'review-draft.v1.zh.docx' }).waitFor()
})

test('a key is kept for its hosts, and never shown again', async () => {
  const page = await who('manager', 'en')
  await page.goto('/settings?tab=keys')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('OTHER_KEY')
  await page.locator('input[type=password]').fill('sk-shown-to-nobody')
  await page.getByLabel('Hosts that it may go to').fill('other.example.org')
  await button(page, 'Keep it').click()
  await page.getByRole('row').filter({ hasText: 'OTHER_KEY' }).getByText('other.example.org').waitFor()
  await page.reload()
  await page.getByRole('row').filter({ hasText: 'OTHER_KEY' }).waitFor()
  expect(await page.content()).not.toContain('sk-shown-to-nobody')
})

test('it is told what came, and marks it as read for all', async () => {
  const page = await who('measurer')
  await page.goto('/')
  const bell = page.getByRole('link', { name: /^提醒，未读 [1-9]/ })
  const unread = async () => Number(/\d+/.exec((await bell.getAttribute('aria-label'))!)![0])
  await bell.click()
  await page.getByText('收到委托：示例生成服务的输出').first().waitFor()
  const before = await unread()
  await button(page, '标为已读').first().click()
  await expect.poll(async () => page.getByRole('link', { name: `提醒，未读 ${before - 1} 条` }).count()).toBe(1)
})

test('a report is read, changed for once in the browser, and compared', async () => {
  const page = await who('manager', 'en')
  await page.goto(`/reports/${all.reports[0]}`)
  await page.getByText('Consistent; the signer is not known here').or(page.getByText('Genuine, and')).waitFor()
  await page.getByRole('combobox', { name: 'Choose what to change' }).click()
  await page.getByRole('listbox').getByRole('option').first().click()
  await section(page, 'What if').getByText('Report', { exact: true }).waitFor()
  const least = section(page, 'The least that would change the result')
  await least.getByRole('button', { name: 'Find it' }).click()
  await least.getByText('The least that would make it: satisfied').waitFor({ timeout: 60_000 })
  await page.goto(`/compare?first=${all.reports[0]}&second=${all.reports[1]}`)
  await page.getByRole('table', { name: 'Difference' }).getByText('not satisfied').first().waitFor()
})

test.each([
  ['administrator', '建立组织，管理成员、令牌和审计记录。', '/assessments/new'],
  ['regulator', '没有待处理的委托', '/settings?tab=organizations'],
  ['committee', '查看现行的标准与参考方案，并在系统上试行。', '/requests'],
  ['zone', '查看公开登记和已向您开放的评价。', '/systems/new'],
] as const)('a %s has a first page of its own, and is refused what is not theirs', async (name, seen, address) => {
  const page = await who(name)
  await page.goto('/')
  await page.getByText(seen).waitFor()
  await page.goto(address)
  if (name === 'regulator') expect(await section(page, '建立组织').count()).toBe(0)
  else await heading(page).getByText('您没有权限看这个页面').waitFor()
})

test('a second factor is scanned from the page, turned on, and asked for', async () => {
  const page = await who('zone')
  await page.goto('/settings?tab=security')
  const factor = section(page, '两步验证')
  await factor.getByLabel('密码').fill(person('Zhou San').password)
  await button(page, '启用').click()
  const code = factor.getByRole('img', { name: '密钥的二维码' })
  await code.waitFor()
  const secret = (await factor.locator('code').first().textContent())!
  // three corners that cameras look for, 7 dark squares wide after 4 light ones
  const drawn = (await code.locator('path').getAttribute('d'))!
  for (let x = 4; x < 11; x++) expect(drawn).toContain(`M${x} 4h1v1h-1z`)
  await factor.getByLabel('验证码').fill(oneTimeCode(secret))
  await factor.getByRole('button', { name: '确认' }).click()
  await factor.getByText('已启用').waitFor()
  const { page: again } = await deskOf(browser, server.origin, 'zh')
  await signIn(again, person('Zhou San'))
  await again.getByLabel('验证码').fill(oneTimeCode(secret, Date.now() + 30_000))
  await button(again, '确认').click()
  await heading(again).getByText('Zhou San').waitFor()
})

test('an identity provider has its button: it lets in whoever was invited, and tells a stranger why not', async () => {
  const known = 'ding.yi@example.org'
  const { owner } = all.people
  const { token } = await owner.auth<{ token: string }>('invitation/create', { role: 'viewer', email: known, days: 7 })
  const { page } = await deskOf(browser, server.origin, 'zh')
  const joined = { ...person('Ding Yi'), token }
  await page.request.post('/api/auth/invitation/join', { data: joined, headers: { origin: server.origin } })
  await page.context().clearCookies()
  const button = page.getByRole('button', { name: '用 甲公司统一认证 登录' })
  provider.claims = { sub: 'x', email: 'stranger@example.org', email_verified: true }
  await page.goto('/sign-in?next=/standards')
  await button.click()
  await page.getByText('没有登录成功').waitFor()
  provider.claims = { sub: 'y', email: known, email_verified: true }
  await page.goto('/sign-in?next=/standards')
  await button.click()
  await heading(page).getByText('标准').waitFor()
  await button.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '账户与组织: Ding Yi' }).waitFor()
})

test('no page has a barrier (WCAG 2.2 AA), nor is wider than a telephone', async () => {
  // each page in one of its looks here, and in all of them in the long tests
  const waiting = pagesOf(all).map(([name, path], turn) => ({ name, path, look: looks[turn % looks.length]! }))
  const people = [...new Set(waiting.map(({ name }) => name))]
  const found = await Promise.all(
    people.map(async (name) => {
      const page = await who(name)
      const own: string[] = []
      for (const { path, look } of waiting.filter((each) => each.name === name))
        own.push(...(await barriers(page, path, [look])).map((each) => `${name} ${each}`))
      return own
    }),
  )
  expect(found.flat()).toEqual([])
}, 300_000)

test('anybody finds a result in the register, and verifies the file with the server gone', async () => {
  const { page } = await deskOf(browser, server.origin, 'zh')
  await page.goto('/register')
  await page.getByLabel('查找系统、组织或标准').fill('示例生成')
  await page.getByRole('link', { name: '示例生成服务的输出' }).click()
  await page.getByText('内容一致，签署者未知').or(page.getByText('真实，签署者已知')).waitFor()
  const [file] = await Promise.all([page.waitForEvent('download'), button(page, '下载报告包').click()])
  const buffer = readFileSync(await file.path())
  await page.goto('/verify')
  await page.evaluate(async () => navigator.serviceWorker.ready)
  await server.stop('SIGKILL')
  await page.goto('/verify')
  await page.locator('input[type=file]').setInputFiles({ name: 'r.plumb', mimeType: 'application/zip', buffer })
  await page.getByText('每个数字和结论都从证据重新得出').waitFor()
  const altered = Buffer.from(buffer)
  altered[altered.length >> 1]! ^= 1
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'a.plumb', mimeType: 'application/zip', buffer: altered })
  await page.getByText('已被改动').waitFor()
})

test('no page threw anything or went against the policy', () => {
  expect(Object.values(desks).flatMap(({ faults }) => faults)).toEqual([])
})
