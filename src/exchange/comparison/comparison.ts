import type { ComparedQuantity, Comparison } from '../../assessment/compare.ts'
import { type Lang, say } from '../../language/text.ts'
import type { Block, Document } from '../document/block.ts'
import { showNumber, showShare } from '../text/numbers.ts'
import { type ComparisonWords, comparisonWords } from './words.ts'

/** A comparison as a document of its own: what was compared, how, what was found, and where nothing can be said. */
export function comparisonDocument(comparison: Comparison, lang: Lang, tool: string): Document {
  const w = comparisonWords(lang)
  const { sides, quantities, apart, unpaired } = comparison
  const confidence = showShare(String(comparison.confidence)).text
  const [first, second] = sides.map((s, i) => say(s.title, lang) || w.sides[i]!) as [string, string]
  const blocks: Block[] = [
    { kind: 'title', text: w.title },
    { kind: 'heading', text: w.subjects },
    {
      kind: 'table',
      caption: '',
      heads: [w.heads.side, w.heads.subject, w.heads.version, w.heads.standard, w.heads.date],
      widths: [10, 30, 26, 20, 14],
      rows: sides.map((s, i) => [w.sides[i]!, say(s.title, lang), s.version, s.standard, s.date]),
    },
    { kind: 'heading', text: w.quantities },
    { kind: 'paragraph', text: w.method(confidence, quantities.length) },
  ]
  if (quantities.length === 0) blocks.push({ kind: 'notice', text: w.nothing })
  else
    blocks.push({
      kind: 'table',
      caption: w.unpaired(unpaired.onlyFirst, unpaired.onlySecond, unpaired.askedOtherwise),
      heads: w.columns,
      widths: [20, 10, 10, 20, 25, 15],
      rows: quantities.map((q) => row(q, w, lang, confidence)),
    })
  blocks.push({ kind: 'notice', text: w.meaning })
  if (apart.length > 0) {
    blocks.push({ kind: 'heading', text: w.apart })
    for (const { measure, why } of apart) blocks.push({ kind: 'paragraph', text: `${measure}: ${w.why[why]}` })
  }
  return { title: `${first} · ${second} · ${w.title}`, lang, footer: w.footer(tool), blocks }
}

function row(q: ComparedQuantity, w: ComparisonWords, lang: Lang, confidence: string) {
  const number = (x: number) => showNumber(String(x), 'ratio').text
  const signed = (x: number) => `${x > 0 ? '+' : x < 0 ? '−' : ''}${number(Math.abs(x))}`
  return [
    [
      say(q.title, lang) || q.quantity,
      `${q.measure} · ${q.pairs === null ? w.trials(...q.trials!) : w.pairs(q.pairs)}`,
    ],
    number(q.first),
    number(q.second),
    [signed(q.difference), w.interval(signed(q.lower), signed(q.upper), confidence)],
    w.p(q, probability(q.p), probability(q.adjustedP)),
    w.finding(q, ...w.sides),
  ]
}

/** Three digits, and nothing is rounded down to certainty. */
function probability(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3)
}
