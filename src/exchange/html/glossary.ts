import type { View } from '../text/view.ts'
import { type Html, html } from './markup.ts'
import { pairs, section } from './parts.ts'

/** The terms a reader may not know, each in a sentence. */
export function glossarySection(view: View): Html {
  const { title, terms } = view.words.glossary
  return section('glossary', title, html`<div class="glossary">${pairs(terms)}</div>`)
}
