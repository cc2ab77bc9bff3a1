import type { Quantity } from '../../../judge/evidence.ts'
import { decimal } from '../../../metrics/decimal.ts'
import { cumulativeMatches, identificationDet, isError } from '../../../metrics/identification/rates.ts'
import { rankOf } from '../../../metrics/identification/search.ts'
import { zeroFailureTrials } from '../../../metrics/intervals.ts'
import { complement } from '../../clustered-proportion.ts'
import type { Reducer } from '../../contract.ts'
import { byStratum, clustered, count, type One } from './by-person.ts'
import { type IdentificationParams, type IdentificationResult, identificationParams, statedOf } from './params.ts'
import { identificationPictures } from './pictures.ts'
import { asSearch, thresholdsOf } from './searches.ts'

type Searches = Extract<IdentificationResult, { readonly kind: 'searches' }>

const RANKS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 30, 50, 100, 200, 500, 1000]

/** Everything comes from the rows of searches: counts, thresholds and bounds are computed again, in whatever order the rows come. */
export const identificationReducer: Reducer<IdentificationParams, IdentificationResult> = {
  name: 'recognition/identification',
  version: '1',
  params: identificationParams,
  reduce: (results, params, confidences) => {
    const { rates, ranks } = statedOf(params)
    const parts: Searches[] = []
    let intake: object | undefined
    let refused: number | null = null
    for (const { result } of results) {
      if (result.kind === 'searches') parts.push(result)
      else [intake, refused] = [result.intake, result.intake.refused]
    }
    const searches = parts.flatMap((p) =>
      p.rows.map((row): One => ({ ...asSearch(row), stratum: row[1], person: row[2], answered: row[4] === 1 })),
    )
    const [mated, others] = [searches.filter((s) => s.mated), searches.filter((s) => !s.mated)]
    const depth = parts.reduce((n, p) => Math.max(n, p.depth), 0)
    const known = searches.length > 0
    const sign = parts[0]?.polarity === 'distance' ? -1 : 1
    const shares = (of: readonly One[], wrong: readonly ((s: One) => boolean)[]) => clustered(of, wrong, confidences)

    const thresholds = thresholdsOf(searches, params) ?? []
    const missed = (t: number, rank: number) => (s: One) => isError(s, t, rank, params.ties)
    const misses = shares(
      mated,
      thresholds.flatMap((t) => ranks.map((rank) => missed(t, rank))),
    ).rates
    const alarms = shares(
      others,
      thresholds.map((t) => missed(t, 1)),
    ).rates
    const points = thresholds.flatMap((t, i) =>
      ranks.map((rank, j) => {
        const fnir = misses[i * ranks.length + j]!
        return {
          fpir: rates[i]!.text,
          rank,
          fnir,
          tpir: complement(fnir),
          measuredFpir: alarms[i]!,
          threshold: Number.isFinite(t) ? t * sign + 0 : null,
          selectivity: selectivity(parts, i, t, searches.length),
          ruleOf3: others.length >= zeroFailureTrials(rates[i]!.value.toNumber(), 0.95),
        }
      }),
    )
    const shown = RANKS.filter((r) => r <= depth)
    const ranked = shares(
      mated,
      shown.map((r) => (s: One) => !(rankOf(s, params.ties) <= r)),
    ).rates.map(complement)
    const [first] = points
    const strata = first === undefined ? null : byStratum(searches, missed(thresholds[0]!, ranks[0]!), shares)
    const quantities: Record<string, Quantity> = {
      fnir: first?.fnir ?? null,
      tpir: first?.tpir ?? null,
      fpir: first?.measuredFpir ?? null,
      rank1: ranked[0] ?? null,
      selectivity: first?.selectivity ?? null,
      failures: shares(searches, [(s) => !s.answered]).rates[0] ?? null,
      matedSearches: known ? mated.length : null,
      nonMatedSearches: known ? others.length : null,
      refusedLines: refused,
      points: points.length === 0 ? null : points,
      cmc: ranked.length === 0 || mated.length === 0 ? null : ranked.map((hit, i) => ({ rank: shown[i]!, hit })),
      strata,
    }
    const det = identificationDet(searches, ranks[0]!, params.ties)
    return {
      n: searches.length,
      evidence: known ? 'recomputed' : 'none',
      quantities,
      detail: {
        convention:
          'false alarm iff the best non-mate >= threshold; found iff the mate >= threshold and within the rank; no list or no score is a miss, and no alarm; people, not images, are ranked',
        ties: params.ties,
        rank: ranks,
        bounds:
          'the wider of Clopper-Pearson and whole people drawn with replacement where people were searched for more than once',
        depth,
        unanswered: { mated: count(mated, (s) => !s.answered), nonMated: count(others, (s) => !s.answered) },
        // with a rank beyond the list nothing more is found: what is missing there is a miss at every rank
        notListed: count(mated, (s) => Number.isNaN(s.mate)),
        tiedWithMate: count(mated, (s) => s.equal > 0),
        selected: parts.every((p) => p.selected !== null) ? 'counted' : 'not counted in a dense matrix',
        ...(intake === undefined ? {} : { intake }),
      },
      pictures: identificationPictures({
        det,
        stated: points
          .filter((p) => p.rank === ranks[0])
          .map((p) => ({
            name: p.fpir,
            threshold: p.threshold === null ? Number.POSITIVE_INFINITY : p.threshold * sign + 0,
          })),
        cmc: cmcLine(searches, depth, params),
        strata,
        fnir: first?.fnir ?? null,
      }),
    }
  },
}

/** Non-mates at or above the threshold, a search; null where a part did not count them at this very threshold. */
function selectivity(parts: readonly Searches[], i: number, threshold: number, searches: number): string | null {
  const own = Number.isFinite(threshold) ? threshold : null
  const counted = parts.every((p) => p.selected?.[i]?.threshold === own)
  if (searches === 0 || !counted) return null
  return decimal(parts.reduce((n, p) => n + p.selected![i]!.nonMates, 0) / searches)
}

function cmcLine(searches: readonly One[], depth: number, params: IdentificationParams) {
  const mated = count(searches, (s) => s.mated)
  const ranks = Array.from({ length: Math.min(depth, 50) }, (_, i) => i + 1)
  if (mated === 0) return []
  return cumulativeMatches(searches, ranks, params.ties).map((hits, i) => [ranks[i]!, hits / mated] as const)
}
