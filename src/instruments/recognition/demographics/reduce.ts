import type { Estimate, Quantity } from '../../../judge/evidence.ts'
import { Exact } from '../../../language/exact.ts'
import { decimal } from '../../../metrics/decimal.ts'
import { type Tails, tailBounds } from '../../../metrics/tails.ts'
import type { Reducer } from '../../contract.ts'
import { clusteredErrorBounds } from '../../error-clusters.ts'
import { estimateBars } from '../../estimate-bars.ts'
import { bounds } from '../../proportion.ts'
import { measuresOf, pairwise } from './comparing.ts'
import { type Counts, type DemographicsParams, type DemographicsResult, demographicsParams } from './params.ts'

type Rates = Extract<DemographicsResult, { readonly kind: 'rates' }>
type Resamples = Extract<DemographicsResult, { readonly kind: 'resamples' }>

/** Rates of groups from counts, bounds the wider of exact ones and those of resampled subjects. */
export const demographicsReducer: Reducer<DemographicsParams, DemographicsResult> = {
  name: 'recognition/demographics',
  version: '1',
  params: demographicsParams,
  reduce: (results, params, confidences) => {
    const all = [...results].map((r) => r.result)
    const given = all.find((r): r is Rates => r.kind === 'rates')
    const drawn = all.find((r): r is Resamples => r.kind === 'resamples')
    const intake = all.find((r) => r.kind === 'intake')?.intake
    // that the threshold is the lowest one allowed is shown by the count at the score below it
    const rates = given && proven(given, params) ? given : undefined
    const rate = (counts: Counts, tails?: Tails) => rateOf(counts, tails, confidences)
    const tails = new Map(drawn?.groups.map((g) => [g.group, g]))
    const groups = (rates?.groups ?? []).map((g) => ({
      group: g.group,
      fmr: rate(g.impostor, tails.get(g.group)?.fmr),
      fnmr: rate(g.genuine, tails.get(g.group)?.fnmr),
      subjects: g.subjects,
      genuine: g.genuine.trials,
      impostor: g.impostor.trials,
      zeroErrors: g.genuine.errors === 0 || g.impostor.errors === 0,
    }))
    const quantities: Record<string, Quantity> = {
      ...measuresOf(rates?.groups ?? [], drawn, params, confidences),
      fmr: rates ? rate(rates.all.impostor) : null,
      fnmr: rates ? rate(rates.all.genuine) : null,
      suppressedGroups: given?.suppressed.groups ?? null,
      refusedLines: intake?.refused ?? null,
      groups: groups.length === 0 ? null : groups,
      cross: !rates?.cross.length
        ? null
        : rates.cross.map(({ groups: [x, y], impostor }) => ({
            groups: `${x} × ${y}`,
            fmr: rate(impostor),
            impostor: impostor.trials,
          })),
    }
    const comparisons = given ? given.all.genuine.trials + given.all.impostor.trials : 0
    return {
      n: comparisons,
      evidence: comparisons === 0 ? 'none' : 'recomputed',
      quantities,
      detail: {
        convention:
          'match iff similarity >= threshold (distance <= threshold); one threshold for all groups, the lowest with FMR over all impostors at most as stated; a failure is a non-match in every denominator',
        fmr: String(params.fmr),
        threshold: thresholdText(given),
        proven: rates !== undefined,
        groupRates:
          'FNMR of genuine comparisons of the group, FMR of impostors both of whom belong to it; pairs of groups stand apart',
        zeroErrors: {
          rule: '(k+1/2)/(n+1) in ratios where a group has no error; plain 0 in FDR and GARBE',
          groups: groups.filter((g) => g.zeroErrors).map((g) => g.group),
        },
        suppressed: given?.suppressed ?? null,
        failures: given ? { genuine: given.all.genuine.failures, impostor: given.all.impostor.failures } : null,
        bounds: drawn ? { by: drawn.by, clusters: drawn.clusters } : null,
        pairwise: rates && drawn ? pairwise(rates.groups, drawn) : [],
        ...(intake ? { intake } : {}),
      },
      pictures: [...bars('FMR', 'fmr', quantities), ...bars('FNMR', 'fnmr', quantities)],
    }
  },
}

/** Whether the matches keep to the stated rate and those at the next lower score do not. */
function proven({ all }: Rates, params: DemographicsParams): boolean {
  if (all.impostor.trials === 0) return false
  const allowed = Exact.parse(String(params.fmr))!.times(Exact.whole(BigInt(all.impostor.trials)))
  const within = (k: number) => Exact.whole(BigInt(k)).compare(allowed) <= 0
  return within(all.impostor.errors) && (all.falseMatchesBelow === null || !within(all.falseMatchesBelow))
}

function rateOf(counts: Counts, tails: Tails | undefined, confidences: readonly string[]): Estimate | null {
  const { errors, trials, bad, clusters } = counts
  if (trials === 0) return null
  const value = errors / trials
  return {
    value: `${errors}/${trials}`,
    n: trials,
    bounds: confidences.map((c) => {
      const own = clusteredErrorBounds({ errors, trials, bad, clusters }, Number(c))
      // no resamples of all together are kept; of a group too few for the confidence bound nothing
      const more = tails === undefined ? own : (tailBounds(tails, Number(c)) ?? { lower: 0, upper: 1 })
      return bounds(c, Math.min(value, own.lower, more.lower), Math.max(value, own.upper, more.upper))
    }),
  }
}

function thresholdText(given: Rates | undefined): string | null {
  if (given?.threshold == null) return null
  return decimal(given.threshold * (given.polarity === 'distance' ? -1 : 1), 17)
}

function bars(name: string, field: 'fmr' | 'fnmr', quantities: Readonly<Record<string, Quantity>>) {
  return estimateBars(
    { zh: `各组的 ${name}（共同阈值）`, en: `${name} by group, at the common threshold` },
    { title: { zh: name, en: name }, scale: 'linear', percent: true },
    quantities['groups'],
    'group',
    field,
    quantities[field],
  )
}
