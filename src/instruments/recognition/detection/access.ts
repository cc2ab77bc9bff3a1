import { stat } from 'node:fs/promises'
import { z } from 'zod'
import { done, failed, type Outcome, ProblemError, problem } from '../../../language/problem.ts'
import { readAccess } from '../../access.ts'
import type { Subject } from '../../contract.ts'
import { insidePath } from '../../inside-path.ts'
import type { Refusal } from '../files/refusal.ts'
import { Source } from '../files/source.ts'
import type { DetectionData } from './columns.ts'
import type { NamedBoxes } from './read/boxes.ts'
import { type GroundTruth, readCocoDetections, readCocoGroundTruth } from './read/coco.ts'
import { readVoc } from './read/voc.ts'
import { readYolo } from './read/yolo.ts'

const path = z.string().min(1).max(500)

/** How a subject names its files, relative to its folder. */
const detectionAccess = z.preprocess(
  (given) =>
    typeof given === 'object' && given !== null && !('format' in given) ? { format: 'coco', ...given } : given,
  z.discriminatedUnion('format', [
    /** COCO instances JSON, COCO results JSON */
    z.strictObject({ format: z.literal('coco'), groundTruth: path, detections: path }),
    /** folders of .txt, a table of image sizes, the names of the classes */
    z.strictObject({
      format: z.literal('yolo'),
      groundTruth: path,
      detections: path,
      sizes: path,
      classes: z.array(z.string().min(1)).min(1).max(10_000),
    }),
    /** a folder of .xml, a folder with a .txt for each class */
    z.strictObject({ format: z.literal('voc'), groundTruth: path, detections: path }),
  ]),
)

type DetectionAccess = z.output<typeof detectionAccess>

function accessOf(subject: Subject, section: string): Outcome<DetectionAccess> {
  return readAccess(subject, section, detectionAccess, (fault) =>
    problem(
      'detection-access',
      {
        zh: '被测对象没有写明目标检测的参考标注与检测结果文件。',
        en: 'The subject does not name its reference and result files of object detection.',
      },
      {
        ...fault,
        expected:
          '{format: coco, groundTruth: instances.json, detections: results.json} | {format: yolo, groundTruth, detections, sizes, classes: […]} | {format: voc, groundTruth, detections}',
        next: { zh: `在对象描述的 access.${section} 里补上`, en: `write them under access.${section} of the subject` },
      },
    ),
  )
}

/** The images alone: enough to list them. Of COCO files the reference alone is read. */
export async function imagesOf(subject: Subject, section: string): Promise<Outcome<readonly number[]>> {
  const access = accessOf(subject, section)
  if (!access.ok) return access
  if (access.value.format !== 'coco') {
    const data = await detectionData(subject, section)
    return data.ok ? done(data.value.images) : data
  }
  const truth = await cocoTruth(subject, access.value.groundTruth)
  return truth.ok ? done(truth.value.images) : truth
}

/** Reference and detections, in memory as columns of numbers. */
export async function detectionData(subject: Subject, section: string): Promise<Outcome<DetectionData>> {
  const access = accessOf(subject, section)
  if (!access.ok) return access
  const files = access.value
  if (files.format === 'coco') return cocoData(subject, files.groundTruth, files.detections)
  const source = new Source(subject.folder, section)
  const folder = async (name: string) => {
    const at = await fileOf(subject, name, 'folder')
    if (!at.ok) throw new ProblemError(at.problems)
    return at.value
  }
  try {
    const read = files.format === 'yolo' ? await readYolo(folder, files, source) : await readVoc(folder, files, source)
    return named(files.format, read, source)
  } catch (error) {
    if (error instanceof ProblemError) return failed(...error.problems)
    throw error
  }
}

function named(
  format: string,
  read: { readonly boxes: NamedBoxes; readonly groundTruthSha256: string; readonly detectionsSha256: string },
  source: Source,
): Outcome<DetectionData> {
  const { boxes, groundTruthSha256, detectionsSha256 } = read
  if (boxes.images.length === 0)
    return failed(
      problem(
        'detection-no-images',
        { zh: '参考标注里没有图像或类别。', en: 'The reference names no images or no categories.' },
        {},
      ),
    )
  const { refused, refusals } = source.reading()
  return done({
    format,
    images: boxes.images,
    categories: boxes.categories,
    objects: boxes.objects,
    detections: boxes.detections,
    refused: { count: refused, first: refusals.map(placed) },
    groundTruthSha256,
    detectionsSha256,
  })
}

const placed = ({ file, line, expected }: Refusal) => `${file}:${line} ${expected}`

async function cocoTruth(subject: Subject, name: string): Promise<Outcome<GroundTruth>> {
  const at = await fileOf(subject, name, 'file')
  return at.ok ? readCocoGroundTruth(at.value, name) : at
}

async function cocoData(subject: Subject, groundTruth: string, name: string): Promise<Outcome<DetectionData>> {
  const at = await fileOf(subject, name, 'file')
  const truth = await cocoTruth(subject, groundTruth)
  if (!truth.ok || !at.ok) return failed(...(truth.ok ? [] : truth.problems), ...(at.ok ? [] : at.problems))
  const found = await readCocoDetections(at.value, name, truth.value)
  if (!found.ok) return found
  return done({
    format: 'coco',
    images: truth.value.images,
    categories: truth.value.categories,
    objects: truth.value.objects,
    detections: found.value.detections,
    refused: found.value.refused,
    groundTruthSha256: truth.value.sha256,
    detectionsSha256: found.value.sha256,
  })
}

async function fileOf(subject: Subject, name: string, kind: 'file' | 'folder'): Promise<Outcome<string>> {
  const at = await insidePath(subject.folder, name)
  if (at !== undefined && at !== 'outside') {
    const found = await stat(at)
    if (kind === 'file' ? found.isFile() : found.isDirectory()) return done(at)
  }
  return failed(
    at === 'outside'
      ? problem(
          'path-outside',
          { zh: '路径指到了对象文件夹之外', en: "the path leads out of the subject's folder" },
          { place: { file: name } },
        )
      : problem(
          'detection-file-missing',
          { zh: '找不到这个文件。', en: 'This file was not found.' },
          {
            place: { file: name },
            expected: kind,
            next: { zh: '核对 access.detection 里的路径', en: 'check the path under access.detection' },
          },
        ),
  )
}
