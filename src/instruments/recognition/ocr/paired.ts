import type { PairedQuantity } from '../../contract.ts'
import { scoreLines } from './line-scores.ts'
import type { LineResult, OcrParams } from './params.ts'

/** Line by line: characters wrong of characters to be read, and whether the whole line is right. A line without output counts as it does alone. */
export function pairedLines(
  results: Iterable<{ readonly id: string; readonly result: LineResult }>,
  { normalise }: OcrParams,
): readonly PairedQuantity[] {
  const lines = scoreLines([...results], normalise)
  const asked = ({ line }: (typeof lines)[number]) => `${line.imageSha256} ${line.reference}`
  return [
    {
      quantity: 'cer',
      better: 'lower',
      kind: 'ratio',
      items: lines.map((l) => ({
        id: l.id,
        asked: asked(l),
        counted: l.counts.distance,
        of: l.counts.referenceLength,
      })),
    },
    {
      quantity: 'exact',
      better: 'higher',
      kind: 'yes-no',
      items: lines.map((l) => ({ id: l.id, asked: asked(l), counted: l.counts.distance === 0 ? 1 : 0, of: 1 })),
    },
  ]
}
