import { mkdirSync, writeFileSync } from 'node:fs'
import { test } from 'vitest'
import { renderText } from '../text/text.ts'
import { allReports } from './fixtures/reports.ts'
import { renderHtml } from './page.ts'

test('preview', () => {
  mkdirSync('/tmp/prev', { recursive: true })
  for (const [k, r] of Object.entries(allReports()))
    for (const lang of ['zh', 'en'] as const) {
      writeFileSync(`/tmp/prev/${k.replace(/ /g, '-')}.${lang}.html`, renderHtml(r, lang))
      writeFileSync(`/tmp/prev/${k.replace(/ /g, '-')}.${lang}.txt`, renderText(r, lang, 100))
    }
})
