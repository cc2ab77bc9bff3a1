import { type Problem, ProblemError, warning } from '../../../language/problem.ts'
import type { DetectionMode } from '../../../metrics/detection/convention.ts'
import { type ClassMatches, type DetectionObject, matchClass, matchNothing } from '../../../metrics/detection/match.ts'
import { matchPasses } from '../../../metrics/detection/person-passes.ts'
import { type Instrument, type Item, type MeasureContext, SetupError } from '../../contract.ts'
import { detectionData, imagesOf } from './access.ts'
import {
  byImage,
  clusterOf,
  type DetectionData,
  detectionOf,
  objectOf,
  objectsOf,
  passOf,
  rowsByCategory,
  scoreOf,
  sizeOf,
} from './columns.ts'
import { type DetectionParams, type DetectionResult, detectionProduces, type ImageResult } from './params.ts'
import { detectionReducer } from './reduce.ts'

/** The files as a whole, or one image of them. */
interface DetectionItem extends Item {
  readonly image?: number
  readonly mode: DetectionMode
  readonly section: string
  /** whether person-passes are asked for */
  readonly passes: boolean
}

/** Compares boxes that an algorithm found with a reference: the twelve COCO numbers, recomputed from stored matches. */
export const detection: Instrument<DetectionParams, DetectionItem, DetectionResult> = {
  ...detectionReducer,
  title: { zh: '目标检测', en: 'object detection' },
  method: {
    title: {
      zh: '按类逐图贪心匹配，10 个交并比阈值，101 点插值，按类平均；目标分小、中、大',
      en: 'greedy matching by image and class at ten IoU thresholds, precision read at 101 recalls, mean over classes; objects by size',
    },
    source: 'Lin et al., Microsoft COCO (2014); pycocotools 2.0, COCOeval, bbox',
  },
  produces: detectionProduces,
  material: ({ section }) => (typeof section === 'string' ? section : 'detection'),
  check: async (subject, { section }) => {
    const data = await detectionData(subject, section)
    return data.ok ? refusals(data.value) : data.problems
  },
  items: async function* (subject, { mode, section, falseDetection }) {
    const images = await imagesOf(subject, section)
    if (!images.ok) throw new ProblemError(images.problems)
    const asked = { mode, section, passes: falseDetection !== undefined }
    yield { id: 'files', ...asked }
    for (const image of images.value) yield { id: `image:${image}`, image, ...asked }
  },
  measure: async ({ image, mode, section, passes }, context) => {
    const { data, objects, detections } = await loaded(context, section)
    if (image !== undefined) {
      const [own, found] = [objects.get(image), detections.get(image)]
      const result = matched(data, image, own, found, mode)
      return passes ? { ...result, passes: passesOf(data, own ?? [], found ?? []) } : result
    }
    const { images, categories, refused, format, groundTruthSha256, detectionsSha256 } = data
    return {
      kind: 'files',
      format,
      images: images.length,
      objects: data.objects.rows,
      detections: data.detections.rows,
      refused,
      categories,
      groundTruthSha256,
      detectionsSha256,
    }
  },
}

type Rows = ReadonlyMap<number, Int32Array>

function loaded(context: MeasureContext, section: string) {
  return context.shared(
    `recognition/detection ${section}`,
    async (): Promise<{ data: DetectionData; objects: Rows; detections: Rows }> => {
      const read = await detectionData(context.subject, section)
      if (read.ok) {
        return { data: read.value, objects: byImage(read.value.objects), detections: byImage(read.value.detections) }
      }
      const [first] = read.problems
      throw new SetupError({ code: first!.code, text: first!.text, detail: JSON.stringify(first!.place ?? {}) })
    },
    () => undefined,
  )
}

function matched(
  data: DetectionData,
  image: number,
  objectRows: Int32Array | undefined,
  detectionRows: Int32Array | undefined,
  mode: DetectionMode,
): ImageResult {
  const objects = objectsOf(data.objects, objectRows ?? [])
  const rows = rowsByCategory(data.detections, detectionRows ?? [])
  const categories = [...new Set([...objects.keys(), ...rows.keys()])].sort((a, b) => a - b)
  return {
    kind: 'image',
    image,
    classes: categories.map((category) => ({
      category,
      ...classMatches(data.detections, objects.get(category) ?? [], rows.get(category) ?? [], mode),
    })),
  }
}

/** All classes together: a box is a face or it is not. */
function passesOf(data: DetectionData, objectRows: Iterable<number>, detectionRows: Iterable<number>) {
  const rows = [...objectRows]
  const objects = rows.map((r) => objectOf(data.objects, r))
  const keys = rows.map((r) => passOf(data.objects, r))
  const found = matchPasses(
    objects,
    keys.map((_, i) => i),
    Array.from(detectionRows, (r) => detectionOf(data.detections, r)),
  )
  const counted = rows.flatMap((r, i) =>
    objects[i]!.crowd || objects[i]!.ignore ? [] : [[keys[i]!, clusterOf(data.objects, r)] as const],
  )
  const wanted = [...new Map(counted)].sort(([a], [b]) => a - b)
  const clusters = wanted.map(([, cluster]) => (cluster < 0 ? null : cluster))
  return {
    wanted: wanted.map(([pass]) => pass),
    ...(clusters.some((c) => c !== null) ? { clusters } : {}),
    found: found.map(([score, at]) => [score, at < 0 ? null : keys[at]!] as const),
  }
}

function classMatches(
  detections: DetectionData['detections'],
  objects: readonly DetectionObject[],
  rows: readonly number[],
  mode: DetectionMode,
): ClassMatches {
  // by definition ties are put in an order of their own, which needs the boxes
  if (objects.length === 0 && mode === 'compatible')
    return matchNothing(
      rows.map((r) => scoreOf(detections, r)),
      rows.map((r) => sizeOf(detections, r)),
    )
  return matchClass(
    objects,
    rows.map((r) => detectionOf(detections, r)),
    mode,
  )
}

/** Refused detections do not stop the run: they are counted, and the report says so. */
function refusals({ refused }: DetectionData): readonly Problem[] {
  if (refused.count === 0) return []
  return [
    warning(
      'detection-refused',
      {
        zh: `有 ${refused.count} 条检测结果不合格式，未计入。`,
        en: `${refused.count} detections are malformed and do not count.`,
      },
      { got: refused.first.slice(0, 3).join('; ') },
    ),
  ]
}
