import { nameOf, type View } from './view.ts'

export interface SampleLine {
  readonly path: string
  readonly name: string
  readonly sizes: readonly string[]
}

/** For each result and requirement that sampling alone keeps open: the sample sizes that would decide it. */
export function sampleLines(view: View): readonly SampleLine[] {
  const { needed, measures } = view.report
  const { missing } = view.words
  const size = (n: number) => n.toLocaleString('en')
  return Object.entries(needed?.nodes ?? {}).map(([path, sizes]) => ({
    path,
    name: nameOf(view, path),
    sizes:
      sizes === null
        ? [missing.neverEnough]
        : Object.entries(sizes).map(([measure, n]) =>
            missing.samplesFor(measure, size(measures.find((m) => m.measure === measure)?.n ?? 0), size(n)),
          ),
  }))
}
