import type { Lang } from '../../language/text.ts'

/** A piece of a text that is read by itself. Offsets are UTF-16 units, `end` behind the last; white space at its ends is left out. */
export interface Passage {
  readonly kind: 'sentence' | 'item' | 'note' | 'example' | 'footnote'
  readonly start: number
  readonly end: number
  /** of an item: how deep its list lies, from 1 */
  readonly depth: number
  /** whether what follows are its items */
  readonly leads: boolean
}

const aside: readonly (readonly [Passage['kind'], RegExp])[] = [
  ['note', /^(?:注\s*\d*\s*[:：]|备注\s*[:：]|NOTE(?:\s+\d+)?(?:\s+to entry)?\s*[:：—-])/i],
  ['example', /^(?:示例\s*\d*\s*[:：]?|例\s*\d*\s*[:：]|EXAMPLE(?:\s+\d+)?\s*[:：—-]?\s)/i],
  ['footnote', /^(?:脚注\s*\d*\s*[:：]?|\[\^[^\]]+\]:?|[¹²³⁴⁵⁶⁷⁸⁹]\s*|Footnote\b)/i],
]
const dash = /^(?:——|—|–|-|•|·)\s*/
const lettered = /^[（(]?(?:[a-z]|[ivx]{1,4})[)）]\s*/
const numbered = /^(?:[（(]?\d{1,2}[)）]|\d{1,2}(?:、|\.(?!\d))|[①-⑳])\s*/
const chineseNumbered = /^[（(][一二三四五六七八九十]{1,3}[)）]\s*/

function depthOf(line: string): number {
  if (lettered.test(line) || chineseNumbered.test(line)) return 1
  if (numbered.test(line)) return 2
  return dash.test(line) ? 3 : 0
}

/**
 * Sentences, list items, notes, examples and footnotes of a text. A line is an item by its mark (a), 1), ——), also one behind a colon or a
 * semicolon of the same line. Semicolons part items, and sentences in Chinese.
 */
export function passagesOf(text: string, lang: Lang): readonly Passage[] {
  const out: Passage[] = []
  for (const line of linesOf(text)) {
    const words = text.slice(line.start, line.end)
    const kind = aside.find(([, shape]) => shape.test(words))?.[0]
    if (kind) {
      out.push({ kind, ...line, depth: 0, leads: false })
      continue
    }
    const depth = depthOf(words)
    for (const piece of sentencesOf(text, line, lang))
      out.push({
        kind: depth > 0 ? 'item' : 'sentence',
        ...piece,
        depth,
        leads: /[:：]$/.test(text.slice(piece.start, piece.end)),
      })
  }
  return out
}

interface Stretch {
  readonly start: number
  readonly end: number
}

/** Lines, cut also before an item that begins behind a colon or a semicolon. */
function linesOf(text: string): readonly Stretch[] {
  const out: Stretch[] = []
  let start = 0
  const cut = (end: number) => {
    const s = trimmed(text, start, end)
    if (s) out.push(s)
  }
  for (const m of text.matchAll(
    /\r\n|\r|\n|(?<=[:：;；])\s*(?=[（(]?(?:[a-z]|\d{1,2})[)）]\s*\S)|(?<=[:：;；。])\s*(?=注\s*\d*\s*[:：])/g,
  )) {
    cut(m.index)
    start = m.index + m[0].length
  }
  cut(text.length)
  return out
}

const ends = {
  zh: /[。！？；]["”』」]?|(?<=[A-Za-z\d%)）])\.\s+(?=\S)/g,
  en: /[.!?](?=["”’]?(?:\s+["“‘]?[A-Z\d]|\s*$))["”’]?|[;。！？]/g,
}
/** Behind these a point ends no sentence. */
const short = /\b(?:e\.g|i\.e|cf|etc|No|Art|Fig|cl|vs|approx|resp|pp?|al|Dr|Mr|Ms)\.$/i

function sentencesOf(text: string, { start, end }: Stretch, lang: Lang): readonly Stretch[] {
  const out: Stretch[] = []
  const words = text.slice(start, end)
  let from = 0
  for (const m of words.matchAll(ends[lang])) {
    const to = m.index + m[0].trimEnd().length
    if (short.test(words.slice(0, to)) && to < words.length) continue
    const s = trimmed(text, start + from, start + to)
    if (s) out.push(s)
    from = m.index + m[0].length
  }
  const last = trimmed(text, start + from, end)
  if (last) out.push(last)
  return out
}

function trimmed(text: string, start: number, end: number): Stretch | undefined {
  while (start < end && /\s/.test(text[start]!)) start++
  while (end > start && /\s/.test(text[end - 1]!)) end--
  return end > start ? { start, end } : undefined
}
