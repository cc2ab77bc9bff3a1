import type { JudgedNode } from '../../judge/judgement.ts'
import { coverageOf } from '../text/coverage.ts'
import { decisionSentence } from '../text/decision.ts'
import { showShare } from '../text/numbers.ts'
import { type Result, resultOf } from '../text/results.ts'
import type { View } from '../text/view.ts'
import { confidence } from './confidence.ts'
import { anchor, type Content, type Html, html } from './markup.ts'
import { joined, pairs, resultMark, section, shown } from './parts.ts'
import { radar } from './radar.ts'

/** The first result of the standard, large, with its kind, its range and what it rests on. */
export function headline(view: View): Html {
  const id = view.standard.results[0]
  const r = id === undefined ? undefined : resultOf(view, id)
  const { words } = view
  if (!r) return section('result', words.result.headline, html`<p>${words.result.none}</p>`)
  return section(
    'result',
    r.name,
    html`<p class="grade">${resultMark(view, r)}${r.share !== undefined && html` <span class="share">${view.words.draws.headline(showShare(r.share).text)}</span>`}</p>
${rangeNote(view, r)}${radar(view, r)}${confidence(view, r)}${basis(view, r)}<p class="more"><a href="#${anchor(r.path)}">${words.node.open}</a></p>
`,
  )
}

function rangeNote(view: View, r: Result): Html {
  const { result } = view.words
  if (r.rangeNote) return html`<p class="note">${r.rangeNote}</p>`
  const n = r.judged.level ? undefined : r.judged.number
  return n && n.lo !== n.hi ? html`<p class="note">${result.rangeNumber}</p>` : html``
}

/** Decision rule, coverage, sufficiency and evidence class of a result. */
export function basis(view: View, r: Result): Html {
  const { words } = view
  const { judged } = r
  return pairs([
    [words.result.decision, decisionSentence(view, r.node)],
    [words.result.coverage, joined(coverageOf(view, r.path).map(shown), html`<br>`)],
    [words.result.sufficient, sufficiency(view, judged)],
    [
      words.result.evidence,
      judged.evidence ? evidenceText(view, judged.evidence) : judged.sufficient && words.declaredOnly,
    ],
  ])
}

/** The judgement says only whether each minimum n is reached; what else a standard asks of samples it says elsewhere, perhaps that they do not suffice. */
export function sufficiency(view: View, judged: JudgedNode): Content {
  const w = view.words.sufficient
  if (judged.sufficient === undefined) return undefined
  if (judged.evidence === undefined) return w.unmeasured
  const set = [...view.standard.measures.values()].some((m) => m.minimum !== undefined)
  if (judged.sufficient === 'true') return html`${set ? w.true : w.unset}<br><span class="note">${w.apart}</span>`
  return judged.sufficient === 'false' ? w.false : w.unknown
}

export function evidenceText(view: View, b: { readonly lo: string; readonly hi: string }): string {
  const { evidenceClass, evidenceRange, evidenceWeakest } = view.words
  const word = (id: string) => evidenceClass[id as keyof typeof evidenceClass] ?? id
  return b.lo === b.hi ? evidenceWeakest(word(b.lo)) : evidenceRange(word(b.lo), word(b.hi))
}
