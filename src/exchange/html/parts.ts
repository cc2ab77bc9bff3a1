import { type Lang, say, type Text } from '../../language/text.ts'
import type { Shown } from '../text/numbers.ts'
import { kindText, type Result, resultOf } from '../text/results.ts'
import { langOf, nameOf, type View } from '../text/view.ts'
import { anchor, type Content, type Html, html } from './markup.ts'

export const htmlLang: Readonly<Record<Lang, string>> = { zh: 'zh-CN', en: 'en' }

/** A value rounded for reading, with its exact text for whoever points at it. */
export function shown(s: Shown): Html {
  return s.exact === undefined
    ? html`<span class="v">${s.text}</span>`
    : html`<data class="v" value="${s.exact}" title="${s.exact}">${s.text}</data>`
}

/** A standard's own words; marked with their language if the reader's is missing. */
export function own(view: View, text: Text | undefined): Content {
  const said = say(text, view.lang)
  const lang = langOf(text, view.lang)
  return said === '' || lang === view.lang ? said : html`<span lang="${htmlLang[lang]}">${said}</span>`
}

/** A link to where a node is explained. */
export function nodeLink(view: View, path: string): Html {
  const node = view.standard.nodes.get(view.nodes[path]?.id ?? '')
  const foreign = node && say(node.title, view.lang) !== '' && langOf(node.title, view.lang) !== view.lang
  return html`<a href="#${anchor(path)}">${foreign ? html`<span lang="${htmlLang[langOf(node.title, view.lang)]}">${nameOf(view, path)}</span>` : nameOf(view, path)}</a>`
}

/** A result and, always beside it, its kind. The only way in which these pages print a result. */
export function resultMark(view: View, r: Result): Html {
  return html`<span class="result" data-result="${r.path}">${shown(r.main)}${r.title && html` <span class="title">${r.title}</span>`}${
    r.possible && html`<span class="possible">${view.words.pause}${r.possible}</span>`
  }</span> ${kindMark(view, r)}`
}

export function kindMark(view: View, r: Result): Html {
  return html`<span class="kind" data-kind="${r.path}"><span class="k">${view.words.result.kind}${view.words.colon}</span>${kindText(view, r.kinds)}</span>`
}

/** The kind of the result that a formula names (`grade.level`), for wherever its value is printed as an input. */
export function kindOfNamed(view: View, text: string): Content {
  const id = /^!?([A-Za-z_]\w*)\.(?:value|level|satisfied)$/.exec(text)?.[1]
  const r = id !== undefined && view.standard.nodes.get(id)?.part === 'results' ? resultOf(view, id) : undefined
  return r && r.kinds.length > 0 ? html` ${kindMark(view, r)}` : undefined
}

const outcomeMarks: Readonly<Record<string, string>> = {
  satisfied: '✓',
  'not-satisfied': '✗',
  inconclusive: '?',
  'not-determined': '…',
  'not-applicable': '–',
  waived: '~',
  yes: '✓',
  no: '✗',
  unknown: '?',
  applied: '●',
  skipped: '○',
  may: '◐',
}

/** An outcome by sign and word; colour only repeats them. */
export function mark(kind: string, word: string): Html {
  return html`<span class="mark m-${kind.replace(/[^a-z-]/g, '')}"><span class="sign" aria-hidden="true">${outcomeMarks[kind] ?? '·'}</span> ${word}</span>`
}

export interface Head {
  readonly title: Content
  readonly number?: boolean
}

/** A table in a box that scrolls by itself and can be reached by keyboard; the first cell of each row is its heading. */
export function table(
  caption: string,
  heads: readonly Head[],
  rows: readonly (readonly Content[])[],
  more: {
    hideCaption?: boolean
    /** rows of one kind, wider than a telephone: the first cell stays in sight while the others scroll */
    records?: boolean
  } = {},
): Html {
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table${more.records ? html` class="records"` : ''}><caption${more.hideCaption ? html` class="sr"` : ''}>${caption}</caption><thead><tr>${heads.map(
    (h) => html`<th scope="col"${h.number ? html` class="num"` : ''}>${h.title}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (cells) =>
      html`<tr>${cells.map((c, i) => (i === 0 ? html`<th scope="row">${c}</th>` : html`<td${heads[i]?.number ? html` class="num"` : ''}>${c}</td>`))}</tr>`,
  )}</tbody></table></div>
`
}

/** Pairs of a term and what it is; pairs without content are left out. */
export function pairs(items: readonly (readonly [string, Content])[]): Html {
  const kept = items.filter(
    ([, c]) => c !== undefined && c !== false && c !== '' && !(Array.isArray(c) && c.length === 0),
  )
  return html`<dl>${kept.map(([k, c]) => html`<div><dt>${k}</dt><dd>${c}</dd></div>`)}</dl>
`
}

export function section(id: string, title: Content, body: Content): Html {
  return html`<section id="${id}" aria-labelledby="${id}-h"><h2 id="${id}-h">${title}</h2>
${body}</section>
`
}

export function joined(items: readonly Content[], by: Content): Content {
  return items.flatMap((c, i): Content[] => (i === 0 ? [c] : [by, c]))
}
