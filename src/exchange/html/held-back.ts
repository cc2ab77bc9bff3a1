import type { ConditionTrace } from '../../judge/judgement.ts'
import { nextThreshold, sidesText } from '../text/conditions.ts'
import { decisionShort } from '../text/decision.ts'
import { heldBack, type Obstacle } from '../text/held-back.ts'
import { moved, partsTitle } from '../text/held-lines.ts'
import { reasonsOf } from '../text/reasons.ts'
import { resultOf } from '../text/results.ts'
import { stepText } from '../text/steps.ts'
import { showMain } from '../text/values.ts'
import { at, levelName, type View } from '../text/view.ts'
import { type Html, html } from './markup.ts'
import { kindMark, mark, nodeLink, own, section } from './parts.ts'
import { sourceTags } from './sources.ts'

/** Why the headline is not better: provisos that lowered it, then the conditions of the next level, nearest first, followed downwards. */
export function heldBackSection(view: View): Html {
  const { held } = view.words
  const id = view.standard.results[0]
  const found = id === undefined ? undefined : at(view, id)
  if (id === undefined || !found) return html``
  const h = heldBack(view, id)
  const body: Html[] = []
  if (h.provisos.length > 0) body.push(html`<h3>${held.provisos}</h3>${list(view, h.provisos)}`)
  if (h.rung && found.node.level) {
    const name = levelName(view, found.node.level.scale, h.rung.level)
    body.push(
      html`<h3>${h.rung.turned ? held.reached(name) : held.next(name, decisionShort(view, h.rung.decision))}</h3>${list(view, h.rung.conditions)}`,
    )
  }
  if (h.parts.length > 0) body.push(html`<h3>${partsTitle(view, id)}</h3>${list(view, h.parts)}`)
  if (body.length === 0) body.push(html`<p>${top(found) ? held.nothing : held.nothingFound}</p>`)
  return section('held', held.title, body)
}

function top({ judged, node }: NonNullable<ReturnType<typeof at>>): boolean {
  const scale = node.level?.scale
  const best = scale?.better === 'lower' ? scale.levels[0] : scale?.levels.at(-1)
  return best !== undefined && judged.level?.lo === best.id && judged.level.hi === best.id
}

function list(view: View, items: readonly Obstacle[]): Html {
  return html`<ol class="held">${items.map((o) => html`<li>${item(view, o)}${o.below.length > 0 && list(view, o.below)}</li>`)}</ol>
`
}

function item(view: View, o: Obstacle): Html {
  switch (o.kind) {
    case 'condition':
      return conditionLine(view, o.condition)
    case 'proviso':
      return provisoLine(view, o)
    default:
      return partLine(view, o.path, o.below.length === 0)
  }
}

function conditionLine(view: View, c: ConditionTrace): Html {
  const { words } = view
  const sides = sidesText(view, c)
  const why = reasonsOf(view, c.why ?? [])
    .slice(0, 4)
    .map((r) => html`<span class="why">${r.text}</span>`)
  return html`${mark(c.holds, words.holds[c.holds])} <code>${c.text}</code>${sides && html` <span class="sides">${sides}</span>`}${why}`
}

function provisoLine(view: View, o: Obstacle & { kind: 'proviso' }): Html {
  const { words } = view
  const { step } = o
  return html`${mark(o.fired === 'yes' ? 'applied' : 'may', o.fired === 'yes' ? words.held.applied : words.held.may)} <strong>${step.because ? own(view, step.because) : stepText(view, step)}</strong>${
    step.because && words.inBrackets(stepText(view, step))
  }${step.when?.text && html` <code>${step.when.text}</code>`} <span class="sides">${moved(view, o)}</span> ${sourceTags(view, step.from ?? [])}`
}

function partLine(view: View, path: string, leaf: boolean): Html {
  const found = at(view, path)
  if (!found) return html`${path}`
  const { judged, node } = found
  const r = node.part === 'results' ? resultOf(view, path) : undefined
  const value = judged.outcome
    ? mark(judged.outcome, view.words.outcome[judged.outcome])
    : html`<span class="sides">${showMain(view, judged, node).text}</span>`
  const next = leaf ? nextThreshold(view, path) : ''
  return html`${nodeLink(view, path)} ${value}${next && html`<span class="sides">${view.words.semicolon}${next}</span>`}${r && r.kinds.length > 0 && html` ${kindMark(view, r)}`}`
}
