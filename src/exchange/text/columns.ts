import stringWidth from 'string-width'

/** Pads to a width in terminal cells, counting a Chinese character as two. */
export function pad(text: string, width: number, side: 'left' | 'right' = 'left'): string {
  const gap = ' '.repeat(Math.max(0, width - stringWidth(text)))
  return side === 'left' ? text + gap : gap + text
}

/** Cuts to a width in terminal cells, with an ellipsis where something was cut. */
export function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text
  let out = ''
  let used = 0
  for (const c of text) {
    const w = stringWidth(c)
    if (used + w > width - 1) break
    out += c
    used += w
  }
  return `${out}…`
}

const opening = '（“‘《「『【'
const closing = '，。；：、？！）”’％》」』】…'
const han = '\\u2e80-\\u9fff\\uff00-\\uffef'
/** Spaces, or a Chinese character or a word with the marks that must stay with it. */
const pieces = new RegExp(
  `[ \\t\\n]+|[${opening}]*(?:[${han}]|[^ \\t\\n${han}${opening}${closing}]+)[${closing}]*|[${opening}${closing}]+`,
  'gu',
)

/** Breaks into lines of at most `width` cells: at spaces and between Chinese characters, never between a mark and what it belongs to. */
export function wrap(text: string, width: number, indent = ''): readonly string[] {
  const room = Math.max(8, width - stringWidth(indent))
  const lines: string[] = []
  let line = ''
  for (const [piece] of text.matchAll(pieces)) {
    if (line !== '' && stringWidth(line + piece.trimEnd()) > room) {
      lines.push(line.trimEnd())
      line = piece.replace(/^[ \t\n]+/, '')
    } else line += piece
  }
  if (line.trim() !== '') lines.push(line.trimEnd())
  return lines.map((l) => indent + l)
}

export interface Column {
  readonly title: string
  readonly align?: 'left' | 'right'
  /** takes what room is left, and is cut to it */
  readonly flexible?: boolean
}

/** An aligned table under a rule, at most `width` cells wide: the flexible column gives way first, then the widest. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  const gap = 2
  const widths = columns.map((c, i) => Math.max(stringWidth(c.title), ...rows.map((r) => stringWidth(r[i] ?? ''))))
  const flexible = columns.findIndex((c) => c.flexible)
  const total = widths.reduce((a, b) => a + b, 0) + gap * (columns.length - 1)
  if (flexible >= 0 && total > width) widths[flexible] = Math.max(12, widths[flexible]! - (total - width))
  while (widths.reduce((x, y) => x + y, 0) + gap * (columns.length - 1) > width && Math.max(...widths) > 6)
    widths[widths.indexOf(Math.max(...widths))]!--
  const line = (cells: readonly string[]) =>
    columns
      .map((c, i) => pad(cut(cells[i] ?? '', widths[i]!), widths[i]!, c.align ?? 'left'))
      .join(' '.repeat(gap))
      .trimEnd()
  const rule = '─'.repeat(widths.reduce((a, b) => a + b, 0) + gap * (columns.length - 1))
  return [line(columns.map((c) => c.title)), rule, ...rows.map(line)]
}
