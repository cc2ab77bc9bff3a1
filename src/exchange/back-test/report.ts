import type { BackTest, Count, GroupMoves } from '../../judge/back-test/document.ts'
import { sayChange } from '../../language/diff/say-change.ts'
import { type Lang, say } from '../../language/text.ts'
import type { Block, Document } from '../document/block.ts'
import { type BackTestWords, backTestWords } from './words.ts'

/** A back-test as a document for the approval package: what changed, who would move, why, what cannot be judged, how sure. */
export function backTestReport(t: BackTest, lang: Lang, tool: string): Document {
  const w = backTestWords(lang)
  const heading = (text: string): Block => ({ kind: 'heading', text })
  const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
  const table = (heads: readonly string[], rows: readonly (readonly string[])[], caption = ''): Block => ({
    kind: 'table',
    caption,
    heads,
    widths: heads.map(() => Math.floor(100 / heads.length)),
    rows,
  })
  const n = (c: Count): string => (c === null ? w.kept : String(c))
  const outcome = (o: string): string => outcomeName(t, o, lang)
  const piece = (p: string): string => {
    const [kind = '', id = ''] = p.split(' ')
    const title = kind === 'clause' ? say(t.titles.clauses[id], lang) : ''
    return `${w.pieces[kind] ?? `${kind} `}${title ? w.titled(title, id) : id}`
  }
  const reason = (text: string): string => {
    const [, why, name = ''] = /^(missing|uncertain): (.+)$/.exec(text) ?? []
    if (why === undefined) return text
    const title = say(t.titles.evidence[name], lang)
    return w.reasons[why as 'missing' | 'uncertain'](title ? w.titled(title, name) : name)
  }
  const groups = (title: string, all: readonly GroupMoves[]): Block[] => [
    heading(title),
    table(
      [w.group, w.reports, w.better, w.same, w.worse, w.other],
      all.map((g) => [g.group || w.noGroup, n(g.reports), n(g.better), n(g.same), n(g.worse), n(g.other)]),
    ),
  ]
  const { moves } = t
  const blocks: Block[] = [
    { kind: 'title', text: w.title },
    table(
      [w.edition, w.standard, w.version, w.hash],
      [
        [w.old, t.from.id, `${t.from.edition} · ${w.authority[t.from.authority]}`, t.from.hash],
        [w.draft, t.to.id, `${t.to.edition} · ${w.authority[t.to.authority]}`, t.to.hash],
      ],
    ),
    paragraph(w.scope(t.reports, say(t.titles.result, lang) || t.result, t.inputs)),
    { kind: 'notice', text: w.keeping(t.least) },
    heading(w.changes),
    ...(t.changes.length === 0 ? [paragraph(w.nothing)] : t.changes.map((c) => paragraph(say(sayChange(c), lang)))),
    heading(w.moves),
    table(
      [w.fromTo, ...moves.to.map(outcome), w.total],
      [
        ...moves.from.map((a, i) => [outcome(a), ...moves.counts[i]!.map(n), n(moves.fromTotals[i]!)]),
        [w.total, ...moves.toTotals.map(n), String(t.reports)],
      ],
    ),
    heading(w.causes),
    paragraph(w.method),
    ...(t.causes.length === 0
      ? [paragraph(w.nothing)]
      : [
          table(
            [w.move, w.clauses, w.how, w.reports],
            t.causes.map((c) => [
              `${outcome(c.from)} → ${outcome(c.to)}`,
              c.pieces.map(piece).join(w.comma),
              w.hows[c.how] ?? c.how,
              n(c.reports),
            ]),
          ),
        ]),
    heading(w.undecided),
    ...(t.undecided.length === 0
      ? [paragraph(w.allDecided)]
      : [
          table(
            [w.reason, w.reports],
            t.undecided.map((u) => [reason(u.reason), n(u.reports)]),
          ),
        ]),
    heading(w.sure),
    paragraph(w.draws(t.draws.perReport, n(t.draws.reports))),
    ...(t.draws.shares.length === 0
      ? []
      : [
          table(
            [w.move, w.share],
            t.draws.shares.map((s) => [`${outcome(s.from)} → ${outcome(s.to)}`, s.share]),
          ),
        ]),
    ...groups(w.bySector, t.bySector),
    ...groups(w.byZone, t.byZone),
    ...(t.search ? searched(t.search, w, table) : []),
  ]
  return { title: `${t.to.id} ${t.to.edition} · ${w.title}`, lang, footer: w.footer(tool), blocks }
}

/** What the standard calls a level; of what is no level, our own word. */
export function outcomeName(t: Pick<BackTest, 'titles'>, outcome: string, lang: Lang): string {
  return backTestWords(lang).outcomes[outcome] ?? (say(t.titles.outcomes[outcome], lang) || outcome)
}

const mostPoints = 21

function searched(
  s: NonNullable<BackTest['search']>,
  w: BackTestWords,
  table: (heads: readonly string[], rows: readonly (readonly string[])[]) => Block,
): Block[] {
  const every = Math.ceil(s.curve.length / mostPoints)
  return [
    { kind: 'heading', text: w.search },
    {
      kind: 'paragraph',
      text: s.wanted ? w.wanted(s.place, s.pass, s.wanted.rate, s.wanted.value) : w.curve(s.place, s.pass),
    },
    ...(s.turns > 0 ? [{ kind: 'notice' as const, text: w.turns(s.turns) }] : []),
    table(
      [s.place, w.rate],
      s.curve.filter((_, i) => i % every === 0 || i === s.curve.length - 1).map((p) => [p.value, p.rate]),
    ),
  ]
}
