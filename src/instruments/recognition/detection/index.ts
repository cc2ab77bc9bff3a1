import { type Problem, ProblemError, warning } from '../../../language/problem.ts'
import { type ByImage, byImage, type Columns } from '../../../metrics/detection/columns.ts'
import type { DetectionMode } from '../../../metrics/detection/convention.ts'
import { type ImageRows, matchImage } from '../../../metrics/detection/match.ts'
import { matchPasses } from '../../../metrics/detection/person-passes.ts'
import { type Instrument, type Item, type MeasureContext, SetupError } from '../../contract.ts'
import { detectionData, imagesOf } from './access.ts'
import { clusterOf, type DetectionData, detectionOf, objectOf, passOf } from './columns.ts'
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
    const loaded = await read(context, section)
    const { data } = loaded
    if (image !== undefined) {
      const [objects, detections] = [
        rowsOf(data.objects, loaded.objects, image),
        rowsOf(data.detections, loaded.detections, image),
      ]
      const result: ImageResult = { kind: 'image', image, ...matchImage(objects, detections, mode) }
      return passes ? { ...result, passes: passesOf(objects, detections) } : result
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

function read(context: MeasureContext, section: string) {
  return context.shared(
    `recognition/detection ${section}`,
    async (): Promise<{ data: DetectionData; objects: ByImage; detections: ByImage }> => {
      const given = await detectionData(context.subject, section)
      if (given.ok) {
        const data = given.value
        return { data, objects: byImage(data.objects), detections: byImage(data.detections) }
      }
      const [first] = given.problems
      throw new SetupError({ code: first!.code, text: first!.text, detail: JSON.stringify(first!.place ?? {}) })
    },
    () => undefined,
  )
}

function rowsOf(table: Columns, grouped: ByImage, image: number): ImageRows {
  const [from, to] = grouped.of(image)
  return { table, rows: grouped.rows, from, to }
}

/** All classes together: a box is a face or it is not. */
function passesOf(shown: ImageRows, said: ImageRows) {
  // as they stand in the files: of equal overlaps the last decides
  const rows = shown.rows.slice(shown.from, shown.to).sort()
  const objects = Array.from(rows, (r) => objectOf(shown.table, r))
  const keys = Array.from(rows, (r) => passOf(shown.table, r))
  const found = matchPasses(
    objects,
    keys.map((_, i) => i),
    Array.from(said.rows.slice(said.from, said.to).sort(), (r) => detectionOf(said.table, r)),
  )
  const counted = Array.from(rows, (r, i) => [keys[i]!, clusterOf(shown.table, r)] as const).filter(
    (_, i) => !(objects[i]!.crowd || objects[i]!.ignore),
  )
  const wanted = [...new Map(counted)].sort(([a], [b]) => a - b)
  const clusters = wanted.map(([, cluster]) => (cluster < 0 ? null : cluster))
  return {
    wanted: wanted.map(([pass]) => pass),
    ...(clusters.some((c) => c !== null) ? { clusters } : {}),
    found: found.map(([score, at]) => [score, at < 0 ? null : keys[at]!] as const),
  }
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
