/** Results in the order of their lines, whatever order they come in. */
export const inOrder = <R>(results: Iterable<{ readonly id: string; readonly result: R }>): readonly R[] =>
  [...results].sort((a, b) => Number(a.id) - Number(b.id)).map((r) => r.result)
