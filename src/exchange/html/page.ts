import type { Report } from '../../assessment/report.ts'
import { type Lang, say } from '../../language/text.ts'
import { type View, viewOf } from '../text/view.ts'
import { factsSection } from './facts.ts'
import { glossarySection } from './glossary.ts'
import { headline } from './headline.ts'
import { heldBackSection } from './held-back.ts'
import { indicatorsSection } from './indicators.ts'
import { type Html, html, Html as Markup } from './markup.ts'
import { banner, masthead } from './masthead.ts'
import { measurementsSection } from './measurements.ts'
import { missingSection } from './missing.ts'
import { requirementsSection } from './requirements.ts'
import { resultsSection } from './results.ts'
import { sourcesSection } from './sources.ts'
import { style } from './style.ts'
import { verifySection } from './verify.ts'

/**
 * A report as one HTML file: no script, no outside resource, the same bytes for the same report.
 * Reads on paper, on a telephone, in the dark and aloud.
 */
export function renderHtml(report: Report, lang: Lang): string {
  const view = viewOf(report, lang)
  const { words } = view
  const title = [say(report.subject.title, lang), say(report.standard.title, lang)].filter((s) => s !== '').join(' · ')
  return html`<!doctype html>
<html lang="${words.tag}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title} · ${words.report}</title>
<style>${new Markup(style(say(report.subject.title, lang), say(report.standard.title, lang), words))}</style>
</head>
<body>
<a class="skip" href="#result">${words.skip}</a>
<header>
${banner(view)}${masthead(view)}</header>
${contents(view)}<main>
${headline(view)}${heldBackSection(view)}${missingSection(view)}${resultsSection(view)}${indicatorsSection(view)}${requirementsSection(view)}${measurementsSection(view)}${factsSection(view)}${sourcesSection(view)}${glossarySection(view)}${verifySection(view)}</main>
<footer><p>${words.brand} · ${report.tool.name} ${report.tool.version} · <code>${report.standard.id}@${report.standard.edition}</code> · ${words.authority.name[report.standard.authority]}</p></footer>
</body>
</html>
`.markup
}

function contents(view: View): Html {
  const { words } = view
  const items: readonly (readonly [string, string])[] = [
    ['result', words.result.headline],
    ['held', words.held.title],
    ['missing', words.missing.title],
    ['results', words.result.all],
    ['indicators', words.node.indicators],
    ['requirements', words.requirements.title],
    ['measurements', words.measurements.title],
    ['facts', words.facts.title],
    ['sources', words.sources.title],
    ['glossary', words.glossary.title],
    ['verify', words.verify.title],
  ]
  return html`<nav aria-label="${words.contents}"><ul>${items.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
`
}
