import { substringDistance } from '../../../metrics/approximate-substring.ts'
import { answerText } from '../answers/option.ts'
import { plainText } from '../answers/short.ts'

/** A passage that an answer quotes, and the source it names for it. */
export interface Citation {
  readonly source: string
  readonly quote: string
}

const quotedFirst = /[“"「『]([^“”"「」『』]{1,500})[”"」』]\s{0,3}[[【(（]\s?([A-Za-z0-9._-]{1,40})\s?[\]】)）]/g

/** Every quoted passage with a source in brackets behind it: `“…” [2]`. */
export function citationsIn(output: string): Citation[] {
  return [...answerText(output).matchAll(quotedFirst)].map(([, quote, source]) => ({ source: source!, quote: quote! }))
}

/** Longer sources are compared word for word only. */
const LONGEST = 50_000

/**
 * A citation is valid where its source is one of those given and the passage stands there: word for word without regard to width, case and
 * punctuation, or with at most a tenth of its characters different from some passage of the source.
 */
export function isValid({ source, quote }: Citation, sources: Readonly<Record<string, string>>): boolean {
  const text = Object.hasOwn(sources, source) ? sources[source]! : undefined
  if (text === undefined) return false
  const [wanted, whole] = [plainText(quote), plainText(text)]
  if (wanted === '') return false
  if (whole.includes(wanted)) return true
  const most = Math.floor(wanted.length / 10)
  return most > 0 && whole.length <= LONGEST && substringDistance(wanted, whole) <= most
}
