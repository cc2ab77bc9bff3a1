import { Exact } from '../../../language/exact.ts'
import type { Reducer } from '../../contract.ts'
import type { CurvePicture } from '../../picture.ts'
import type { Reading } from '../../recognition/files/refusal.ts'
import {
  type moves,
  type TargetParams,
  type TargetResult,
  type TargetRow,
  targetParams,
  type verdicts,
} from './params.ts'

const MOST_PICTURES = 6

interface Judged extends Omit<TargetRow, 'kind' | 'better'> {
  readonly verdict: (typeof verdicts)[number]
  readonly move: (typeof moves)[number]
  /** it meets its own target, and would have missed the hardest one of the years before */
  readonly onlyEased: boolean
}

/**
 * Each year against its own target, exactly, and each target against that of the year before. A year without a target is never a pass. A target
 * that was eased is said to be: what meets it may be worse than what missed an earlier one.
 */
export const targetReducer: Reducer<TargetParams, TargetResult> = {
  name: 'rail/targets',
  version: '1',
  params: targetParams,
  reduce: (results) => {
    const byIndicator = new Map<string, TargetRow[]>()
    let intake: Reading | undefined
    for (const { result } of results) {
      if (result.kind === 'intake') intake = result.intake
      else byIndicator.set(result.indicator, [...(byIndicator.get(result.indicator) ?? []), result])
    }
    const series = [...byIndicator.values()].map((rows) => judged([...rows].sort((a, b) => a.year - b.year)))
    const rows = series.flat()
    const count = (is: (r: Judged) => boolean) => rows.filter(is).length
    return {
      n: rows.length,
      evidence: rows.length === 0 ? 'none' : 'record',
      quantities: {
        rows: rows.length === 0 ? null : rows.map(({ onlyEased: _, ...row }) => row),
        met: count((r) => r.verdict === 'met'),
        missed: count((r) => r.verdict === 'missed'),
        withoutTarget: count((r) => r.verdict === 'noTarget'),
        eased: count((r) => r.move === 'eased'),
        metOnlyEased: count((r) => r.onlyEased),
        refusedLines: intake?.refused ?? null,
      },
      detail: {
        onlyEased: rows.filter((r) => r.onlyEased).map(({ indicator, year }) => ({ indicator, year })),
        ...(intake === undefined ? {} : { intake }),
      },
      pictures: series.slice(0, MOST_PICTURES).map(pictureOf),
    }
  },
}

function judged(rows: readonly TargetRow[]): readonly Judged[] {
  let before: Exact | undefined
  let hardest: Exact | undefined
  return rows.map(({ kind: _, better, ...row }): Judged => {
    const target = row.target === null ? undefined : Exact.parse(row.target)
    const actual = row.actual === null ? undefined : Exact.parse(row.actual)
    const reaches = (limit: Exact) =>
      actual !== undefined && (better === 'higher' ? actual.compare(limit) >= 0 : actual.compare(limit) <= 0)
    const harder = (a: Exact, b: Exact) => (better === 'higher' ? a.compare(b) > 0 : a.compare(b) < 0)
    const verdict = !target ? 'noTarget' : !actual ? 'noActual' : reaches(target) ? 'met' : 'missed'
    const move =
      !target || !before ? 'none' : harder(target, before) ? 'tightened' : harder(before, target) ? 'eased' : 'same'
    const onlyEased = verdict === 'met' && hardest !== undefined && !reaches(hardest)
    if (target) before = target
    if (target && (!hardest || harder(target, hardest))) hardest = target
    return { ...row, verdict, move, onlyEased }
  })
}

function pictureOf(rows: readonly Judged[]): CurvePicture {
  const points = (of: 'target' | 'actual') =>
    rows.flatMap((r) => (r[of] === null ? [] : [[r.year, Number(r[of])] as const]))
  const years = rows.map((r) => r.year)
  return {
    kind: 'curve',
    title: { zh: `${rows[0]!.indicator}：目标与实际`, en: `${rows[0]!.indicator}: target and actual` },
    note: { zh: '虚线为当年目标', en: 'dashed: the target of the year' },
    x: {
      title: { zh: '年', en: 'year' },
      scale: 'linear',
      whole: true,
      range: [Math.min(...years), Math.max(...years)],
    },
    y: { title: { zh: rows[0]!.indicator, en: rows[0]!.indicator }, scale: 'linear' },
    lines: [
      { name: { zh: '实际', en: 'actual' }, points: points('actual') },
      { name: { zh: '目标', en: 'target' }, points: points('target'), dashed: true },
    ],
  }
}
