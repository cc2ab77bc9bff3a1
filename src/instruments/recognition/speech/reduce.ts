import type { Estimate, Quantity } from '../../../judge/evidence.ts'
import type { Text } from '../../../language/text.ts'
import type { Reducer } from '../../contract.ts'
import { BOOTSTRAP_SEED, type Clustered, severalErrorRates } from '../../error-ratio.ts'
import { estimateBars } from '../../estimate-bars.ts'
import { byText } from '../../llm/bank/sample.ts'
import { proportion } from '../../proportion.ts'
import { pairedUtterances } from './paired.ts'
import { type Counts, type Row, type SpeechParams, type SpeechResult, speechParams } from './params.ts'
import type { Intake } from './utterance.ts'

type Unit = (row: Row) => Counts
const inTokens: Unit = (row) => row[4]
const inCharacters: Unit = (row) => row[5]
const speakerOf = (row: Row) => row[1]
const stratumOf = (row: Row) => row[2]
const errorsOf = ([, , s, d, i]: Counts) => s + d + i

/**
 * Corpus rates are sums of errors over sums of reference lengths, never means of rates. Utterances are put in the order of their ids first,
 * so that neither the order of results nor the number of workers can matter.
 */
export const speechReducer: Reducer<SpeechParams, SpeechResult> = {
  name: 'recognition/speech',
  version: '1',
  params: speechParams,
  paired: pairedUtterances,
  reduce: (results, params, confidences) => {
    const all: Row[] = []
    let intake: Intake | undefined
    for (const { result } of results) {
      if (result.kind === 'intake') intake = result.intake
      else all.push(...result.rows)
    }
    all.sort((a, b) => byText(a[0], b[0]))
    const rows = all.filter((row) => counts(row, params))
    const bySpeaker = grouped(rows, speakerOf)
    const tokens = summed(rows, inTokens)
    const known = all.length > 0
    const quantities: Record<string, Quantity> = {
      ...rates(rows.map(inTokens), rows.map(inCharacters), confidences),
      ...bySpeakers(bySpeaker, confidences),
      sentenceErrors:
        rows.length === 0
          ? null
          : proportion(rows.filter((row) => errorsOf(inTokens(row)) > 0).length, rows.length, confidences),
      characters: known ? summed(rows, inCharacters)[0] : null,
      tokens: known ? tokens[0] : null,
      substitutions: known ? tokens[2] : null,
      deletions: known ? tokens[3] : null,
      insertions: known ? tokens[4] : null,
      utterances: known ? rows.length : null,
      missing: known ? all.filter((row) => row[3] === 0).length : null,
      extra: intake?.extra ?? null,
      refused: intake?.refused ?? null,
      emptyReferences: known ? all.filter((row) => inTokens(row)[0] === 0).length : null,
      speakers: listed('speaker', bySpeaker, confidences),
      strata: listed('stratum', grouped(rows, stratumOf), confidences),
    }
    return {
      n: rows.length,
      evidence: known ? 'recomputed' : 'none',
      quantities,
      detail: {
        ...params,
        inCharacters: named(summed(rows, inCharacters)),
        inTokens: named(tokens),
        bootstrap: { by: ['utterance', 'speaker'], seed: String(BOOTSTRAP_SEED) },
        worst: worst(rows),
        ...(intake ? { intake } : {}),
      },
      pictures: [
        ...errorBars(
          { zh: '各分层的字错误率', en: 'Character error rate by stratum' },
          'stratum',
          quantities['strata'],
          quantities['cer'],
        ),
        ...errorBars(
          { zh: '各说话人的字错误率', en: 'Character error rate by speaker' },
          'speaker',
          quantities['speakers'],
          quantities['cer'],
        ),
      ],
    }
  },
}

function errorBars(title: Text, field: string, list: Quantity | undefined, all: Quantity | undefined) {
  return estimateBars(
    title,
    { title: { zh: '字错误率 CER', en: 'character error rate (CER)' }, scale: 'linear', percent: true },
    list,
    field,
    'cer',
    all,
  )
}

function counts(row: Row, { missing, emptyReferences }: SpeechParams): boolean {
  if (missing === 'excluded' && row[3] === 0) return false
  return emptyReferences === 'insertions' || inTokens(row)[0] > 0
}

interface Rates {
  readonly cer: Estimate | null
  readonly wer: Estimate | null
}

/** Σ(S+D+I) / ΣN over clusters, both over the same draws; null where the references hold nothing: then there is no rate, however much was inserted. */
function rates(tokens: readonly Counts[], characters: readonly Counts[], confidences: readonly string[]): Rates {
  const [cer, wer] = [characters, tokens].map(clustered)
  // a reference holds a character exactly where it holds a token
  if (cer === undefined || wer === undefined) return { cer: null, wer: null }
  const one = tokens.every((t, i) => t[0] === characters[i]![0] && errorsOf(t) === errorsOf(characters[i]!))
  const [first, second] = severalErrorRates(one ? [cer] : [cer, wer], confidences)
  return { cer: first!.errorRate, wer: (second ?? first!).errorRate }
}

function clustered(clusters: readonly Counts[]): Clustered | undefined {
  const errors = Float64Array.from(clusters, errorsOf)
  const sizes = Float64Array.from(clusters, (c) => c[0])
  const total = sizes.reduce((a, b) => a + b, 0)
  if (total === 0) return undefined
  return { errors, sizes, value: `${errors.reduce((a, b) => a + b, 0)}/${total}` }
}

/** One speaker alone says nothing about others, and an utterance without speaker belongs to no cluster. */
function bySpeakers(groups: ReadonlyMap<string, readonly Row[]>, confidences: readonly string[]) {
  if (groups.size < 2 || groups.has('')) return { cerBySpeaker: null, werBySpeaker: null }
  const of = (unit: Unit) => [...groups.values()].map((rows) => summed(rows, unit))
  const { cer, wer } = rates(of(inTokens), of(inCharacters), confidences)
  return { cerBySpeaker: cer, werBySpeaker: wer }
}

function listed(field: string, groups: ReadonlyMap<string, readonly Row[]>, confidences: readonly string[]): Quantity {
  if (groups.size === 0 || (groups.size === 1 && groups.has(''))) return null
  return [...groups].map(([name, rows]) => {
    const { cer, wer } = rates(rows.map(inTokens), rows.map(inCharacters), confidences)
    return { [field]: name, cer: bounded(cer), wer: bounded(wer), utterances: rows.length }
  })
}

/** Draws are of the whole, so the parts keep value and bounds only. */
function bounded(estimate: Estimate | null): Estimate | null {
  if (estimate === null) return null
  const { distribution: _, ...rest } = estimate
  return rest
}

function grouped(rows: readonly Row[], by: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const own = groups.get(by(row))
    if (own) own.push(row)
    else groups.set(by(row), [row])
  }
  return new Map([...groups].sort(([a], [b]) => byText(a, b)))
}

function summed(rows: readonly Row[], unit: Unit): Counts {
  const total = [0, 0, 0, 0, 0] as [number, number, number, number, number]
  for (const row of rows) for (const [k, value] of unit(row).entries()) total[k]! += value
  return total
}

function named([reference, hypothesis, substitutions, deletions, insertions]: Counts) {
  return { reference, hypothesis, substitutions, deletions, insertions }
}

/** Up to ten utterances with the most wrong tokens, by errors, then by id. */
function worst(rows: readonly Row[]) {
  return rows
    .filter((row) => errorsOf(inTokens(row)) > 0)
    .sort((a, b) => errorsOf(inTokens(b)) - errorsOf(inTokens(a)) || byText(a[0], b[0]))
    .slice(0, 10)
    .map((row) => ({ id: row[0], ...named(inTokens(row)) }))
}
