import type { Quantity } from '../../../judge/evidence.ts'
import type { Det } from '../../../metrics/verification/det.ts'
import { estimateBars } from '../../estimate-bars.ts'
import { type Picture, thinnedLine } from '../../picture.ts'
import { detPicture } from '../verification/det-picture.ts'

/** What people who search galleries expect to see: FNIR against FPIR, the CMC, and bars by stratum. */
export function identificationPictures(of: {
  readonly det: Det
  /** stated rates with their thresholds, as similarities */
  readonly stated: readonly { readonly name: string; readonly threshold: number }[]
  readonly cmc: readonly (readonly [rank: number, hit: number])[]
  readonly strata: Quantity
  readonly fnir: Quantity
}): readonly Picture[] {
  const marks = of.stated.map(({ name, threshold }) => ({ name, point: pointAt(of.det, threshold) }))
  const det = detPicture(of.det, marks, {
    title: { zh: '漏识与误识曲线', en: 'FNIR against FPIR' },
    x: { zh: '误识率 FPIR', en: 'false positive identification rate (FPIR)' },
    y: { zh: '漏识率 FNIR', en: 'false negative identification rate (FNIR)' },
    mark: 'FPIR',
  })
  return [...det, ...cmc(of.cmc), ...bars(of.strata, of.fnir)]
}

function pointAt(det: Det, threshold: number): number {
  const point = det.thresholds.findIndex((t) => t >= threshold)
  return point < 0 ? det.thresholds.length - 1 : point
}

function cmc(points: readonly (readonly [number, number])[]): readonly Picture[] {
  if (points.length < 2) return []
  const least = Math.floor(Math.min(...points.map(([, hit]) => hit)) * 20) / 20
  return [
    {
      kind: 'curve',
      title: { zh: '累积匹配特性（CMC）', en: 'Cumulative match characteristic (CMC)' },
      x: { title: { zh: '排名', en: 'rank' }, scale: 'linear', whole: true },
      y: { title: { zh: '命中率', en: 'identification rate' }, scale: 'linear', percent: true, range: [least, 1] },
      lines: [{ points: thinnedLine(points) }],
    },
  ]
}

function bars(strata: Quantity, whole: Quantity): readonly Picture[] {
  return estimateBars(
    { zh: '各分层的 FNIR（共同阈值）', en: 'FNIR by stratum, at the common threshold' },
    { title: { zh: 'FNIR', en: 'FNIR' }, scale: 'linear', percent: true },
    strata,
    'stratum',
    'fnir',
    whole,
  )
}
