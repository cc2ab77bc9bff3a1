import { z } from 'zod'
import { type Outcome, problem } from '../../../../language/problem.ts'
import { readAccess } from '../../../access.ts'
import type { Subject } from '../../../contract.ts'

/** How a subject names its reader: the engine, its languages, its model variant, and Tesseract's page segmentation mode. */
const engineAccess = z.strictObject({
  kind: z.literal('tesseract.js'),
  languages: z.array(z.enum(['chi_sim', 'eng'])).min(1),
  variant: z.enum(['4.0.0_best_int', '4.0.0']),
  /** 0 to 13; 7 reads the image as one line of text */
  pageSegmentation: z.int().min(0).max(13).default(7),
})

export type EngineAccess = z.infer<typeof engineAccess>

export function engineOf(subject: Subject): Outcome<EngineAccess> {
  return readAccess(subject, 'engine', engineAccess, (fault) =>
    problem(
      'ocr-engine-access',
      {
        zh: '被测对象没有写明可用的文字识别引擎',
        en: 'the subject does not name a text recognition engine this instrument can run',
      },
      {
        ...fault,
        expected: "{kind: 'tesseract.js', languages: [chi_sim, eng], variant: '4.0.0_best_int' | '4.0.0'}",
        next: { zh: '在对象描述的 access.engine 里补上这一段', en: 'write it under access.engine of the subject' },
      },
    ),
  )
}
