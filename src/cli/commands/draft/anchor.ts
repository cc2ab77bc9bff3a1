import { readFileSync } from 'node:fs'
import { findStandard } from '../../../assessment/library.ts'
import {
  type Anchor,
  anchorOn,
  type Change,
  type Located,
  locate,
  type Place,
  placeOfClause,
} from '../../../drafting/anchors.ts'
import { clausesOf } from '../../../drafting/clauses.ts'
import { type Outcome, problem } from '../../../language/problem.ts'
import { readYaml } from '../../../language/source.ts'
import { say, type Text } from '../../../language/text.ts'
import { type Common, Console } from '../../console.ts'
import { exit } from '../../exit.ts'

export interface AnchorOptions {
  /** id or printed number; without it, every clause that is not where it was */
  readonly clause?: string
  /** words of that clause */
  readonly quote?: string
}

const changes: Readonly<Record<Change, Text>> = {
  renumbered: { zh: '改了编号', en: 'renumbered' },
  renamed: { zh: '改了标识', en: 'under another id' },
  moved: { zh: '移到别处', en: 'moved' },
  reworded: { zh: '改了文字', en: 'reworded' },
  split: { zh: '拆成几条', en: 'split' },
}

/** Where clauses of one edition are in another: 0 where all are found, 1 where one is gone, 2 where an edition or the clause cannot be read. */
export function anchor(from: string, to: string, o: AnchorOptions, common: Common): number {
  const c = new Console(common)
  const [old, now] = [placesOf(from), placesOf(to)]
  if (!old.ok) return c.refuse(old.problems)
  if (!now.ok) return c.refuse(now.problems)
  const asked = anchorsOf(old.value, o)
  if (!asked.ok) return c.refuse(asked.problems)
  const found = asked.value.map((a) => ({ anchor: a, located: locate(a, now.value) }))
  const shown = o.clause === undefined ? found.filter(({ located }) => !unchanged(located)) : found
  if (c.json) c.data({ format: 'plumbline-anchors/1', found: shown })
  else {
    const byId = new Map(now.value.map((p) => [p.id, p]))
    for (const { anchor: a, located } of shown) c.out(lineOf(a, located, byId, c))
    const gone = shown.filter(({ located }) => located.kind === 'gone').length
    c.out(c.say(`${found.length} 条，${gone} 条找不到`, `${found.length} clauses, ${gone} gone`))
  }
  return shown.some(({ located }) => located.kind === 'gone') ? exit.doesNotConform : exit.conforms
}

const unchanged = (l: Located): boolean => l.kind === 'found' && l.changes.length === 0

function placesOf(reference: string): Outcome<readonly Place[]> {
  const found = findStandard(reference)
  if (!found.ok) return found
  const { file } = found.value
  const { raw } = readYaml(file, readFileSync(file, 'utf8'))
  return { ok: true, value: clausesOf(raw!).map(placeOfClause), warnings: [] }
}

function anchorsOf(places: readonly Place[], { clause, quote }: AnchorOptions): Outcome<readonly Anchor[]> {
  if (clause === undefined) return { ok: true, value: places, warnings: [] }
  const place = places.find((p) => p.id === clause) ?? places.find((p) => p.number === clause)
  const text = { zh: '原版中没有这一条', en: 'The old edition has no such clause' }
  if (!place) return { ok: false, problems: [problem('unknown-clause', text, { got: clause })] }
  if (quote === undefined) return { ok: true, value: [place], warnings: [] }
  const start = place.words.indexOf(quote)
  const missing = { zh: '这一条里没有这些文字', en: 'The clause does not have these words' }
  if (start < 0)
    return { ok: false, problems: [problem('unknown-quote', missing, { expected: place.words, got: quote })] }
  return { ok: true, value: [anchorOn(place, { start, end: start + quote.length })], warnings: [] }
}

function lineOf(a: Anchor, located: Located, byId: ReadonlyMap<string, Place>, c: Console): string {
  const name = (p: { readonly id: string; readonly number?: string }) => p.number ?? p.id
  if (located.kind === 'gone') {
    const near = located.nearest === undefined ? undefined : byId.get(located.nearest)
    const nearest = near ? c.say(`；最相近的是 ${name(near)}`, `; nearest is ${name(near)}`) : ''
    return `✗ ${name(a)}: ${c.say('已不在新版中', 'gone from the new edition')}${nearest}`
  }
  const how = located.changes.map((x) => say(changes[x], c.lang)).join(c.say('、', ', ')) || c.say('未变', 'unchanged')
  const places = located.at.map(({ id, start, end }) => {
    const place = byId.get(id)!
    return a.quote ? `${name(place)} “${place.words.slice(start, end)}”` : name(place)
  })
  return `✓ ${name(a)} → ${places.join(', ')}: ${how}`
}
