const MOST = 20

/** The first ones by id of what a reader should look at, and how many there are: ids and classes, never the text of an answer. */
export function firstById<Q extends { readonly id: string }>(
  questions: readonly Q[],
  about: (question: Q) => Readonly<Record<string, unknown>>,
): { readonly worst: readonly Readonly<Record<string, unknown>>[]; readonly worstTotal: number } {
  const sorted = [...questions].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  return { worst: sorted.slice(0, MOST).map((q) => ({ id: q.id, ...about(q) })), worstTotal: questions.length }
}
