/** Sentences by their names, each in both languages: one that is missing does not compile. */
export type Sentences = Readonly<Record<string, { readonly zh: string; readonly en: string }>>
