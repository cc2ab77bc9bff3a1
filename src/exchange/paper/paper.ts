import { clausesOf } from '../../drafting/clauses.ts'
import { draftOf } from '../../drafting/draft.ts'
import { citationsOf } from '../../drafting/lints/cites.ts'
import type { Raw } from '../../language/source.ts'
import type { Source, Standard } from '../../language/standard.ts'
import { type Lang, say } from '../../language/text.ts'
import type { Block, Document } from '../document/block.ts'
import { labels, methods, provenance, tables } from './annexes.ts'
import { core, type Paper } from './core.ts'
import { cover } from './cover.ts'
import type { CoverDetails } from './details.ts'
import { paperWords } from './words.ts'

/**
 * A standard on paper: its elements in the order of GB/T 1.1-2020, clause 8 (read at second hand). What the file does not hold is left to be
 * filled in, what is made here says so, and the rules are printed as the program reads them. The same bytes for the same standard.
 * @param raw the file of the standard, as read
 */
export function paperOf(standard: Standard, raw: Raw, details: CoverDetails, lang: Lang): Document {
  const w = paperWords(lang)
  const clauses = new Map(clausesOf(raw).map((c) => [c.id, c]))
  const letters = { methods: 'A', tables: 'B', sources: 'C' }
  const bare = { standard, clauses, w, lang }
  const paper: Paper = { ...bare, tables: labels(bare, letters.tables) }
  const name = say(standard.title, lang)
  const base = standard.extends && `${standard.extends.id} ${standard.extends.edition}`
  const cited = citedIn(standard, raw)
  const chapters = (['requirements', 'indicators', 'results'] as const).filter((part) => standard[part].length > 0)
  const paragraphs = (lines: readonly string[]): readonly Block[] => lines.map((text) => ({ kind: 'paragraph', text }))
  const body: readonly Block[] = [
    { kind: 'heading', text: w.foreword },
    ...paragraphs(w.forewordText({ name, body: say(standard.body, lang), base })),
    { kind: 'heading', text: w.introduction },
    ...paragraphs(w.introductionText(standard.nodes.size)),
    { kind: 'heading', text: `1 ${w.scope}` },
    ...paragraphs(w.scopeText(name, standard.subject)),
    { kind: 'heading', text: `2 ${w.references}` },
    ...paragraphs(
      cited.normative.length > 0 ? [w.referencesText, ...cited.normative.map((s) => s.title)] : [w.noReferences],
    ),
    { kind: 'heading', text: `3 ${w.terms}` },
    ...terms(paper),
    ...chapters.flatMap((part, n) => core(part, n + 4, paper)),
    { kind: 'heading', text: w.annex(letters.methods, 'normative', w.methods) },
    ...methods(paper, raw),
    { kind: 'heading', text: w.annex(letters.tables, 'normative', w.tables) },
    ...tables(paper, raw),
    { kind: 'heading', text: w.annex(letters.sources, 'informative', w.sources) },
    ...provenance(paper),
    { kind: 'heading', text: w.bibliography },
    ...paragraphs(cited.others.map((s) => s.title)),
  ]
  return {
    title: name,
    lang,
    footer: w.footer(`${standard.id} ${standard.edition}`, standard.hash.slice(0, 16)),
    blocks: [
      ...cover(standard, details, w, lang),
      { kind: 'heading', text: w.contents },
      ...paragraphs(body.flatMap((b) => (b.kind === 'heading' ? [b.text] : []))),
      ...body,
    ],
  }
}

/** Sources with a dated number that the words of a clause cite by that number are normative; all others are literature. */
function citedIn(
  standard: Standard,
  raw: Raw,
): { readonly normative: readonly Source[]; readonly others: readonly Source[] } {
  const numbers = new Set(citationsOf(draftOf(raw)).flatMap((c) => (c.clause === undefined ? [] : [plain(c.number)])))
  const all = [...standard.sources.values()].filter((s) => s.kind !== 'proposal')
  const isNormative = ({ title }: Source) => [...numbers].some((n) => plain(title).includes(n))
  return { normative: all.filter(isNormative), others: all.filter((s) => !isNormative(s)) }
}

const plain = (number: string): string => number.normalize('NFKC').replaceAll(/[‐-―]/g, '-').replaceAll(/\s/g, '')

/** Levels of the scales are what a standard defines by name. */
function terms({ standard, w, lang }: Paper): readonly Block[] {
  const rows = [...standard.scales.values()].flatMap((scale) =>
    scale.levels.map((l) => [`${scale.id}: ${l.id}`, l.number.toString(), say(l.title, lang)]),
  )
  if (rows.length === 0) return [{ kind: 'paragraph', text: w.noTerms }]
  return [{ kind: 'table', caption: '', heads: [w.row.term, w.row.number, w.row.meaning], widths: [30, 15, 55], rows }]
}
