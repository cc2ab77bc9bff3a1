import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import readSheets from 'read-excel-file/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { barriers } from './support/accessible.ts'
import { type Browser, deskOf, openBrowser } from './support/browser.ts'
import { plumbline, workshop } from './support/command.ts'
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

it('a class of the system is gone into, its numbers open their rows, and what is found goes out as a workbook', async () => {
  const { page, faults, context } = await deskOf(browser, new URL(server.url).origin, 'en')
  await page.goto('/catalogue/map')
  await page.getByRole('button', { name: 'BA Basic data services', exact: true }).click()
  const row = page.getByRole('row', { name: /^BA / })
  const said = await row
    .getByRole('button', { name: /^BA Basic data services: \d+ editions$/ })
    .first()
    .innerText()
  expect(await page.getByRole('row').count()).toBe(2)
  await page.getByRole('tab', { name: 'Tree' }).click()
  await page.getByText(`BA Basic data services ${said}`).waitFor()
  await page.getByRole('tab', { name: 'Figures' }).click()
  await page.getByRole('button', { name: /^Overdue for review, Denominator: \d+ editions$/ }).click()
  await page.getByRole('dialog').getByText('BA: recorded').first().waitFor()
  await page.goto('/catalogue?search=GB%2FT%2045654')
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export XLSX' }).click()
  const file = await (await coming).path()
  const [sheet] = await readSheets(readFileSync(file))
  const numbers = sheet!.data.slice(1).map(([number]) => number)
  expect(numbers).toContain('GB/T 45654-2025')
  expect(faults).toEqual([])
  await context.close()
}, 60_000)

it('a report that somebody was given says what it proves elsewhere as the command does', async () => {
  const { page, faults, context } = await deskOf(browser, new URL(server.url).origin, 'en')
  const at = { cwd: place.path, home: join(place.path, 'home') }
  const found = ['LC_G1', 'LC_G2', 'LC_G8', 'LC_1_1', 'LC_2_1', 'LC_6_2']
  writeFileSync(
    join(place.path, 'life.yaml'),
    `id: a/life
title: { zh: 甲, en: A }
version: "1"
facts: { grade: general, personalData: no, ethicsListed: no, thirdParty: no, annotation: no, trains: no, onlineLearning: no, operating: no, retiring: no }
findings:
${found.map((id) => `  ${id}: { satisfied: yes, evidence: record }`).join('\n')}
  LC_G3: { satisfied: no, evidence: record }
`,
  )
  await plumbline(['assess', 'life.yaml', '--against', 'cn-sh/ai-lifecycle', '--out', 'life'], at)
  const bundle = join(place.path, 'life', 'a-life.plumb')
  const told = await plumbline(['crosswalk', 'prove', '--report', bundle, '--in', 'nist-ai-rmf', '--json'], at)
  const { bounds, requirements } = JSON.parse(told.stdout)
  expect(bounds.atMost).toBeGreaterThan(0)
  await page.goto('/verify')
  await page.locator('input[type=file]').setInputFiles(bundle)
  await page.getByRole('button', { name: 'What it proves elsewhere' }).click()
  await page.getByRole('combobox', { name: 'Framework' }).click()
  await page.getByRole('option', { name: /^NIST AI RMF 1.0 / }).click()
  const share = `Of ${bounds.of} testable requirements, ${bounds.proved} are proved and at most ${bounds.atMost} can be`
  await page.getByText(share).waitFor()
  const { id } = requirements.find((r: { standing: string }) => r.standing === 'partly')
  await page.getByText(new RegExp(`^${id} `)).click()
  await page
    .getByText(/reviewed by nobody but its authors · ours, proposed/)
    .first()
    .waitFor()
  expect(faults).toEqual([])
  await context.close()
}, 60_000)

it('a local standard that a newer national one may touch is to be looked at again, within the time that the address names', async () => {
  const { page, faults, context } = await deskOf(browser, new URL(server.url).origin, 'en')
  // no local standard that is recorded is so like a newer one: here one is given the title and the class of GB/T 45654-2025
  const all = await (await fetch(`${new URL(server.url).origin}/api/v1/catalogue`)).json()
  const by = (title: string) => all.editions.find((e: { title: { zh?: string } }) => e.title.zh?.includes(title))
  const [newer, local] = [by('网络安全技术 生成式人工智能服务安全基本要求'), by('人工智能大模型可信赖应用评价指标体系')]
  Object.assign(local, { title: newer.title, class: newer.class })
  await page.route('**/api/v1/catalogue', (route) => route.fulfill({ json: all }))
  await page.goto('/catalogue/overlaps')
  await page.getByLabel('Published since').fill('2025-04-25')
  await page.getByRole('heading', { name: 'Local standards to be looked at again (1)' }).waitFor()
  // published on 2025-04-25, and 30 days
  expect(new URL(page.url()).searchParams.get('since')).toBe('2025-04-25')
  await page.getByText('2025-05-25', { exact: true }).waitFor()
  expect(await barriers(page, page.url(), [{ lang: 'zh', colorScheme: 'dark', width: 360 }])).toEqual([])
  await page.getByRole('heading', { name: '建议复审的地方标准（1 项）' }).waitFor()
  await page.getByLabel('此日以来发布的').fill('2025-04-26')
  await page.getByRole('heading', { name: '建议复审的地方标准（0 项）' }).waitFor()
  expect(faults).toEqual([])
  await context.close()
}, 60_000)

it('a program is told what the command says', async () => {
  const at = { cwd: place.path, home: join(place.path, 'home') }
  const origin = new URL(server.url).origin
  const on = ['--on', '2026-11-22']
  const asked = async (path: string) => {
    const response = await fetch(`${origin}/api/v1${path}`)
    expect([path, response.status]).toEqual([path, 200])
    return response.json()
  }
  const said = async (...args: string[]) => JSON.parse((await plumbline([...args, '--json'], at)).stdout)
  const day = 'on=2026-11-22'
  const { on: _, ...map } = await asked(`/catalogue/map?system=national-2020&${day}`)
  expect(map).toEqual(await said('catalogue', 'map', '--system', 'national-2020', ...on))
  const gaps = await asked(`/catalogue/gaps?${day}`)
  expect(gaps).toMatchObject(await said('catalogue', 'gaps', ...on))
  expect((await asked(`/catalogue/targets?${day}`)).items).toEqual(await said('catalogue', 'targets', ...on))
  expect((await asked(`/catalogue/references?${day}`)).items).toEqual(await said('catalogue', 'references', ...on))
  const overlaps = await asked(`/catalogue/overlaps?since=2015-01-01&${day}`)
  expect(overlaps.pairs).toEqual(await said('catalogue', 'overlaps', ...on))
  expect(overlaps.reviews).toEqual(await said('catalogue', 'overlaps', '--since', '2015-01-01', ...on))
  expect(await asked('/crosswalks/coverage?hops=2')).toEqual(await said('crosswalk', 'matrix', '--hops', '2'))
  const from = 'cn-sh/llm-trust#LT11'
  expect((await asked(`/crosswalks/chain?from=${encodeURIComponent(from)}`)).items).toEqual(
    await said('crosswalk', 'chain', from),
  )
  expect(await asked('/crosswalks/frameworks/nist-ai-rmf')).toEqual(await said('crosswalk', 'show', 'nist-ai-rmf'))
}, 60_000)

it('its pages can be used by everybody', async () => {
  const { page, faults, context } = await deskOf(browser, new URL(server.url).origin, 'zh')
  const found: string[] = []
  for (const path of [
    '/catalogue',
    '/catalogue/map',
    '/catalogue/map?view=tree&system=function&unsure=yes',
    '/catalogue/map?view=figures&class=B',
    '/catalogue/targets',
    '/catalogue/gaps',
    '/catalogue/overlaps?since=2015-01-01',
    '/catalogue/edition?number=TC260-003',
    '/crosswalk?left=cn-sh%2Fllm-trust&right=gb-t-45654&follows=yes',
    '/crosswalk?left=cn-sh%2Fllm-trust&right=gb-t-45654&tab=beside',
    '/crosswalk?left=cn-sh%2Fllm-trust&tab=chain&start=LT11',
  ])
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
