/** Gives the text of a base standard by `id@edition` (or `id`), or undefined. Reading files is the caller's business. */
export type Library = (reference: string) => { readonly name: string; readonly text: string } | undefined
