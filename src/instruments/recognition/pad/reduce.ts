import type { Quantity } from '../../../judge/evidence.ts'
import { pointAtApcer, pointAtBpcer, worstOf } from '../../../metrics/presentation-attack.ts'
import type { Reducer } from '../../contract.ts'
import { byText } from '../../llm/bank/sample.ts'
import { atEach, scoresOf } from './curve-points.ts'
import { type PadParams, type PadResult, type PadRow, padParams } from './params.ts'
import { padPictures } from './pictures.ts'
import { grouped, outcomeOf, tallyOf } from './tally.ts'
import { acerOf, byLevel, worstRate } from './worst.ts'

/** Everything comes from the rows of presentations, in whatever order they come. */
export const padReducer: Reducer<PadParams, PadResult> = {
  name: 'recognition/pad',
  version: '1',
  params: padParams,
  reduce: (results, params, confidences) => {
    const rows: PadRow[] = []
    let intake: object | undefined
    let refused: number | null = null
    for (const { result } of results) {
      if (result.kind === 'presentations') rows.push(...result.rows)
      else [intake, refused] = [result.intake, result.intake.refused]
    }
    rows.sort((a, b) => byText(a[0], b[0]))
    const attacks = rows.filter((r) => r[2] !== null)
    const bonaFide = rows.filter((r) => r[2] === null)
    const decided = params.threshold !== undefined || rows.some((r) => r[5] !== null)
    // the lower bound of the largest APCER asks for a confidence finer than those stated
    const kinds = Math.max(1, new Set(attacks.map((r) => r[2])).size)
    const finest = 1 - (1 - Math.max(0.5, ...confidences.map(Number))) / kinds
    const tallied = (own: readonly PadRow[], species: string) => tallyOf(own, species, params, confidences, finest)
    const bySpecies = grouped(attacks, (r) => r[2]!).map(([name, own]) => tallied(own, name))
    const real = tallied(bonaFide, '')
    const known = rows.length > 0
    const apcer = decided ? worstRate(bySpecies, confidences) : null
    const bpcer = decided ? (real.rates.rates[0] ?? null) : null
    const species = bySpecies.map((s) => ({
      species: s.species,
      apcer: decided ? (s.rates.rates[0] ?? null) : null,
      apnrr: s.silent.rates[0] ?? null,
      presentations: s.presentations,
      nonResponses: s.nonResponses,
      subjects: s.subjects,
    }))
    const scores = scoresOf(rows, params)
    const quantities: Record<string, Quantity> = {
      apcer,
      bpcer,
      acer: decided ? acerOf(bySpecies, real, confidences) : null,
      apnrr: tallied(attacks, '').silent.rates[0] ?? null,
      bpnrr: real.silent.rates[0] ?? null,
      attacks: known ? attacks.length : null,
      bonaFide: known ? bonaFide.length : null,
      refusedLines: refused,
      species: species.length === 0 ? null : species,
      levels: decided ? byLevel(attacks, tallied, confidences) : null,
    }
    return {
      n: rows.length,
      evidence: known ? 'recomputed' : 'none',
      quantities,
      detail: {
        convention: {
          decided: params.threshold === undefined ? 'by the column of decisions' : `threshold ${params.threshold}`,
          accepted: params.higher === 'bona-fide' ? 'score >= threshold' : 'score <= threshold',
          nonResponses: params.nonResponses,
          unknown: 'no score or decision, and no word of a non-response: an error of either kind',
          acer: '(largest APCER + BPCER) / 2; not an ISO metric',
        },
        worst: worstOf(bySpecies)?.species ?? null,
        bounds:
          'of a species: the wider of Clopper-Pearson and whole subjects; of the largest APCER: upper, the largest of the upper bounds; lower, the largest of the lower bounds with Bonferroni over species',
        unknown: {
          attacks: attacks.filter((r) => outcomeOf(r, params) === 'unknown').length,
          bonaFide: bonaFide.filter((r) => outcomeOf(r, params) === 'unknown').length,
        },
        subjects: new Set(rows.map((r) => r[1]).filter((s) => s !== '')).size,
        apcerAtBpcer: atEach(['0.01', '0.05', '0.1'], (f) => pointAtBpcer(scores, f), scores, params),
        bpcerAtApcer: atEach(['0.05', '0.1'], (f) => pointAtApcer(scores, f), scores, params),
        ...(intake === undefined ? {} : { intake }),
      },
      pictures: padPictures(scores, quantities['species'], apcer),
    }
  },
}
