import { z } from 'zod'
import { type Outcome, problem } from '../../../language/problem.ts'
import { readAccess } from '../../access.ts'
import type { Subject } from '../../contract.ts'

const path = z.string().min(1).max(500)

/** Where reference and results lie, relative to the subject's folder. */
const textSpottingAccess = z.discriminatedUnion('format', [
  /** folders or .zip files with one text file an image: gt_<image>.txt or <image>.txt, and res_<image>.txt or <image>.txt */
  z.strictObject({ format: z.literal('icdar'), groundTruth: path, detections: path }),
  /** a file each, a line an image: its name, a tab, a JSON list of {transcription, points} */
  z.strictObject({ format: z.literal('paddle'), groundTruth: path, detections: path }),
])
export type TextSpottingAccess = z.infer<typeof textSpottingAccess>

export function accessOf(subject: Subject): Outcome<TextSpottingAccess> {
  return readAccess(subject, 'textSpotting', textSpottingAccess, (fault) =>
    problem(
      'text-spotting-access',
      {
        zh: '被测对象没有写明场景文字的参考与结果在哪里',
        en: 'the subject does not say where its scene texts and their reference are',
      },
      {
        ...fault,
        expected: '{format: icdar | paddle, groundTruth: …, detections: …}',
        next: {
          zh: '在对象描述的 access.textSpotting 里补上这一段',
          en: 'write it under access.textSpotting of the subject',
        },
      },
    ),
  )
}
