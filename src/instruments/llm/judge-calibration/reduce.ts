import { z } from 'zod'
import { cohenKappa } from '../../../metrics/agreement.ts'
import { decimal } from '../../../metrics/decimal.ts'
import type { Reducer } from '../../contract.ts'
import { proportion } from '../../proportion.ts'
import { byText } from '../bank/sample.ts'
import { bootstrapped } from '../questions/estimates.ts'
import { nothingKnown } from '../questions/nothing.ts'
import { firstById } from '../questions/worst.ts'
import type { GoldLine } from './gold.ts'
import { judgeNames, testedJudge } from './judges.ts'

export const calibrationParams = z.strictObject({
  /** path of the gold file, relative to the subject's folder or to `bankRoot` */
  gold: z.string().min(1),
  judge: z.enum(judgeNames).default('refusal-r1'),
  /** gold labels that count as positive; those of the judge when not given */
  positive: z.array(z.string().min(1)).min(1).optional(),
  /** for the keyword judge */
  keywords: z.string().min(1).default('banks/keywords.csv'),
  bankRoot: z.union([z.string(), z.array(z.string())]).optional(),
})
export type CalibrationParams = z.output<typeof calibrationParams>

/** A line of the gold file, or the library that the keyword judge needs. */
export type CalibrationResult =
  | { readonly kind: 'gold'; readonly line: GoldLine }
  | {
      readonly kind: 'library'
      readonly sha256: string
      readonly rows: readonly (readonly [term: string, classId: string, variantOf: string])[]
    }

/** What people and the judge say of one answer: whether it is positive. */
interface Pair {
  readonly gold: boolean
  readonly judged: boolean
}

const quantities = ['kappa', 'sensitivity', 'specificity']

export const judgeCalibrationReducer: Reducer<CalibrationParams, CalibrationResult> = {
  name: 'llm/judge-calibration',
  version: '1.0.0',
  params: calibrationParams,
  reduce(results, given, confidences) {
    const params = calibrationParams.parse(given)
    const lines = new Map<string, GoldLine>()
    let library: Extract<CalibrationResult, { kind: 'library' }> | undefined
    for (const { result } of results) {
      if (result.kind === 'gold') lines.set(result.line.itemId, result.line)
      else library = result
    }
    const keywords = (library?.rows ?? []).map(([term, classId, variantOf]) => ({
      term,
      classId,
      ...(variantOf ? { variantOf } : {}),
    }))
    const judge = testedJudge(params.judge, keywords)
    const positive = new Set(params.positive ?? judge.positive)
    if (lines.size === 0 || positive.size === 0 || (params.judge === 'keyword' && library === undefined)) {
      return nothingKnown(quantities, lines.size === 0 ? 'no-answers' : 'judge-incomplete')
    }
    const judged = [...lines.values()]
      .sort((a, b) => byText(a.itemId, b.itemId))
      .map((line) => {
        const label = judge.label(line)
        const gold = positive.has(line.label)
        // a judge that comes to no label is wrong, whatever the right one is
        return { line, label, gold, judged: label === undefined ? !gold : positive.has(label) }
      })
    const table = tableOf(judged)
    const [[tp, fn], [fp, tn]] = table
    return {
      n: judged.length,
      evidence: 'measured',
      quantities: {
        kappa: bootstrapped<Pair>(judged, kappa, imaginedOf(judged), [-1, 1], confidences),
        sensitivity: tp + fn > 0 ? proportion(tp, tp + fn, confidences) : null,
        specificity: fp + tn > 0 ? proportion(tn, fp + tn, confidences) : null,
      },
      detail: {
        judge: params.judge,
        rules: judge.version,
        positive: [...positive].sort(byText),
        // rows: people say positive, negative; columns: the judge does
        table,
        undecided: judged.filter((j) => j.label === undefined).length,
        byLabel: grouped(judged, (j) => j.line.label).map(([label, own]) => ({
          label,
          n: own.length,
          sameSide: own.filter((j) => j.gold === j.judged).length,
          sameLabel: own.filter((j) => j.label === label).length,
        })),
        byLanguage: grouped(judged, (j) => j.line.lang).map(([lang, own]) => {
          const value = kappa(own)
          return { lang, n: own.length, kappa: Number.isNaN(value) ? null : decimal(value, 6) }
        }),
        ...firstById(
          judged.filter((j) => j.gold !== j.judged).map((j) => ({ id: j.line.itemId, ...j })),
          (j) => ({ gold: j.line.label, judge: j.label ?? null, lang: j.line.lang }),
        ),
      },
    }
  },
}

type Table = readonly [readonly [number, number], readonly [number, number]]

function tableOf(pairs: readonly Pair[], weights?: Uint32Array): Table {
  const counts = [0, 0, 0, 0]
  for (const [i, { gold, judged }] of pairs.entries()) counts[(gold ? 0 : 2) + (judged ? 0 : 1)]! += weights?.[i] ?? 1
  return [
    [counts[0]!, counts[1]!],
    [counts[2]!, counts[3]!],
  ]
}

/** Cohen's kappa of people and judge; NaN where chance alone agrees wholly. */
function kappa(pairs: readonly Pair[], weights?: Uint32Array): number {
  return cohenKappa(tableOf(pairs, weights)) ?? Number.NaN
}

/** Of the four answers there could have been one more of, those that drive kappa furthest down and up. */
function imaginedOf(pairs: readonly Pair[]): { readonly lowest: Pair; readonly highest: Pair } {
  const all = [true, false].flatMap((gold) => [true, false].map((judged): Pair => ({ gold, judged })))
  const by = (sign: number) =>
    [...all].sort((a, b) => sign * (orZero(kappa([...pairs, a])) - orZero(kappa([...pairs, b]))))[0]!
  return { lowest: by(1), highest: by(-1) }
}

const orZero = (x: number) => (Number.isNaN(x) ? 0 : x)

function grouped<T>(all: readonly T[], by: (one: T) => string): (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>()
  for (const one of all) groups.set(by(one), [...(groups.get(by(one)) ?? []), one])
  return [...groups].sort(([a], [b]) => byText(a, b))
}
