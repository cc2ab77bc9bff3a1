import type { Declared } from '../../judge/evidence.ts'
import type { Type } from '../../language/types.ts'
import { factName } from '../text/reasons.ts'
import { ratioType, showRaw } from '../text/values.ts'
import { levelName, type View } from '../text/view.ts'
import { detail } from './detail.ts'
import { type Content, type Html, html } from './markup.ts'
import { section, shown, table } from './parts.ts'

/** What the owner of the object declares; facts that were not declared are listed as such. */
export function factsSection(view: View): Html {
  const { facts } = view.words
  const given = view.report.subject.facts
  const names = [...new Set([...view.standard.facts.keys(), ...Object.keys(given)])]
  if (names.length === 0) return section('facts', facts.title, html`<p>${facts.none}</p>`)
  const rows = names.map((name) => [
    html`${factName(view, name)}${factName(view, name) !== name && html` <code class="raw">${name}</code>`}`,
    declared(view, Object.hasOwn(given, name) ? given[name] : undefined, view.standard.facts.get(name)),
  ])
  return section('facts', facts.title, [
    html`<p class="note">${facts.note}</p>`,
    table(facts.title, [{ title: facts.fact }, { title: facts.value }], rows, { hideCaption: true }),
  ])
}

/** A declared value as its reader knows it: a level by its name, a number with its unit. */
export function declared(view: View, x: Declared | undefined, type: Type | undefined): Content {
  const { words } = view
  if (x === null || x === undefined) return html`<span class="note">${words.facts.unknown}</span>`
  if (type?.k === 'yes-no') return words.truth[x === 'yes' || x === true || x === 'true' ? 'true' : 'false']
  if (type?.k === 'number' && typeof x !== 'object') {
    const scale = type.scale ? view.standard.scales.get(type.scale) : undefined
    if (scale) return levelName(view, scale, String(x))
    return html`${shown(showRaw(view, String(x), ratioType(type) ? 'ratio' : 'number'))}${type.unit && ` ${type.unit}`}`
  }
  return detail(view, x)
}
