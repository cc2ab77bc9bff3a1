import type { View } from '../text/view.ts'
import { type Html, html } from './markup.ts'
import { section, table } from './parts.ts'

/** How anybody checks this report without trusting it, and the hashes it rests on. */
export function verifySection(view: View): Html {
  const { verify } = view.words
  const { judgement, standard } = view.report
  const rows = [
    [verify.standard, html`<code class="hash">${judgement.standard.hash}</code>`],
    [verify.evidence, html`<code class="hash">${judgement.evidence}</code>`],
    ...(standard.extends ? [[verify.base, html`<code class="hash">${standard.extends.hash}</code>`]] : []),
  ]
  return section('verify', verify.title, [
    html`<p>${verify.text}</p><pre tabindex="0"><code>plumbline verify ${verify.file}</code></pre>`,
    table(verify.hashes, [{ title: verify.what }, { title: verify.hash }], rows),
  ])
}
