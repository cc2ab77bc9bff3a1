import type { Report } from '../../assessment/report.ts'
import type { RequirementOutcome } from '../../judge/judgement.ts'
import type { Node } from '../../language/standard.ts'
import { type Lang, say } from '../../language/text.ts'
import type { Block, Cell, Document } from '../document/block.ts'
import { homes } from '../text/homes.ts'
import { factName } from '../text/reasons.ts'
import { kindText, resultOf } from '../text/results.ts'
import { at, type View, viewOf } from '../text/view.ts'
import { declared, groundOf, notApplicable, sampleText, titleOf } from './ground.ts'
import { type FilingWords, filingWords } from './words.ts'

/**
 * A draft of the self-assessment report that goes with a filing: each clause with its conclusion and evidence or reason, methods and samples,
 * three signatories (TC260-003 9.1). Parts, clauses and their order are those of the standard.
 */
export function filingDraft(report: Report, lang: Lang): Document {
  const view = viewOf(report, lang)
  const w = filingWords(lang)
  const sections = sectionsOf(view)
  const open = leaves(sections).filter((r) => isOpen(r.outcome)).length
  const tool = `${report.tool.name} ${report.tool.version}`
  return {
    title: `${say(report.subject.title, lang)} · ${w.title}`,
    lang,
    footer: w.footer(tool, `${report.standard.id}@${report.standard.edition}`),
    blocks: [
      { kind: 'title', text: say(report.subject.title, lang) },
      { kind: 'title', text: w.title },
      { kind: 'notice', text: w.draft(report.standard.authority !== 'official') },
      ...(open > 0 ? [{ kind: 'notice', text: w.open(open) } as const] : []),
      ...basics(view, w, tool),
      ...conclusion(view, w, sections),
      { kind: 'heading', text: w.clauses },
      ...sections.flatMap((s) => clauses(view, w, s)),
      ...methods(view, w),
      ...signatures(w),
      { kind: 'paragraph', text: w.verify },
    ],
  }
}

/** A requirement as it is listed: below a group that does not apply nothing was judged, and nothing applies. */
interface Row {
  readonly node: Node
  /** its judged path, where it was judged */
  readonly path?: string
  readonly outcome: RequirementOutcome
  /** whether others are listed below it; then it has no ground of its own */
  readonly group: boolean
}

interface Section {
  readonly name: string
  /** every requirement in it, groups before their parts */
  readonly rows: readonly Row[]
}

/** The parts of the standard: requirements at the top that carry a clause, each with all that is written in it. */
function sectionsOf(view: View): readonly Section[] {
  return view.standard.requirements
    .filter((id) => at(view, id)?.node.clause !== undefined)
    .map((path) => {
      const [top, ...inside] = judgedRows(view, path)
      return { name: nameWith(view, path), rows: inside.length > 0 ? inside : [top!] }
    })
}

function judgedRows(view: View, path: string): readonly Row[] {
  const { judged, node } = at(view, path)!
  const home = homes(view)
  const parts =
    judged.applies === 'no'
      ? unjudgedRows(view, node)
      : judged.parts.filter((p) => home.get(p) === path).flatMap((p) => judgedRows(view, p))
  if (judged.outcome === undefined) return parts
  return [{ node, path, outcome: judged.outcome, group: parts.length > 0 }, ...parts]
}

function unjudgedRows(view: View, group: Node): readonly Row[] {
  return group.of
    .flatMap((id) => view.standard.nodes.get(id) ?? [])
    .filter((node) => node.parent === group.id)
    .flatMap((node) => {
      const parts = unjudgedRows(view, node)
      return [{ node, outcome: 'not-applicable', group: parts.length > 0 } as const, ...parts]
    })
}

const leaves = (sections: readonly Section[]) => sections.flatMap((s) => s.rows).filter((r) => !r.group)

const isOpen = (o: RequirementOutcome) => o === 'inconclusive' || o === 'not-determined'

function nameWith(view: View, path: string): string {
  const { node } = at(view, path)!
  const title = say(node.title, view.lang)
  return title === '' ? (node.clause ?? node.id) : `${node.clause ?? node.id} ${title}`
}

function basics(view: View, w: FilingWords, tool: string): Block[] {
  const { report, standard, lang, words } = view
  const pairs: [string, string][] = [
    [w.service, say(report.subject.title, lang)],
    [w.id, report.subject.id],
    [w.version, report.subject.version],
    [w.standard, [standard.designation, say(standard.title, lang)].filter(Boolean).join(' ')],
    [w.edition, `${standard.id}@${standard.edition}${words.inBrackets(words.authority.name[standard.authority])}`],
    [w.date, report.assessment.date],
    [w.party, words.party[report.assessment.party]],
    [w.tool, tool],
    [w.hash, standard.hash],
    [w.evidenceHash, report.judgement.evidence],
  ]
  const facts = [...standard.facts.keys()].map((name) => [
    factName(view, name),
    declared(view, report.subject.facts[name]),
  ])
  return [
    { kind: 'heading', text: w.basics },
    { kind: 'table', caption: '', heads: [w.item, w.content], widths: [28, 72], rows: pairs },
    ...(facts.length > 0
      ? [{ kind: 'table', caption: w.facts, heads: [w.item, w.content], widths: [68, 32], rows: facts } as const]
      : []),
  ]
}

const order: readonly RequirementOutcome[] = [
  'satisfied',
  'not-satisfied',
  'not-applicable',
  'waived',
  'inconclusive',
  'not-determined',
]

function conclusion(view: View, w: FilingWords, sections: readonly Section[]): Block[] {
  const results = view.standard.results.slice(0, 1).flatMap((id) => resultOf(view, id) ?? [])
  const all = leaves(sections)
  const used = order.filter((o) => all.some((r) => r.outcome === o))
  const counts = (rows: readonly Row[]) => used.map((o) => String(rows.filter((r) => r.outcome === o).length))
  const share = Math.floor(68 / Math.max(1, used.length))
  return [
    { kind: 'heading', text: w.conclusion },
    ...results.map(
      (r): Block => ({
        kind: 'paragraph',
        text: `${w.result}${view.words.colon}${r.name} — ${r.main.text}${view.words.semicolon}${w.kind}${view.words.colon}${kindText(view, r.kinds)}`,
      }),
    ),
    {
      kind: 'table',
      caption: w.sections,
      heads: [w.section, ...used.map((o) => w.outcome[o])],
      widths: [100 - share * used.length, ...used.map(() => share)],
      rows: [...sections.map((s) => [s.name, ...counts(leaves([s]))]), [w.total, ...counts(all)]],
    },
  ]
}

function clauses(view: View, w: FilingWords, s: Section): Block[] {
  const rows = s.rows.map(({ node, path, outcome, group }): Cell[] => {
    const says = node.says?.op === 'word' ? w.says[node.says.value] : undefined
    return [
      node.clause ?? node.id,
      `${say(node.title, view.lang)}${says ? view.words.inBrackets(says) : ''}`,
      w.outcome[outcome],
      group
        ? ''
        : path === undefined || outcome === 'not-applicable'
          ? notApplicable(view, node, w)
          : groundOf(view, path, w),
    ]
  })
  return [
    { kind: 'subheading', text: s.name },
    {
      kind: 'table',
      caption: '',
      heads: [w.clause, w.requirement, w.conclude, w.ground],
      widths: [12, 30, 14, 44],
      rows,
    },
  ]
}

function methods(view: View, w: FilingWords): Block[] {
  const { words, lang } = view
  const rows = view.report.measures.map((m): Cell[] => {
    const errors = Object.entries(m.items.errors).filter(([, n]) => n > 0)
    return [
      titleOf(view, m),
      [
        say(m.method.title, lang),
        `${m.instrument} ${m.version}`,
        m.method.source,
        ...(m.invalid ? [say(m.invalid.text, lang)] : []),
      ],
      [sampleText(view, m, w), w.evidence(words.evidenceClass[m.evidence])],
      errors.length === 0 ? w.none : errors.map(([code, n]) => `${code} ${n}`),
    ]
  })
  return [
    { kind: 'heading', text: w.methods },
    { kind: 'paragraph', text: w.errorsNote },
    { kind: 'table', caption: '', heads: [w.measure, w.method, w.sample, w.errors], widths: [24, 38, 24, 14], rows },
  ]
}

function signatures(w: FilingWords): Block[] {
  return [
    { kind: 'heading', text: w.signatures },
    { kind: 'paragraph', text: w.signNote },
    { kind: 'blanks', lines: [...w.signers.map((s) => [`${s}${w.sign}`, w.day]), [w.seal, w.day]] },
  ]
}
