import type { View } from '../text/view.ts'
import { type Content, type Html, html } from './markup.ts'
import { joined, section, table } from './parts.ts'

/** Where a clause, weight or limit comes from; our own design is called ours. */
export function sourceTags(view: View, from: readonly string[]): Content {
  const tags = from.map((key) => {
    const source = view.standard.sources.get(key)
    const ours = source?.kind === 'proposal'
    return html`<span class="source${ours ? ' ours' : ''}"><a href="#sources">${source?.title ?? key}</a>${ours && html` <span class="tag">${view.words.node.ours}</span>`}</span>`
  })
  return joined(tags, ' ')
}

export function sourcesSection(view: View): Html {
  const { sources, node } = view.words
  const rows = [...view.standard.sources].map(([key, s]) => [
    html`<code>${key}</code>`,
    s.title,
    s.kind === 'proposal' ? html`<span class="tag">${node.ours}</span>` : (s.kind ?? ''),
    s.status ?? '',
    s.note ?? '',
  ])
  return section(
    'sources',
    sources.title,
    table(
      sources.title,
      [
        { title: sources.key },
        { title: sources.source },
        { title: sources.kind },
        { title: sources.status },
        { title: sources.note },
      ],
      rows,
      { hideCaption: true },
    ),
  )
}
