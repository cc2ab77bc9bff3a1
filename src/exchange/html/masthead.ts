import type { View } from '../text/view.ts'
import { type Html, html } from './markup.ts'
import { own, pairs } from './parts.ts'

/** Whose text was judged by: stands above everything, on every report. */
export function banner(view: View): Html {
  const { authority } = view.words
  const kind = view.standard.authority
  return html`<p class="banner a-${kind}" role="note" data-authority="${kind}"><strong>${authority.name[kind]}</strong> ${authority.banner[kind]}</p>
`
}

/** What was assessed, by which standard, when and by whom. */
export function masthead(view: View): Html {
  const { report, standard, words } = view
  const { head } = words
  const { months, reassessOn } = standard.validity
  const validity = [
    months === undefined ? '' : words.months(months),
    reassessOn.length > 0 ? words.reassessOn(reassessOn.map((what) => own(view, what)).join(words.comma)) : '',
  ].filter((s) => s !== '')
  return html`<p class="eyebrow">${words.report}</p>
<h1>${own(view, report.subject.title)}</h1>
<p class="by">${own(view, standard.title)}</p>
${pairs([
  [head.version, html`<code>${report.subject.version}</code>`],
  [head.id, html`<code>${report.subject.id}</code>`],
  [head.view, report.view !== undefined && own(view, standard.views.get(report.view)?.title)],
  [head.date, html`<time datetime="${report.assessment.date}">${report.assessment.date}</time>`],
  [head.party, words.party[report.assessment.party]],
  [head.standard, html`<code>${standard.id}</code>`],
  [head.edition, standard.edition],
  [head.designation, standard.designation],
  [head.body, own(view, standard.body)],
  [head.stage, own(view, standard.stage)],
  [head.authority, words.authority.name[standard.authority]],
  [head.validity, validity.join(words.semicolon)],
  [head.extends, standard.extends && html`<code>${standard.extends.id}@${standard.extends.edition}</code>`],
  [head.tool, `${report.tool.name} ${report.tool.version}`],
])}`
}
