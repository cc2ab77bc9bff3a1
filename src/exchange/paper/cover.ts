import type { Standard } from '../../language/standard.ts'
import { type Lang, say } from '../../language/text.ts'
import type { Block } from '../document/block.ts'
import type { CoverDetails } from './details.ts'
import type { PaperWords } from './words.ts'

/** The cover: what is known, then what is still to be filled in by hand. */
export function cover(standard: Standard, details: CoverDetails, w: PaperWords, lang: Lang): readonly Block[] {
  const c = w.cover
  const entries: readonly (readonly [string, string | undefined])[] = [
    [c.ics, details.ics],
    [c.ccs, details.ccs],
    [c.number, details.number ?? standard.designation],
    [c.filing, details.filing],
    [c.issued, details.issued],
    [c.effective, details.effective],
    [c.degree, details.degree],
  ]
  const known = entries.filter(([, value]) => value !== undefined)
  const open = entries.filter(([, value]) => value === undefined)
  const body = say(standard.body, lang)
  return [
    { kind: 'title', text: say(standard.title, lang) },
    ...(lang === 'zh' && standard.title.en ? [{ kind: 'paragraph', text: standard.title.en } as const] : []),
    { kind: 'notice', text: w.draft },
    { kind: 'notice', text: w.authority[standard.authority] },
    ...[
      ...known,
      [c.edition, `${standard.id} ${standard.edition}`] as const,
      ...(body ? [[c.body, body] as const] : []),
    ].map(([name, value]) => ({ kind: 'paragraph', text: `${name}${w.colon}${value}` }) as const),
    ...(open.length > 0
      ? ([
          { kind: 'paragraph', text: c.open },
          { kind: 'blanks', lines: open.map(([name]) => [name]) },
        ] as const)
      : []),
  ]
}
