import type { Standard } from '../../language/standard.ts'
import { type Lang, say, type Text } from '../../language/text.ts'
import type { Type } from '../../language/types.ts'

/** A fact that one or more standards ask about the same object. */
export interface AskedFact {
  readonly name: string
  readonly title: Text
  readonly type: Type
  /** levels of the scale, where it is a level */
  readonly levels: readonly { readonly id: string; readonly title: Text }[]
  /** ids of the standards that ask it */
  readonly by: readonly string[]
}

/** The facts of several standards, each once, in the order in which they are first asked. Names mean the same in all of them. */
export function factsOf(standards: readonly Standard[]): readonly AskedFact[] {
  const found = new Map<string, AskedFact>()
  for (const s of standards) {
    for (const [name, type] of s.facts) {
      const known = found.get(name)
      found.set(name, known ? { ...known, by: [...known.by, s.id] } : asked(s, name, type))
    }
  }
  return [...found.values()]
}

function asked(s: Standard, name: string, type: Type): AskedFact {
  const scale = type.k === 'number' && type.scale !== undefined ? s.scales.get(type.scale) : undefined
  return {
    name,
    title: s.factTitles.get(name) ?? {},
    type,
    levels: (scale?.levels ?? []).map(({ id, title }) => ({ id, title })),
    by: [s.id],
  }
}

/** What a fact may be, in few words: `yes | no`, `0..5`, `2026-11-22`. */
export function hint({ type, levels }: Pick<AskedFact, 'type' | 'levels'>): string {
  return levels.length > 0 ? levels.map((l) => l.id).join(' | ') : hintOf(type)
}

function hintOf(t: Type): string {
  switch (t.k) {
    case 'yes-no':
      return 'yes | no'
    case 'word':
      return t.words?.join(' | ') ?? 'text'
    case 'words':
      return `[${t.words.join(', ')}]`
    case 'date':
      return '2026-11-22'
    case 'time':
      return '2026-11-22T09:30'
    case 'list':
      return `[ ${hintOf(t.of)}, … ]`
    case 'record':
      return `{ ${[...t.fields].map(([k, f]) => `${k}: ${hintOf(f)}`).join(', ')} }`
    case 'number':
      return t.scale ? t.scale : t.lo.finite || t.hi.finite ? `${t.lo}..${t.hi}` : 'number'
    default:
      return 'text'
  }
}

/** The title on one line, else the name. */
export function titleOfFact({ title, name }: AskedFact, lang: Lang): string {
  return (say(title, lang) || name).replace(/\s+/g, ' ')
}
