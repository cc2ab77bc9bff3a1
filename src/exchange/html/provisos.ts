import { stepText } from '../text/steps.ts'
import { showStep } from '../text/values.ts'
import { at, type View } from '../text/view.ts'
import { type Html, html } from './markup.ts'
import { mark, own, shown, table } from './parts.ts'
import { sourceTags } from './sources.ts'

/** Provisos in the order in which they were applied, with the result before and after each. */
export function provisos(view: View, path: string): Html {
  const { judged, node } = at(view, path)!
  const { words } = view
  const w = words.node
  const rows = (judged.steps ?? []).map((s) => {
    const step = node.adjust[s.step]
    const fired = s.fired === 'yes' || s.fired === 'no' || s.fired === 'unknown' ? s.fired : 'not-applicable'
    const word =
      {
        yes: words.truth['true'],
        no: words.truth['false'],
        unknown: words.truth['unknown'],
        'not-applicable': words.truth['not-applicable'],
      }[fired] ?? fired
    return [
      html`${step && stepText(view, step)}${step?.when?.text && html` <code>${step.when.text}</code>`}`,
      html`${own(view, step?.because)} ${sourceTags(view, step?.from ?? [])}`,
      mark(signs[fired], word),
      shown(showStep(view, node, s.before)),
      shown(showStep(view, node, s.after)),
    ]
  })
  return table(
    w.steps,
    [
      { title: w.step },
      { title: w.because },
      { title: w.fired },
      { title: w.before, number: true },
      { title: w.after, number: true },
    ],
    rows,
  )
}

/** A proviso that applies is neither good nor bad. */
const signs = { yes: 'applied', no: 'skipped', unknown: 'may', 'not-applicable': 'not-applicable' } as const
