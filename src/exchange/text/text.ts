import stringWidth from 'string-width'
import type { Report } from '../../assessment/report.ts'
import { type Lang, say } from '../../language/text.ts'
import { pad, wrap } from './columns.ts'
import { countLines } from './counts.ts'
import { decisionSentence } from './decision.ts'
import { heldLines } from './held-lines.ts'
import { indicatorLines } from './indicator-lines.ts'
import { showShare } from './numbers.ts'
import { kindText, type Result, resultOf, shareName, sharesOf } from './results.ts'
import { sampleLines } from './samples.ts'
import { type View, viewOf } from './view.ts'

/**
 * A report for the terminal: plain text of at most `width` cells a line, without colour, ending in a line break.
 * `width` below 40 is read as 40. A word longer than a line is not broken.
 */
export function renderText(report: Report, lang: Lang, width = 80): string {
  const view = viewOf(report, lang)
  const { words } = view
  const w = Math.max(40, width)
  const headline = view.standard.results[0]
  const blocks: (readonly string[])[] = [
    bannerLines(view, w),
    [
      ...wrap(clean(say(report.subject.title, lang)), w),
      ...wrap(`${clean(say(report.standard.title, lang))}  ${report.standard.id}@${report.standard.edition}`, w),
      ...wrap(
        `${words.head.version}${words.colon}${clean(report.subject.version)}  ${report.assessment.date}  ${words.party[report.assessment.party]}`,
        w,
      ),
    ],
    headline === undefined ? [words.result.none] : headLines(view, headline, w),
    heldLines(view, w),
    samples(view, w),
    others(view, w),
    indicatorLines(view, w),
    countLines(view, w),
  ]
  return `${blocks
    .filter((b) => b.length > 0)
    .map((b) => b.map(clean).join('\n'))
    .join('\n\n')}\n`
}

function samples(view: View, width: number): readonly string[] {
  const lines = sampleLines(view)
  if (lines.length === 0) return []
  const { missing, colon, comma } = view.words
  return [
    missing.samples,
    ...wrap(missing.samplesIntro, width, '  '),
    ...lines.flatMap((l) => wrap(`- ${l.name}${colon}${l.sizes.join(comma)}`, width, '    ')),
  ]
}

/** Control characters of a report's own texts must not reach the terminal. */
export function clean(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
}

function bannerLines(view: View, width: number): readonly string[] {
  const { authority } = view.words
  const kind = view.standard.authority
  return wrap(`[${authority.name[kind]}] ${authority.banner[kind]}`, width)
}

/** `Grade: AA, AAA possible  (kind of result: graded)` */
export function resultLine(view: View, r: Result): string {
  const { words } = view
  const possible = r.possible ? `${words.pause}${r.possible}` : ''
  const share = r.share === undefined ? '' : `${words.pause}${showShare(r.share).text}`
  const title = r.title ? ` ${r.title}` : ''
  return `${r.name}${words.colon}${r.main.text}${title}${possible}${share}  [${words.result.kind}${words.colon}${kindText(view, r.kinds)}]`
}

function headLines(view: View, id: string, width: number): readonly string[] {
  const r = resultOf(view, id)
  if (!r) return [view.words.result.none]
  const note = r.rangeNote ? wrap(r.rangeNote, width) : []
  return [
    ...wrap(resultLine(view, r), width),
    ...note,
    ...shareLines(view, r, width),
    ...wrap(decisionSentence(view, r.node), width),
  ]
}

const longestBar = 30
/** beside the name: the mark before it, spaces, and the share */
const besideBar = 16

function shareLines(view: View, r: Result, width: number): readonly string[] {
  const shares = sharesOf(r)
  const { words } = view
  if (shares.length === 0) return wrap(words.draws.none, width)
  const names = shares.map((s) => shareName(view, r, s.key))
  const room = width - besideBar - Math.max(...names.map((n) => stringWidth(n)))
  const barCells = Math.min(longestBar, Math.max(1, room))
  return shares.map((s, i) => {
    const filled = Math.round(Number(s.share) * barCells)
    return `  ${s.chosen ? '>' : ' '} ${padTo(names, i)}  ${'█'.repeat(filled)}${'░'.repeat(barCells - filled)}  ${showShare(s.share).text}`
  })
}

function padTo(names: readonly string[], i: number): string {
  return pad(names[i]!, Math.max(...names.map((n) => stringWidth(n))))
}

/** Results after the headline that are not themselves a kind. */
function others(view: View, width: number): readonly string[] {
  return view.standard.results.slice(1).flatMap((id) => {
    const r = resultOf(view, id)
    return r && r.node.qualifies.length === 0 ? wrap(resultLine(view, r), width) : []
  })
}
