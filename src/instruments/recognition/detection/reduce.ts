import type { Estimate, Quantity } from '../../../judge/evidence.ts'
import { DEFAULT_SEED, percentileLower, percentileUpper, thinned } from '../../../metrics/bootstrap.ts'
import { decimal, decimalDown, decimalUp } from '../../../metrics/decimal.ts'
import { type DetectionStats, evaluateClass, meanOverClasses } from '../../../metrics/detection/evaluate.ts'
import { poolsOf } from '../../../metrics/detection/pool.ts'
import type { Reducer } from '../../contract.ts'
import { misses } from './misses.ts'
import {
  type DetectionParams,
  type DetectionResult,
  detectionParams,
  type FilesResult,
  type ImageResult,
} from './params.ts'
import { detectionPictures } from './pictures.ts'
import { NUMBERS_BY_CLASS, resample, type Spread } from './resampled.ts'

/** The twelve in the order of pycocotools, then the two of PASCAL VOC. */
const NAMES = [
  ...['ap', 'ap50', 'ap75', 'apSmall', 'apMedium', 'apLarge'],
  ...['ar1', 'ar10', 'ar100', 'arSmall', 'arMedium', 'arLarge'],
  ...['voc07', 'voc10'],
]

/** Computes everything again from the matches of each image; images are taken in the order of their ids, which breaks ties of score. */
export const detectionReducer: Reducer<DetectionParams, DetectionResult> = {
  name: 'recognition/detection',
  version: '1',
  params: detectionParams,
  reduce: (results, { mode, falseDetection }, confidences) => {
    const { files, images } = parted(results)
    const pools = poolsOf(images, mode)
    const weighing = { images: new Float64Array(images.length).fill(1) }
    const stats = pools.map((pool) => evaluateClass(pool, weighing))
    const resampled = resample(pools, images.length, images.length === 0 ? [] : confidences)
    const estimate = (value: number, spread: Spread) => estimateOf(value, spread, images.length, confidences)
    const means = meanOverClasses(stats)
    const names = new Map(files?.categories.map(({ id, name }) => [id, name]))
    const objects = pools.map(({ holders }) => sum(holders[0]!.count))
    const nameOf = (category: number) => names.get(category) ?? String(category)
    const missed = misses(images, falseDetection, confidences)
    const ap = estimate(means[0]!, resampled.overall[0]!)
    const classes =
      images.length === 0
        ? null
        : pools.map(({ category }, k) => ({
            category: nameOf(category),
            ...byClass(stats[k]!, (value, j) => estimate(value, resampled.classes[k]![j]!)),
            objects: objects[k]!,
          }))
    return {
      n: images.length,
      evidence: images.length === 0 ? 'none' : 'recomputed',
      quantities: {
        ...Object.fromEntries(NAMES.map((name, s) => [name, estimate(means[s]!, resampled.overall[s]!)])),
        objects: images.length === 0 ? null : sum(objects),
        refused: files?.refused.count ?? null,
        classes,
        ...missed.quantities,
      },
      detail: {
        mode,
        bootstrap: { by: 'image', rounds: resampled.rounds, seed: String(DEFAULT_SEED) },
        classesWithoutObjects: pools.filter((_, k) => objects[k] === 0).length,
        ...missed.detail,
        ...(files === undefined ? {} : { files: { ...files, categories: files.categories.length } }),
      },
      pictures: detectionPictures(
        pools.map((pool, k) => ({ pool, name: nameOf(pool.category), objects: objects[k]! })),
        images.length,
        classes,
        ap,
      ),
    }
  },
}

function parted(results: Iterable<{ readonly id: string; readonly result: DetectionResult }>) {
  let files: FilesResult | undefined
  const images: ImageResult[] = []
  for (const { result } of results) {
    if (result.kind === 'files') files = result
    else images.push(result)
  }
  return { files, images: images.sort((a, b) => a.image - b.image) }
}

function byClass(stats: DetectionStats, estimate: (value: number, j: number) => Quantity) {
  const [ap, ap50, ar100] = NUMBERS_BY_CLASS.map((s, j) => estimate(stats[s]!, j))
  return { ap: ap!, ap50: ap50!, ar100: ar100! }
}

/** Null where no class has an object that counts: the number is not defined there (pycocotools prints -1). */
function estimateOf(value: number, spread: Spread, n: number, confidences: readonly string[]): Estimate | null {
  if (Number.isNaN(value)) return null
  return {
    value: decimal(value),
    n,
    bounds: confidences.map((confidence) => ({
      confidence,
      lower: decimalDown(Math.min(value, percentileLower(spread.lower, Number(confidence)))),
      upper: decimalUp(Math.max(value, percentileUpper(spread.upper, Number(confidence)))),
    })),
    ...(spread.plain.sorted.length === 0
      ? {}
      : { distribution: { kind: 'samples', values: Array.from(thinned(spread.plain), (v) => decimal(v)) } }),
  }
}

const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0)
