import { grammars } from './grammars.ts'
import type { Identifier } from './identifier.ts'
import { normalized, parseIdentifier } from './parse.ts'

export interface Citation {
  readonly identifier: Identifier
  /** as it stands in the text, full width made half and dashes made hyphens */
  readonly text: string
}

/** No number of a document is longer. */
const LONGEST = 60

/**
 * Numbers of documents in running text, in order; each is as long as its grammar lets it be. Two letters and a number are an industry's standard
 * only where they have a year or say that they are recommended: `GA 5` may be anything.
 */
export function citedIn(text: string): readonly Citation[] {
  const plain = normalized(text)
  const found: Citation[] = []
  let from = 0
  while (from < plain.length) {
    const citation = mayBegin(plain, from) ? citationAt(plain, from) : undefined
    if (citation) found.push(citation)
    from += citation?.text.length ?? 1
  }
  return found
}

const isWord = (c: string | undefined) => c !== undefined && /[A-Za-z0-9]/.test(c)

function mayBegin(text: string, at: number): boolean {
  if (isWord(text[at - 1]) || text[at - 1] === '/' || !isWord(text[at])) return false
  const rest = text.slice(at, at + LONGEST)
  return /\d/.test(rest) && grammars.some(({ begins }) => begins.test(rest))
}

function citationAt(text: string, at: number): Citation | undefined {
  for (let length = Math.min(LONGEST, text.length - at); length >= 4; length--) {
    const end = at + length
    if ((isWord(text[end - 1]) && isWord(text[end])) || /[\s.,;:]/.test(text[end - 1]!)) continue
    const written = text.slice(at, end)
    const read = parseIdentifier(written, { undated: true })
    if (read.ok && isCertain(read.value)) return { identifier: read.value, text: written }
  }
  return undefined
}

const isCertain = ({ scheme, type, year }: Identifier) =>
  scheme !== 'industry' || type !== undefined || year !== undefined
