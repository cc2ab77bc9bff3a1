/** A document as blocks, to be written as a page or as a file of a word processor. Text only: escaping is the writer's. */
export type Block =
  | { readonly kind: 'title' | 'heading' | 'subheading' | 'paragraph' | 'notice'; readonly text: string }
  | {
      readonly kind: 'table'
      readonly caption: string
      readonly heads: readonly string[] /** shares of the width, in percent */
      readonly widths: readonly number[]
      readonly rows: readonly (readonly Cell[])[]
    }
  /** lines to be filled in by hand: what stands before each blank */
  | { readonly kind: 'blanks'; readonly lines: readonly (readonly string[])[] }

/** Lines of a cell, one below the other. */
export type Cell = string | readonly string[]

export interface Document {
  readonly title: string
  readonly lang: 'zh' | 'en'
  /** stands at the foot of every page */
  readonly footer: string
  readonly blocks: readonly Block[]
}

export const linesOf = (cell: Cell): readonly string[] => (typeof cell === 'string' ? [cell] : cell)
