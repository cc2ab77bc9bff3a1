/// <reference lib="dom" />
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import sparticuz from '@sparticuz/chromium'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'

export type { Browser, BrowserContext, Locator, Page }

/** They switch off what a page is protected by, or put all pages into one process, where one that fails ends the others. */
const unwanted = [
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--disable-site-isolation-trials',
]

const own = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].filter(existsSync)

/** The browser that npm brought, the same everywhere; where it does not start, one of the machine. */
export async function openBrowser(): Promise<Browser> {
  const faults: string[] = []
  for (const path of [() => sparticuz.executablePath(), ...own.map((at) => async () => at)]) {
    try {
      return await chromium.launch({
        executablePath: await path(),
        args: [
          ...sparticuz.args.filter((a) => !unwanted.includes(a)),
          '--no-sandbox',
          '--disable-background-networking',
        ],
      })
    } catch (error) {
      faults.push(String(error).split('\n').slice(0, 3).join(' '))
    }
  }
  throw new Error(`no browser starts here; install chromium, or the libraries that it lacks:\n${faults.join('\n')}`)
}

export interface Desk {
  readonly page: Page
  readonly context: BrowserContext
  /** what the page threw or the policy of the server kept it from */
  readonly faults: string[]
}

/** A browser of somebody's own: no cookie and no memory of the others. */
export async function deskOf(browser: Browser, origin: string, lang: 'zh' | 'en'): Promise<Desk> {
  const context = await browser.newContext({
    baseURL: origin,
    locale: lang === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1200, height: 900 },
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (said) => {
    if (said.type() === 'error' && /Content Security Policy|Uncaught|Warning:/.test(said.text()))
      faults.push(said.text())
  })
  return { page, context, faults }
}

/** Pressed until the focus stands on what is wanted; where it never does, people without a mouse cannot get there. */
export async function tabTo(page: Page, wanted: Locator, most = 120): Promise<void> {
  for (let i = 0; i < most; i++) {
    if (await wanted.evaluate((e) => e === document.activeElement)) {
      const seen = await wanted.evaluate((e) => {
        const ring = (of: Element) => {
          const s = getComputedStyle(of)
          return s.outlineStyle !== 'none' && Number.parseFloat(s.outlineWidth) > 0
        }
        const next = e.nextElementSibling
        const near = [e, next, e.parentElement].filter((x): x is Element => x !== null)
        const edge = getComputedStyle(e).borderColor
        return near.some(ring) || (e.matches('input,textarea,select') && edge !== '')
      })
      if (!seen) throw new Error(`the focus cannot be seen on ${wanted}`)
      return
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`${wanted} is not reached by Tab`)
}

/** A picture of the whole page, where somebody wants to look: PLUMBLINE_SHOTS names the folder. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['PLUMBLINE_SHOTS']
  if (!folder) return
  // what stands still in the window would stand across a picture of the whole page
  const window = page.viewportSize()!
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ ...window, height: Math.max(window.height, Math.min(height, 6000)) })
  await page.screenshot({ path: join(folder, `${name}.png`) })
  await page.setViewportSize(window)
}
