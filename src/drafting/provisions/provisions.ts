import type { Lang } from '../../language/text.ts'
import { imperative } from './imperative.ts'
import { chineseModals, englishModals, type Modal, type ProvisionClass } from './modals.ts'
import { type Passage, passagesOf } from './passages.ts'

/** One sentence or list item with what it asks. Offsets are UTF-16 units of the text it was found in. */
export interface Provision extends Passage {
  readonly class: ProvisionClass
  /** of its first verb, or of that of its lead-in */
  readonly negative: boolean
  /** its own verbs, in their order */
  readonly modals: readonly Modal[]
  /** the verb of the lead-in, where the item has none of its own */
  readonly inherited?: Modal
}

const rank: readonly ProvisionClass[] = ['requirement', 'recommendation', 'permission', 'statement']

/**
 * The provisions of a text, in the order written. Notes, examples and footnotes are given as they are, of class statement unless they hold a
 * verb that does not belong there. The class of a sentence with several verbs is the strictest of them.
 */
export function provisionsOf(text: string, lang: Lang): readonly Provision[] {
  const modalsIn = lang === 'zh' ? chineseModals : englishModals
  const out: Provision[] = []
  const leads: { readonly depth: number; readonly modal: Modal | undefined }[] = []
  for (const passage of passagesOf(text, lang)) {
    const words = text.slice(passage.start, passage.end)
    const modals = modalsIn(words).map((m) => ({ ...m, start: m.start + passage.start, end: m.end + passage.start }))
    const strictest = strictestOf(modals)
    if (passage.kind === 'item') while (leads.length > 0 && leads.at(-1)!.depth >= passage.depth) leads.pop()
    else if (passage.kind === 'sentence') leads.length = 0
    const inherited = passage.kind === 'item' && strictest === undefined ? leads.at(-1)?.modal : undefined
    const verb = strictest ?? inherited
    if (passage.leads) leads.push({ depth: passage.depth, modal: verb })
    out.push({
      ...passage,
      class: verb?.class ?? (imperative(words, lang) ? 'instruction' : 'statement'),
      negative: verb?.negative ?? false,
      modals,
      ...(inherited ? { inherited } : {}),
    })
  }
  return out
}

function strictestOf(modals: readonly Modal[]): Modal | undefined {
  return [...modals].sort((a, b) => rank.indexOf(a.class) - rank.indexOf(b.class) || a.start - b.start)[0]
}

/** The strictest class among provisions; notes and the like do not count. Undefined where none is said. */
export function strictestClass(provisions: readonly Provision[]): ProvisionClass | undefined {
  const said = new Set(provisions.filter((p) => p.kind === 'sentence' || p.kind === 'item').map((p) => p.class))
  return rank.find((c) => c !== 'statement' && said.has(c))
}
