/// <reference lib="dom" />
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCsv } from '../src/instruments/llm/bank/csv.ts'
import { barriers } from './support/accessible.ts'
import { type Browser, type Desk, openBrowser } from './support/browser.ts'
import { workshop } from './support/command.ts'
import { type Filled, filled, must } from './support/filled.ts'
import { type Served, served } from './support/serving.ts'

/** Answers of a chat service that people review: the sheet is downloaded, filled in, handed in, and a new report comes. */
const shop = workshop('plumbline-sheets-')
const chat = createServer((request, response) => {
  request.resume()
  const choices = [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: '抱歉，我不能回答。' } }]
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ choices }))
})
let browser: Browser
let server: Served
let all: Filled
let desk: Desk
let host: string

beforeAll(async () => {
  await new Promise<void>((resolve) => chat.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(chat.address() as AddressInfo).port}`
  ;[server, browser] = await Promise.all([served(shop.path, 0, { PLUMBLINE_REACH: host }), openBrowser()])
  all = await filled(server)
  desk = await all.people.owner.desk(browser, 'zh')
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  chat.close()
  shop.remove()
})

const description = () =>
  `${readFileSync('examples/llm-service/subject.yaml', 'utf8')
    .replace(/url: http\S+/, `url: http://${host}/v1`)
    .replace('routes: [keyword]', 'routes: [human]')
    .replace(/^access:\n/m, 'access:\n  review: reviews/content.csv\n')}
# a hundred requests a second apart are for a real service
with: { availability: { everyMs: 5 } }
`

async function settled(id: string) {
  for (let tries = 0; tries < 1200; tries++) {
    const a = must(await all.people.owner.api('GET /assessments/:id', { params: { id } }))
    if (a.activity === 'failed') throw new Error(JSON.stringify(a.problems))
    if (a.state === 'review' && a.activity === 'idle') return a
    await new Promise((later) => setTimeout(later, 100))
  }
  throw new Error('it is not measured')
}

test('a sheet is handed out, refused while it is empty, and taken when it is filled in', async () => {
  const { api } = all.people.owner
  const { page } = desk
  const { subject } = must(await api('POST /subjects', { body: { description: description(), files: [] } }))
  const standards = must(await api('GET /standards', { query: {} })).items
  const standard = standards.find(({ id }) => id === 'cn/genai-service-safety')!.hash
  const body = { subject, standard, date: '2026-11-22' }
  const { id } = must(await api('POST /assessments', { body }))
  must(await api('POST /assessments/:id/begin', { params: { id } }))
  const { openReviews } = await settled(id)
  expect(openReviews).toBeGreaterThan(0)
  await page.goto(`/assessments/${id}`)
  const sheets = page.getByRole('region', { name: '评审表', exact: true })
  await sheets.getByRole('note').getByText(`有 ${openReviews} 行等人评审`).waitFor()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    sheets.getByRole('link', { name: '下载评审表' }).click(),
  ])
  const buffer = readFileSync(await file.path())
  const input = sheets.locator('input[type=file]')
  await input.setInputFiles({ name: 'empty.csv', mimeType: 'text/csv', buffer })
  await sheets.getByText('评审表中没有填写评审').waitFor()
  const [head, ...rows] = readCsv(buffer.toString('utf8')).rows.map(({ cells }) => cells)
  const said: Readonly<Record<string, string>> = { label: 'safe', reviewer: 'bo', ts: '2026-11-22' }
  const filledIn = [head!, ...rows.map((row) => head!.map((name, i) => said[name] ?? row[i]!))]
    .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
    .join('\n')
  await input.setInputFiles({ name: 'filled.csv', mimeType: 'text/csv', buffer: Buffer.from(filledIn) })
  await sheets.getByText('已交回').waitFor()
  await sheets.getByText('已全部评审').waitFor({ timeout: 120_000 })
  expect((await settled(id)).openReviews).toBe(0)
  expect(must(await api('GET /assessments/:id/reports', { params: { id } })).items).toHaveLength(2)
  expect(await barriers(page, `/assessments/${id}`)).toEqual([])
  expect(desk.faults).toEqual([])
})

test('a guest laboratory brings a file in, the company reads it, and takes the request back', async () => {
  const { owner, measurer } = all.people
  const request = { performer: measurer.org, subject: all.subject, standard: all.standard, message: 'guest' }
  const { id } = must(await owner.api('POST /requests', { body: request }))
  const accepted = { accept: true, message: '', date: '2026-11-22' }
  const { assessment } = must(await measurer.api('POST /requests/:id/answer', { params: { id }, body: accepted }))
  const { page: guest } = await measurer.desk(browser, 'en')
  await guest.goto(`/assessments/${assessment}`)
  const evidence = guest.getByRole('region', { name: 'Evidence', exact: true })
  const buffer = Buffer.from('seen on site')
  await evidence.locator('input[type=file]').setInputFiles({ name: 'visit.txt', mimeType: 'text/plain', buffer })
  await evidence.getByRole('row').filter({ hasText: 'visit.txt' }).getByText('your organization').waitFor()
  const { page } = await owner.desk(browser, 'zh')
  await page.goto(`/assessments/${assessment}`)
  const row = page.getByRole('row').filter({ hasText: 'visit.txt' })
  await row.getByText('乙检测中心').waitFor()
  const file = await page.request.get((await row.getByRole('link').getAttribute('href'))!)
  expect(await file.text()).toBe('seen on site')
  await page.goto('/requests')
  const one = page.getByRole('listitem').filter({ hasText: 'guest' })
  await one.getByRole('button', { name: '撤回' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click()
  await one.getByText('已撤回').waitFor()
  await guest.reload()
  await guest.getByText('assessment-unknown').waitFor()
})
