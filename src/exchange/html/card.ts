import { coverageOf } from '../text/coverage.ts'
import { decisionShort } from '../text/decision.ts'
import { homes } from '../text/homes.ts'
import { reasonsOf } from '../text/reasons.ts'
import { inputAs, showRaw } from '../text/values.ts'
import { at, type View } from '../text/view.ts'
import { look } from '../text/words.ts'
import { conditionTable, ladder } from './ladder.ts'
import { type Content, type Html, html } from './markup.ts'
import { joined, kindOfNamed, nodeLink, pairs, shown, table } from './parts.ts'
import { points } from './points.ts'
import { provisos } from './provisos.ts'
import { matchedRules } from './rules.ts'
import { sourceTags } from './sources.ts'

/** How one node came about: where it is written, by what formula, from which inputs, through which conditions and provisos. */
export function card(view: View, path: string): Html {
  const { judged, node } = at(view, path)!
  const { words } = view
  const w = words.node
  return html`${pairs([
    [w.source, sourceTags(view, node.from)],
    [w.requires, saysOf(view, path)],
    [w.applies, node.when?.text && html`<code>${node.when.text}</code>`],
    [w.each, node.each?.text && html`<code>${node.each.text}</code>`],
    [w.formula, formula(node.value?.text ?? node.holds?.text)],
    [w.check, node.check?.map((c) => look(words.method, c)).join(words.comma)],
    [w.finding, finding(view, path)],
    [w.inputs, judged.inputs.length <= fewInputs && fewInline(view, path)],
    [w.scoreFrom, node.score && points(view, node.score)],
    [w.decision, decisionShort(view, judged.decision)],
    [words.result.coverage, joined(coverageOf(view, path).map(shown), html`<br>`)],
    [
      w.why,
      judged.why.length > 0 &&
        html`<ul class="plain">${reasonsOf(view, judged.why).map((r) => html`<li>${r.text} <code class="raw">${r.raw}</code></li>`)}</ul>`,
    ],
    [w.parts, elsewhere(view, path)],
    [w.unjudged, judged.applies === 'no' && node.of.length > 0 && node.of.join(words.comma)],
  ])}${judged.inputs.length > fewInputs && inputs(view, path)}${judged.conditions.length > 0 && conditionTable(view, w.conditions, judged.conditions)}${judged.rungs && ladder(view, path)}${
    judged.steps && provisos(view, path)
  }${judged.rules && matchedRules(view, path)}`
}

const fewInputs = 3

/** One to three inputs need no table. */
function fewInline(view: View, path: string): Content {
  const { judged } = at(view, path)!
  return judged.inputs.map(
    (i) =>
      html`<span class="input"><code>${i.text}</code> = ${shown(showRaw(view, i.value, inputAs(view, i.text)))}${kindOfNamed(view, i.text)}</span>`,
  )
}

function formula(text: string | undefined): Content {
  return text !== undefined && html`<code>${text}</code>`
}

export function saysOf(view: View, path: string): string {
  const { judged, node } = at(view, path)!
  const says = node.says?.op === 'word' ? node.says.value : undefined
  const { words } = view
  const text = says ? look(words.says, says) : node.says?.text
  if (!judged.outcome && !text) return ''
  const from = node.at ? words.inBrackets(words.node.partsAt(node.at.level.id)) : ''
  return `${text ?? words.says['none']}${from}`
}

function finding(view: View, path: string): Content {
  const { findings } = view.report
  const { judged, node } = at(view, path)!
  const key = [path, judged.id, '*'].find((k) => Object.hasOwn(findings, k))
  if (!node.check || key === undefined) return undefined
  const f = findings[key]!
  const { words } = view
  const truth =
    f.satisfied === null ? words.truth['unknown']! : words.outcome[f.satisfied ? 'satisfied' : 'not-satisfied']
  return [
    truth,
    f.waived ? [words.semicolon, words.outcome.waived] : '',
    f.evidence ? [words.semicolon, words.evidenceClass[f.evidence]] : '',
    f.note ? [words.semicolon, f.note] : '',
  ]
}

/** Parts that are written somewhere else in the standard. */
function elsewhere(view: View, path: string): Content {
  const { judged } = at(view, path)!
  const links = judged.parts.filter((p) => homes(view).get(p) !== path).map((p) => nodeLink(view, p))
  return joined(links, view.words.comma)
}

function inputs(view: View, path: string): Html {
  const { judged } = at(view, path)!
  const { node } = view.words
  return table(
    node.inputs,
    [{ title: node.input }, { title: node.value, number: true }],
    judged.inputs.map((i) => [
      html`<code>${i.text}</code>`,
      html`${shown(showRaw(view, i.value, inputAs(view, i.text)))}${kindOfNamed(view, i.text)}`,
    ]),
  )
}
