/** Markup that is safe to write: made only by `html`, which escapes whatever is put into it. */
export class Html {
  readonly markup: string
  constructor(markup: string) {
    this.markup = markup
  }
}

export type Content = Html | string | number | false | undefined | readonly Content[]

/** A template whose every hole is escaped, unless it holds markup made by `html` itself. Attributes are to be in double quotes. */
export function html(parts: TemplateStringsArray, ...holes: readonly Content[]): Html {
  return new Html(parts.map((part, i) => part + (i < holes.length ? render(holes[i]) : '')).join(''))
}

function render(c: Content): string {
  if (c === undefined || c === false) return ''
  if (c instanceof Html) return c.markup
  if (typeof c === 'string' || typeof c === 'number') return escapeText(String(c))
  return c.map(render).join('')
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Markup characters as entities; control characters and marks that turn the direction of writing as U+FFFD, so that nothing can pose as its neighbour. */
export function escapeText(text: string): string {
  return text
    .replace(/[&<>"']/g, (c) => escapes[c]!)
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g,
      '\ufffd',
    )
}

/** A string for CSS `content`: everything but letters and digits as an escape, so that it ends neither the string nor the style sheet. */
export function cssString(text: string): string {
  return `"${[...text].map((c) => (/[A-Za-z0-9]/.test(c) ? c : `\\${c.codePointAt(0)!.toString(16)} `)).join('')}"`
}

/** The anchor of a judged path; different paths have different anchors. */
export function anchor(path: string): string {
  return `n-${path.replace(/[^A-Za-z0-9_]/g, (c) => (c === '.' ? '-' : `-${c.codePointAt(0)!.toString(16)}-`))}`
}
