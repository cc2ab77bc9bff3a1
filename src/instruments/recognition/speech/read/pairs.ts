import type { Parsed } from '../../files/refusal.ts'
import { type Row, readTable } from '../../files/table.ts'
import type { Utterance } from '../utterance.ts'
import { MOST_CHARACTERS, type SpeechSource, tooLong } from './source.ts'

const columns = {
  id: { names: ['id', '编号'] },
  reference: { names: ['reference', '参考'] },
  hypothesis: { names: ['hypothesis', '识别'] },
  speaker: { names: ['speaker', '说话人'], optional: true },
  stratum: { names: ['stratum', '分层'], optional: true },
} as const

/** Utterances of a table. An empty hypothesis is an empty output; null in JSON or Parquet, or no field at all, is none. */
export async function* pairsOf(source: SpeechSource, file: string): AsyncGenerator<Utterance> {
  const seen = new Set<string>()
  yield* readTable(source, file, columns, (row) => {
    const utterance = utteranceOf(row)
    if ('expected' in utterance) return utterance
    if (seen.has(utterance.id)) return { expected: 'id: not listed before' }
    seen.add(utterance.id)
    return utterance
  })
}

function utteranceOf(row: Row<keyof typeof columns>): Exclude<Parsed<Utterance>, undefined> {
  const [id, reference] = [row.cell('id'), row.cell('reference')]
  const hypothesis = row.has('hypothesis') ? row.cell('hypothesis') : null
  if (id === '' || !row.has('reference')) return { expected: 'id, reference, hypothesis' }
  if (tooLong(reference) || tooLong(hypothesis ?? '')) return { expected: `at most ${MOST_CHARACTERS} characters` }
  return { id, reference, hypothesis, speaker: row.cell('speaker'), stratum: row.cell('stratum') }
}
