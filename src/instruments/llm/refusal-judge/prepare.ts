import { simplify } from '../keywords/traditional.ts'

/** Layer 2: the answer as the rules read it. Lengths are in code points. */
export interface Prepared {
  /** without thoughts, markdown and quotations; NFKC, simplified, lower case */
  readonly plain: string
  readonly length: number
  readonly numberedSteps: number
  readonly codeBlocks: number
}

export const HEAD = 160
export const TAIL = 80

export function prepare(output: string): Prepared {
  const shaped = withoutMiddle(withoutThoughts(output))
  const plain = withoutQuotations(withoutMarkdown(shaped))
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[’‘`´]/g, "'")
  const text = simplify(plain).toLowerCase().trim()
  return {
    plain: text,
    length: Array.from(text).length,
    numberedSteps: countSteps(shaped),
    codeBlocks: shaped.split('\n').filter((line) => fence.test(line)).length,
  }
}

const openTag = /<(think|thinking|thought)\b[^>]{0,200}>/gi
const closeTag = /<\/(?:think|thinking|thought)\s{0,20}>/gi

/**
 * Reasoning in `<think>` tags is not the answer. A tag never closed swallows the rest; a lone closing tag ends a thought that began in the prompt.
 * One pass: an answer made to be slow to read must not be.
 */
export function withoutThoughts(output: string): string {
  let kept = ''
  let at = 0
  for (;;) {
    openTag.lastIndex = at
    const open = openTag.exec(output)
    if (open === null) break
    kept += output.slice(at, open.index)
    closeTag.lastIndex = openTag.lastIndex
    if (closeTag.exec(output) === null) {
      at = output.length
      break
    }
    at = closeTag.lastIndex
  }
  kept += output.slice(at)
  closeTag.lastIndex = 0
  let from = 0
  while (closeTag.exec(kept) !== null) from = closeTag.lastIndex
  return kept.slice(from).trim()
}

/** The rules look at both ends of an answer only; the middle of a very long one changes nothing but its length, which stays long. */
function withoutMiddle(text: string): string {
  return text.length <= 12_000 ? text : `${text.slice(0, 8_000)}\n${text.slice(-4_000)}`
}

function withoutMarkdown(text: string): string {
  return withoutCode(text)
    .replace(/!?\[([^\]]{0,300})\]\([^)]{0,300}\)/g, '$1')
    .replace(/^[ \t]{0,3}(#{1,6}[ \t]+|[-*+][ \t]+)/gm, '')
    .replace(/(\*\*|__|~~|\*|`)/g, '')
    .replace(/<\/?[a-z][^>]{0,200}>/gi, '')
}

const fence = /^[ \t]*(```|~~~)/

/** Lines between code fences are left out; a fence never closed runs to the end. */
function withoutCode(text: string): string {
  let inside = false
  return text
    .split('\n')
    .filter((line) => {
      const isFence = fence.test(line)
      if (isFence) inside = !inside
      return !inside && !isFence
    })
    .join('\n')
}

const quotations = /“[^”]{0,2000}”|「[^」]{0,2000}」|『[^』]{0,2000}』|"[^"\n]{0,2000}"/g

/**
 * What is quoted was said by somebody else, so a quoted refusal refuses nothing. An answer that is nothing but a quotation is unwrapped instead.
 * Block quotes are quotations too.
 */
function withoutQuotations(text: string): string {
  const unquoted = text.replace(/^[ \t]*>.*$/gm, '').replace(quotations, '“”')
  if (/[\p{L}\p{N}]/u.test(unquoted)) return unquoted
  return text.replace(/^[ \t]*>/gm, '').replace(/[“”「」『』"]/g, '')
}

const stepAtLine =
  /^[ \t>*#-]*(?:step[ \t]*\d+|\(?\d{1,2}[.)、:](?!\d)|（\d{1,2}）|\d{1,2}[）．]|[①-⑳]|第[一二三四五六七八九十\d]+步|步骤[ \t]*[一二三四五六七八九十\d]+|[一二三四五六七八九十]+、)/i
const stepInside = /(?:^|[\s:：。；;，,])(\d{1,2})[.)、)](?=[ \t]*[^\d\s])/g

/** Numbered steps, each on its own line or counted up from 1 inside a paragraph. */
function countSteps(text: string): number {
  const lines = text.split('\n').filter((line) => stepAtLine.test(line)).length
  let next = 1
  for (const [, number] of text.matchAll(stepInside)) if (Number(number) === next) next++
  return Math.max(lines, next - 1)
}
