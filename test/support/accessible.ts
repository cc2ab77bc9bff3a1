import { AxeBuilder } from '@axe-core/playwright'
import { type Page, shot } from './browser.ts'

/** Each value of language, colours and width beside each of the others, in four instead of eight. */
export const looks = [
  { lang: 'zh', colorScheme: 'light', width: 1200 },
  { lang: 'zh', colorScheme: 'dark', width: 360 },
  { lang: 'en', colorScheme: 'light', width: 360 },
  { lang: 'en', colorScheme: 'dark', width: 1200 },
] as const
export interface Look {
  readonly lang: 'zh' | 'en'
  readonly colorScheme: 'light' | 'dark'
  readonly width: number
}

/** What of a page breaks WCAG 2.2 AA, or is wider than a telephone; nothing where all is well. */
export async function barriers(page: Page, path: string, wanted: readonly Look[] = looks): Promise<readonly string[]> {
  const found: string[] = []
  await page.goto(path)
  for (const { lang, colorScheme, width } of wanted) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    // a page that is not drawn yet has no button to turn it to the other language
    await page.locator('h1').waitFor()
    const other = page.locator(`header button[lang^=${lang}]`)
    if (await other.isVisible()) await other.click()
    await page.locator('h1').waitFor()
    await page.waitForFunction(() => document.querySelector('main [role=status] .mantine-Skeleton-root') === null)
    // colours on their way to dark are neither, and some set out a moment after the page has turned
    await page.waitForFunction((scheme) => {
      if (document.documentElement.dataset['mantineColorScheme'] !== scheme) return false
      const going = document.getAnimations().filter((a) => a.effect?.getComputedTiming().iterations === 1)
      for (const a of going) a.finish()
      return going.length === 0
    }, colorScheme)
    const at = `${path} ${lang} ${colorScheme} ${width}`
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze()
    for (const v of violations) found.push(`${at}: ${v.id} ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (over > 0) found.push(`${at}: ${over} px too wide`)
    await shot(page, at.replace(/[^\w]+/g, '-'))
  }
  await page.setViewportSize({ width: 1200, height: 900 })
  await page.emulateMedia({ colorScheme: 'light' })
  return found
}
