import type { Estimate, Quantity } from '../../../judge/evidence.ts'
import { canonicalText } from '../../../language/canonical.ts'
import { decimal } from '../../../metrics/decimal.ts'
import { quantile, quantileBounds } from '../../../metrics/order-statistics.ts'
import { totalled } from '../../../metrics/text-rates.ts'
import type { Reducer, Reduction } from '../../contract.ts'
import { BOOTSTRAP_SEED } from '../../error-ratio.ts'
import { estimateBars } from '../../estimate-bars.ts'
import { bounds, proportion } from '../../proportion.ts'
import { characterRates, meanSimilarity } from './error-rates.ts'
import { type LineScore, scoreLines } from './line-scores.ts'
import { pairedLines } from './paired.ts'
import { type LineResult, type OcrParams, ocrParams } from './params.ts'

/**
 * Everything is computed again from the stored text and its reference. A line without output is all deletions: it is a result,
 * and it counts against the reader.
 */
export const ocrReducer: Reducer<OcrParams, LineResult> = {
  name: 'recognition/ocr',
  version: '1',
  params: ocrParams,
  paired: pairedLines,
  reduce: (results, params, confidences) => {
    const lines = scoreLines([...results], params.normalise)
    const rates = characterRates(lines, confidences)
    const totals = totalled(lines.map((l) => l.counts))
    const quantities: Record<string, Quantity> = {
      ar: rates?.accuracy ?? null,
      cer: rates?.errorRate ?? null,
      exact: exactLines(lines, confidences),
      ned: meanSimilarity(lines, confidences),
      latencyP95: latency(lines, confidences),
      failures: lines.filter((l) => l.line.text.trim() === '').length,
      characters: totals.characters,
      conditions: byCondition(lines, confidences),
    }
    return {
      n: lines.length,
      evidence: 'measured',
      quantities,
      detail: {
        normalise: params.normalise,
        substitutions: totals.substitutions,
        deletions: totals.deletions,
        insertions: totals.insertions,
        bootstrap: { by: 'line', rounds: rates?.rounds ?? 0, seed: String(BOOTSTRAP_SEED) },
        worst: worst(lines),
        ...saidOf(lines),
      },
      pictures: estimateBars(
        { zh: '各条件下的字符正确率', en: 'Character accuracy by condition' },
        { title: { zh: '字符正确率 AR', en: 'accurate rate (AR)' }, scale: 'linear', percent: true },
        quantities['conditions'],
        'condition',
        'ar',
        quantities['ar'],
      ),
    } satisfies Reduction
  },
}

function exactLines(lines: readonly LineScore[], confidences: readonly string[]): Estimate | null {
  if (lines.length === 0) return null
  return proportion(lines.filter((l) => l.counts.distance === 0).length, lines.length, confidences)
}

/** A side that so few lines cannot bound is left to 0 below; without an upper bound the confidence is left out, never guessed. */
function latency(lines: readonly LineScore[], confidences: readonly string[]): Estimate | null {
  if (lines.length === 0) return null
  const ascending = Float64Array.from(lines, (l) => l.line.latencyMs).sort()
  return {
    value: decimal(quantile(ascending, 0.95)),
    n: lines.length,
    bounds: confidences.flatMap((c) => {
      const { lower, upper } = quantileBounds(ascending, 0.95, Number(c))
      return upper === null ? [] : [bounds(c, lower ?? 0, upper)]
    }),
  }
}

function byCondition(lines: readonly LineScore[], confidences: readonly string[]) {
  const names = [...new Set(lines.map((l) => l.line.condition))].sort()
  return names.map((condition) => {
    const own = lines.filter((l) => l.line.condition === condition)
    return {
      condition,
      ar: characterRates(own, confidences)?.accuracy ?? null,
      exact: exactLines(own, confidences),
      n: own.length,
    }
  })
}

/** Up to ten lines with the most errors, by errors, then by id. */
function worst(lines: readonly LineScore[]) {
  return lines
    .filter((l) => l.counts.distance > 0)
    .sort((a, b) => b.counts.distance - a.counts.distance || (a.id < b.id ? -1 : 1))
    .slice(0, 10)
    .map(({ id, line, counts }) => ({ id, errors: counts.distance, reference: line.reference, text: line.text }))
}

/** Codes of failures with their counts, and everything that called itself the algorithm; nothing for the built-in engine. */
function saidOf(lines: readonly LineScore[]) {
  const codes = new Map<string, number>()
  for (const { line } of lines)
    if (line.failure !== undefined) codes.set(line.failure, (codes.get(line.failure) ?? 0) + 1)
  const algorithms = new Map(
    lines.flatMap(({ line }) => (line.algorithm ? [[canonicalText(line.algorithm), line.algorithm]] : [])),
  )
  return {
    ...(codes.size === 0 ? {} : { failureCodes: byKey(codes).map(([code, count]) => ({ code, count })) }),
    ...(algorithms.size === 0 ? {} : { algorithms: byKey(algorithms).map(([, about]) => about) }),
  }
}

const byKey = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))
