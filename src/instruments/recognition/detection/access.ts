import { stat } from 'node:fs/promises'
import { z } from 'zod'
import { done, failed, type Outcome, problem } from '../../../language/problem.ts'
import { readAccess } from '../../access.ts'
import type { Subject } from '../../contract.ts'
import { insidePath } from '../../inside-path.ts'
import { type GroundTruth, readCocoDetections, readCocoGroundTruth } from './coco-files.ts'
import type { DetectionData } from './columns.ts'

/** How a subject names its files, relative to its folder. */
const detectionAccess = z.strictObject({
  format: z.literal('coco').default('coco'),
  /** the reference: COCO instances JSON */
  groundTruth: z.string().min(1),
  /** what the algorithm under test found: COCO results JSON */
  detections: z.string().min(1),
})

type DetectionAccess = z.output<typeof detectionAccess>

function accessOf(subject: Subject): Outcome<DetectionAccess> {
  return readAccess(subject, 'detection', detectionAccess, (fault) =>
    problem(
      'detection-access',
      {
        zh: '被测对象没有写明目标检测的参考标注与检测结果文件。',
        en: 'The subject does not name its reference and result files of object detection.',
      },
      {
        ...fault,
        expected: '{format: coco, groundTruth: instances.json, detections: results.json}',
        next: { zh: '在对象描述的 access.detection 里补上', en: 'write them under access.detection of the subject' },
      },
    ),
  )
}

/** The reference alone: enough to list the images. */
export async function groundTruthOf(subject: Subject): Promise<Outcome<GroundTruth>> {
  const access = accessOf(subject)
  if (!access.ok) return access
  const path = await fileOf(subject, access.value.groundTruth)
  return path.ok ? readCocoGroundTruth(path.value, access.value.groundTruth) : path
}

/** Reference and detections, in memory as columns of numbers. */
export async function detectionData(subject: Subject): Promise<Outcome<DetectionData>> {
  const access = accessOf(subject)
  if (!access.ok) return access
  const { detections: name } = access.value
  const path = await fileOf(subject, name)
  const truth = await groundTruthOf(subject)
  if (!truth.ok || !path.ok) return failed(...(truth.ok ? [] : truth.problems), ...(path.ok ? [] : path.problems))
  const found = await readCocoDetections(path.value, name, truth.value)
  if (!found.ok) return found
  return done({
    format: access.value.format,
    images: truth.value.images,
    categories: truth.value.categories,
    objects: truth.value.objects,
    detections: found.value.detections,
    refused: found.value.refused,
    groundTruthSha256: truth.value.sha256,
    detectionsSha256: found.value.sha256,
  })
}

async function fileOf(subject: Subject, name: string): Promise<Outcome<string>> {
  const path = await insidePath(subject.folder, name)
  if (path !== undefined && path !== 'outside' && (await stat(path)).isFile()) return done(path)
  return failed(
    path === 'outside'
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
            next: { zh: '核对 access.detection 里的路径', en: 'check the path under access.detection' },
          },
        ),
  )
}
