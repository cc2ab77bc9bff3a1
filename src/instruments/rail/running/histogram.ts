import type { CurvePicture } from '../../picture.ts'

const STEPS = [5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600]
const MOST_BINS = 30

/** How often headways are so long: outlines of the shares by width, planned dashed. Seconds in, minutes shown. Nothing for fewer than two headways. */
export function headwayHistogram(actual: readonly number[], planned: readonly number[]): readonly CurvePicture[] {
  const all = [...actual, ...planned]
  if (actual.length < 2) return []
  const longest = all.reduce((a, h) => Math.max(a, h), 0)
  const step = STEPS.find((s) => longest / s <= MOST_BINS) ?? Math.ceil(longest / MOST_BINS)
  const outline = (headways: readonly number[]) => {
    const bins = new Array<number>(Math.floor(longest / step) + 1).fill(0)
    for (const h of headways) bins[Math.floor(h / step)]!++
    const points = bins.flatMap((count, k) => {
      const share = count / headways.length
      return [[(k * step) / 60, share] as const, [((k + 1) * step) / 60, share] as const]
    })
    return [[0, 0] as const, ...points, [(bins.length * step) / 60, 0] as const]
  }
  return [
    {
      kind: 'curve',
      title: { zh: '行车间隔分布', en: 'Headways' },
      note: { zh: `每格 ${step} s`, en: `bins of ${step} s` },
      x: { title: { zh: '行车间隔（min）', en: 'headway, min' }, scale: 'linear', range: [0, 0] },
      y: { title: { zh: '占比', en: 'share' }, scale: 'linear', percent: true, range: [0, 0] },
      lines: [
        ...(planned.length < 2
          ? []
          : [{ name: { zh: '计划', en: 'planned' }, points: outline(planned), dashed: true, style: 4 }]),
        { ...(planned.length < 2 ? {} : { name: { zh: '实际', en: 'as run' } }), points: outline(actual), style: 0 },
      ],
    },
  ]
}
