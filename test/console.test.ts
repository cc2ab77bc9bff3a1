import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, type Desk, deskOf, openBrowser, type Page } from './support/browser.ts'
import { workshop } from './support/command.ts'
import { introduce, person } from './support/people.ts'
import { type Served, served } from './support/serving.ts'

/** The console as people use it: the real server, the real browser, the pages' own words. The tests follow on each other. */
const shop = workshop('plumbline-console-')
const example = resolve('examples/labelled-outputs')
let browser: Browser
let server: Served
let li: Desk
const desks: Desk[] = []

async function desk(lang: 'zh' | 'en'): Promise<Desk> {
  const made = await deskOf(browser, server.origin, lang)
  desks.push(made)
  return made
}

beforeAll(async () => {
  ;[server, browser] = await Promise.all([served(shop.path), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  shop.remove()
})

const heading = (page: Page) => page.locator('h1')
const idIn = (page: Page) => page.url().split('/').at(-1)!

describe.sequential('a company', () => {
  test('is set up by the address that the server printed', async () => {
    li = await desk('zh')
    const { page } = li
    await page.goto(server.address)
    await expect.poll(() => page.getByLabel('初始设置令牌').inputValue()).toMatch(/^pls_/)
    expect(page.url(), 'the token stays out of the history').not.toContain('pls_')
    await introduce(page, person('Li Na'))
    await page.getByLabel('中文名称').fill('甲公司')
    await page.getByLabel('英文名称').fill('Company A')
    await page.getByRole('button', { name: '完成设置' }).click()
    await page.getByRole('heading', { name: 'Li Na，您好' }).waitFor()
    await page.getByText('还没有系统').waitFor()
  })

  test('adds a system with its files', async () => {
    const { page } = li
    await page.getByRole('link', { name: '登记系统' }).click()
    await page.locator('input[type=file][webkitdirectory]').setInputFiles(`${example}/outputs`)
    await page.getByLabel('对象文件（YAML）').fill(readFileSync(`${example}/subject.yaml`, 'utf8'))
    await page.getByText('已上传').nth(11).waitFor()
    await page.getByRole('button', { name: '保存这个版本' }).click()
    await heading(page).getByText('示例生成服务的输出').waitFor()
    expect(await page.getByRole('link', { name: 'outputs/list.jsonl' }).isVisible()).toBe(true)
  })

  test('assesses it, answers what is asked and sees it measured', async () => {
    const { page } = li
    await page.getByRole('link', { name: '评价', exact: true }).last().click()
    const standard = page.getByLabel('标准', { exact: false }).first()
    const option = await standard.locator('option', { hasText: '标识' }).first().textContent()
    await standard.selectOption({ label: option! })
    await page.getByRole('button', { name: '制定计划' }).click()
    await page.getByRole('heading', { name: '问卷' }).waitFor()
    expect(idIn(page)).not.toBe('new')
  })
})
