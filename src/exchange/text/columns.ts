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

const noBreakBefore = /^[，。；：、？！）”’％…,.;:?!)]/u

/** Breaks into lines of at most `width` cells: at spaces, and between Chinese characters, but never before a closing mark. */
export function wrap(text: string, width: number, indent = ''): readonly string[] {
  const words = text.match(/[ \t\n]+|[\u3000-\u9fff\uff00-\uffef]|[^ \t\n\u3000-\u9fff\uff00-\uffef]+/gu) ?? []
  const room = Math.max(8, width - stringWidth(indent))
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    if (line !== '' && stringWidth(line + word.trimEnd()) > room && !noBreakBefore.test(word)) {
      lines.push(line.trimEnd())
      line = word.trimStart()
    } else line += word
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

/** An aligned table under a rule, at most `width` cells wide if one column is flexible. */
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
  const line = (cells: readonly string[]) =>
    columns
      .map((c, i) => pad(cut(cells[i] ?? '', widths[i]!), widths[i]!, c.align ?? 'left'))
      .join(' '.repeat(gap))
      .trimEnd()
  const rule = '─'.repeat(widths.reduce((a, b) => a + b, 0) + gap * (columns.length - 1))
  return [line(columns.map((c) => c.title)), rule, ...rows.map(line)]
}
