import type { Cell, Rule, Table } from '../../language/standard.ts'
import { at, type View } from '../text/view.ts'
import { type Content, type Html, html } from './markup.ts'
import { table } from './parts.ts'

/** The rules of a node's decision table that matched or may match. */
export function matchedRules(view: View, path: string): Html {
  const { judged, node } = at(view, path)!
  const w = view.words.node
  const given = node.table
  if (!given) return html``
  const rows = (judged.rules ?? []).flatMap((i) => {
    const rule = given.rules[i]
    return rule
      ? [[w.rule(i + 1), when(view, given, rule), html`<code>${rule.out.map((o) => o.text ?? '').join(', ')}</code>`]]
      : []
  })
  return rows.length === 0
    ? html``
    : table(w.rules, [{ title: w.rules }, { title: w.condition }, { title: w.gives }], rows)
}

function when(view: View, t: Table, rule: Rule): Content {
  if (rule.test) return html`<code>${rule.test.text ?? ''}</code>`
  const tests = rule.cells.flatMap((c, i) => (c.kind === 'any' ? [] : [`${t.inputs[i]?.text ?? ''} ${cellText(c)}`]))
  return tests.length === 0 ? view.words.node.whole : html`<code>${tests.join(' && ')}</code>`
}

function cellText(c: Cell): string {
  switch (c.kind) {
    case 'any':
      return 'any'
    case 'compare':
      return `${c.sign} ${c.limit}`
    case 'between':
      return `in ${c.loOpen ? '(' : '['}${c.lo}..${c.hi}${c.hiOpen ? ')' : ']'}`
    case 'words':
      return c.words.length === 1 ? `== ${c.words[0]}` : `in [${c.words.join(', ')}]`
    case 'yes-no':
      return `== ${c.is}`
    default:
      return `in (${c.cells.map(cellText).join(' | ')})`
  }
}
