import type { Arc, WordLattice } from '../../../metrics/word-lattice.ts'

/** Text with `{ a / b c / @ }` in it: texts and choices in their order; a choice has at least one option. */
export type Marked = readonly (string | readonly Marked[])[]

const DEEPEST = 8

/** Reads alternatives as NIST trn and stm write them, nested up to 8 deep; `@` is the option without a word. Undefined: braces that do not fit. */
export function markedText(text: string): Marked | undefined {
  const pieces = text.split(/([{}/])/)
  let at = 0
  const sequence = (depth: number): Marked | undefined => {
    const parts: (string | readonly Marked[])[] = []
    let plain = ''
    const flush = () => {
      if (plain.trim() !== '') parts.push(plain)
      plain = ''
    }
    while (at < pieces.length) {
      const piece = pieces[at]!
      if (piece === '}' || (piece === '/' && depth > 0)) break
      at++
      if (piece !== '{') plain += depth > 0 ? piece.replace(/(?<!\S)@(?!\S)/g, ' ') : piece
      else {
        flush()
        const options = depth < DEEPEST ? choice(depth + 1) : undefined
        if (options === undefined) return undefined
        parts.push(options)
      }
    }
    flush()
    return parts
  }
  const choice = (depth: number): readonly Marked[] | undefined => {
    const options: Marked[] = []
    while (at < pieces.length) {
      const option = sequence(depth)
      if (option === undefined) return undefined
      options.push(option)
      if (pieces[at++] === '}') return options
    }
    return undefined
  }
  const whole = sequence(0)
  return at === pieces.length ? whole : undefined
}

/** A token of a marked text as the lattice has it; its number is that of the caller. */
export interface MarkedToken {
  readonly token: string
  readonly optional: boolean
}

/** The lattice of a marked text. `tokensOf` cuts a text into tokens, `unitsOf` numbers the units of a token: itself, or its characters. */
export function latticeOf(
  marked: Marked,
  tokensOf: (text: string) => readonly MarkedToken[],
  unitsOf: (token: string) => Iterable<number>,
): WordLattice {
  const arcs: Arc[] = []
  let nodes = 1
  const add = (from: number, token: number | null, dropped = 0) => arcs.push({ from, to: nodes, token, dropped })
  const text = (part: string, begin: number): number => {
    let node = begin
    for (const { token, optional } of tokensOf(part)) {
      const start = node
      for (const unit of unitsOf(token)) {
        add(node, unit)
        node = nodes++
      }
      if (optional && node > start) arcs.push({ from: start, to: node, token: null, dropped: node - start })
    }
    return node
  }
  const along = (parts: Marked, begin: number): number =>
    parts.reduce((node: number, part) => (typeof part === 'string' ? text(part, node) : choice(part, node)), begin)
  /** Options end in one node: what led to their own ends leads there. */
  const choice = (options: readonly Marked[], begin: number): number => {
    const first = arcs.length
    const ends = new Set<number>()
    for (const option of options) {
      const end = along(option, begin)
      if (end !== begin) ends.add(end)
      else add(begin, null)
      if (end === begin) ends.add(nodes++)
    }
    const end = nodes++
    for (let k = first; k < arcs.length; k++) if (ends.has(arcs[k]!.to)) arcs[k] = { ...arcs[k]!, to: end }
    return end
  }
  const end = along(marked, 0)
  return { nodes, end, arcs }
}
