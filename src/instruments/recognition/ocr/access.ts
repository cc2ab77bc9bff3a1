import { z } from 'zod'
import { done, failed, type Outcome, problem } from '../../../language/problem.ts'
import type { Subject } from '../../contract.ts'

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
  const parsed = engineAccess.safeParse(subject.access['engine'])
  if (parsed.success) return done(parsed.data)
  const issue = parsed.error.issues[0]
  return failed(
    problem(
      'ocr-engine-access',
      {
        zh: '被测对象没有写明可用的文字识别引擎',
        en: 'the subject does not name a text recognition engine this instrument can run',
      },
      {
        place: { path: ['access', 'engine', ...(issue?.path ?? [])].join('.') },
        expected: "{kind: 'tesseract.js', languages: [chi_sim, eng], variant: '4.0.0_best_int' | '4.0.0'}",
        got: JSON.stringify(subject.access['engine']) ?? 'nothing',
        next: { zh: '在对象描述的 access.engine 里补上这一段', en: 'write it under access.engine of the subject' },
      },
    ),
  )
}
