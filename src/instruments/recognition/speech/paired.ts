import type { PairedQuantity } from '../../contract.ts'
import type { Counts, Row, SpeechResult } from './params.ts'

/** Utterance by utterance: errors of characters and of tokens, and whether anything is wrong. References are told apart by their lengths: texts are not kept. */
export function pairedUtterances(
  results: Iterable<{ readonly id: string; readonly result: SpeechResult }>,
): readonly PairedQuantity[] {
  const rows = [...results].flatMap(({ result }) => (result.kind === 'counts' ? result.rows : []))
  const asked = (row: Row) => `${row[4][0]} ${row[5][0]}`
  const errors = ([, , s, d, i]: Counts) => s + d + i
  const ratio = (quantity: string, unit: (row: Row) => Counts): PairedQuantity => ({
    quantity,
    better: 'lower',
    kind: 'ratio',
    items: rows.map((row) => ({ id: row[0], asked: asked(row), counted: errors(unit(row)), of: unit(row)[0] })),
  })
  return [
    ratio('cer', (row) => row[5]),
    ratio('wer', (row) => row[4]),
    {
      quantity: 'sentenceErrors',
      better: 'lower',
      kind: 'yes-no',
      items: rows.map((row) => ({ id: row[0], asked: asked(row), counted: errors(row[4]) > 0 ? 1 : 0, of: 1 })),
    },
  ]
}
