import { asOf } from '../../catalogue/as-of.ts'
import type { Catalogue } from '../../catalogue/catalogue.ts'
import { keyOf } from '../../catalogue/edition.ts'
import { formatIdentifier } from '../../catalogue/identifier/format.ts'
import { parseIdentifier } from '../../catalogue/identifier/parse.ts'
import type { RawText } from '../../language/source.ts'
import type { Draft } from '../draft.ts'
import { type Advice, aboutText } from './advice.ts'

/** What looks like the number of a document with its year; the grammars of the catalogue then decide. */
const dated =
  /(?:GB(?:[/／][TZ])?|DB\d{2,6}(?:[/／]T)?|[A-Z]{2}[/／][TZ]|T[/／][A-Z]{2,10}|(?:ISO|IEC)(?:[/／](?:IEC|IEEE|TR|TS|IEC TR|IEC TS|PAS))*(?: (?:TR|TS|PAS))?|IEEE(?: Std)?|EN(?: ISO(?:\/IEC)?| IEC)?|ETSI (?:EN|TS|TR|GS))\s*[A-Z]?\d[\d.]*(?:[-‐-―]\d{1,2})?\s*[-‐-―:：]\s*(?:19|20)\d{2}(?!\d)/g

/** A number that is cited with its year, wherever it stands in the file: in a source, in the words of a clause. Offsets are those of its text. */
export interface Citation {
  readonly raw: RawText
  readonly path: string
  readonly clause?: string
  readonly number: string
  readonly start: number
  readonly end: number
}

export function citationsOf({ raw, reads }: Pick<Draft, 'raw' | 'reads'>): readonly Citation[] {
  const texts: { raw: RawText; path: string; clause?: string }[] = reads.map((r) => ({
    raw: r.raw,
    path: `${r.clause.path}.${r.field}.${r.lang}`,
    clause: r.clause.id,
  }))
  const sources = raw.kind === 'map' ? raw.entries.get('sources') : undefined
  if (sources?.kind === 'map')
    for (const [id, source] of sources.entries) {
      const title = source.kind === 'map' ? source.entries.get('title') : undefined
      if (title?.kind === 'text') texts.push({ raw: title, path: `sources.${id}.title` })
    }
  return texts.flatMap(({ raw: text, path, clause }) =>
    [...text.text.matchAll(dated)].map((m) => ({
      raw: text,
      path,
      ...(clause !== undefined ? { clause } : {}),
      number: m[0],
      start: m.index,
      end: m.index + m[0].length,
    })),
  )
}

/**
 * Dated references to editions that are withdrawn or replaced on a day (SYS-7). Without a catalogue or a day nothing is looked up; of what the
 * catalogue has no record, or cannot tell, nothing is said.
 */
export function cites(draft: Draft): readonly Advice[] {
  const { catalogue, day } = draft
  if (!catalogue || day === undefined) return []
  return citationsOf(draft).flatMap((c) => {
    const over = overOn(catalogue, c.number, day)
    if (!over) return []
    const { standing, by } = over
    const advice = aboutText(
      c.raw,
      c,
      c.path,
      'draft-cites-old-edition',
      {
        zh: `引用的 ${c.number} 在目录中已${standing === 'withdrawn' ? '废止' : '被代替'}${by ? `（代替者 ${by}）` : ''}`,
        en: `${c.number}, which is cited, is ${standing} in the catalogue${by ? ` (by ${by})` : ''}`,
      },
      {
        ...(by ? { expected: by } : {}),
        next: {
          zh: '改引现行版并核对所引条款，或改为不注日期引用',
          en: 'cite the edition in force and check the clauses you use, or cite it without a date',
        },
      },
    )
    return [c.clause === undefined ? advice : { ...advice, clause: c.clause }]
  })
}

function overOn(
  catalogue: Catalogue,
  number: string,
  day: number,
): { readonly standing: 'withdrawn' | 'replaced'; readonly by?: string } | undefined {
  const parsed = parseIdentifier(number)
  const edition = parsed.ok ? catalogue.find(formatIdentifier(parsed.value)) : undefined
  if (!edition) return undefined
  const successor = catalogue.successorOf(edition)
  const { readOn } = catalogue
  const is = asOf(edition, day, { ...(readOn !== undefined ? { readOn } : {}), ...catalogue.successionOf(edition) })
  const [only] = is
  if (is.length !== 1 || (only !== 'withdrawn' && only !== 'replaced')) return undefined
  return { standing: only, ...(successor ? { by: keyOf(successor) } : {}) }
}
