import type { Quantity } from '../../../judge/evidence.ts'
import { precisionAtRecalls } from '../../../metrics/detection/evaluate.ts'
import type { ClassPool } from '../../../metrics/detection/pool.ts'
import { estimateBars } from '../../estimate-bars.ts'
import type { CurvePicture, Picture } from '../../picture.ts'

const MOST_LINES = 6

/** Precision and recall at an overlap of 0.5, of the mean and of the classes with most objects; AP by class beside it. */
export function detectionPictures(
  pools: readonly { readonly pool: ClassPool; readonly name: string; readonly objects: number }[],
  images: number,
  classes: Quantity,
  all: Quantity,
): readonly Picture[] {
  return [
    ...precisionRecall(pools, images),
    ...estimateBars(
      { zh: '各类别的 AP', en: 'AP by class' },
      { title: { zh: 'AP@[.5:.95]', en: 'AP@[.5:.95]' }, scale: 'linear', percent: true },
      classes,
      'category',
      'ap',
      all,
    ),
  ]
}

function precisionRecall(
  pools: readonly { readonly pool: ClassPool; readonly name: string; readonly objects: number }[],
  images: number,
): readonly CurvePicture[] {
  const drawn = pools.flatMap(({ pool, name, objects }) => {
    const precision = precisionAtRecalls(pool, { images: new Float64Array(images).fill(1) })
    return precision === null ? [] : [{ name, objects, precision }]
  })
  if (drawn.length === 0) return []
  const recalls = drawn[0]!.precision.length
  const mean = Array.from(
    { length: recalls },
    (_, i) => drawn.reduce((sum, c) => sum + c.precision[i]!, 0) / drawn.length,
  )
  const largest = [...drawn]
    .sort((a, b) => b.objects - a.objects || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_LINES - 1)
  const chosen = largest.length < drawn.length
  const points = (precision: ArrayLike<number>) =>
    Array.from({ length: recalls }, (_, i) => [i / (recalls - 1), precision[i]!] as const)
  return [
    {
      kind: 'curve',
      title: { zh: '精确率与召回率（交并比 0.5）', en: 'Precision and recall at IoU 0.5' },
      note: {
        zh: `101 点内插；达不到的召回率处为 0。${chosen ? `${drawn.length} 类中画出物体最多的 ${largest.length} 类。` : ''}`,
        en: `Interpolated at 101 recalls; 0 where a recall is not reached.${chosen ? ` Of ${drawn.length} classes, the ${largest.length} with most objects are drawn.` : ''}`,
      },
      x: { title: { zh: '召回率', en: 'recall' }, scale: 'linear', range: [0, 1], percent: true },
      y: { title: { zh: '精确率', en: 'precision' }, scale: 'linear', range: [0, 1], percent: true },
      lines: [
        { name: { zh: '各类平均', en: 'mean of classes' }, points: points(mean) },
        ...(drawn.length < 2
          ? []
          : largest.map((c) => ({ name: { zh: c.name, en: c.name }, points: points(c.precision) }))),
      ],
    },
  ]
}
