import type { Estimate } from '../../../judge/evidence.ts'
import type { Reducer } from '../../contract.ts'
import { BOOTSTRAP_SEED, errorRates } from '../../error-ratio.ts'
import { type TextSpottingParams, type TextSpottingResult, textSpottingParams } from './params.ts'

type ImageCounts = Extract<TextSpottingResult, { kind: 'image' }>

/** Sums over images; what lies in one image is not independent, so bounds are by whole images. */
export const textSpottingReducer: Reducer<TextSpottingParams, TextSpottingResult> = {
  name: 'recognition/text-spotting',
  version: '1',
  params: textSpottingParams,
  reduce: (results, params, confidences) => {
    const images: ImageCounts[] = []
    let files: Extract<TextSpottingResult, { kind: 'files' }> | undefined
    for (const { result } of [...results].sort((a, b) => (a.id < b.id ? -1 : 1))) {
      if (result.kind === 'files') files = result
      else images.push(result)
    }
    const sum = (of: (i: ImageCounts) => number) => images.reduce((n, i) => n + of(i), 0)
    const share = (good: (i: ImageCounts) => number, of: (i: ImageCounts) => number) =>
      shareOf(images, good, of, confidences)
    return {
      n: images.length,
      evidence: images.length === 0 ? 'none' : 'recomputed',
      quantities: {
        precision: share(
          (i) => i.right,
          (i) => i.found,
        ),
        recall: share(
          (i) => i.right,
          (i) => i.truth,
        ),
        // 2PR / (P + R) is a ratio of sums: twice the right ones over all that were to be found and all that were found
        hmean: share(
          (i) => 2 * i.right,
          (i) => i.truth + i.found,
        ),
        detectionPrecision: share(
          (i) => i.matched,
          (i) => i.found,
        ),
        detectionRecall: share(
          (i) => i.matched,
          (i) => i.truth,
        ),
        detectionHmean: share(
          (i) => 2 * i.matched,
          (i) => i.truth + i.found,
        ),
        images: images.length,
        words: sum((i) => i.truth),
        unanswered: images.filter((i) => !i.answered).length,
        refusedLines: files?.reading.refused ?? null,
      },
      detail: {
        convention: 'ICDAR 2015, IoU above 0.5, first come in the order of the files',
        ...params,
        bootstrap: { by: 'image', seed: String(BOOTSTRAP_SEED) },
        found: sum((i) => i.found),
        matched: sum((i) => i.matched),
        right: sum((i) => i.right),
        ...(files === undefined ? {} : { files: files.reading, imagesWithoutReference: files.extra }),
      },
    }
  },
}

/** Σ good / Σ of with bounds by image; null where nothing was to be divided. */
function shareOf(
  images: readonly ImageCounts[],
  good: (i: ImageCounts) => number,
  of: (i: ImageCounts) => number,
  confidences: readonly string[],
): Estimate | null {
  const sizes = Float64Array.from(images, of)
  const total = sizes.reduce((a, b) => a + b, 0)
  if (total === 0) return null
  const bad = Float64Array.from(images, (i) => of(i) - good(i))
  const wrong = bad.reduce((a, b) => a + b, 0)
  return errorRates(bad, sizes, `${wrong}/${total}`, confidences).accuracy(`${total - wrong}/${total}`)
}
