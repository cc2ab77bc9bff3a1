import { z } from 'zod'
import { type Outcome, problem } from '../../../language/problem.ts'
import { readAccess } from '../../access.ts'
import type { Subject } from '../../contract.ts'
import { TABLE_FILE } from '../files/table.ts'

const path = z.string().min(1)
/** a GLM file, `text => replacement` a line, for the step `rules` */
const rules = path.optional()

/** Where the transcripts are, relative to the subject's folder. */
const speechAccess = z.discriminatedUnion('format', [
  /** `id text…` a line; speakers: utt2spk, `id speaker` a line */
  z.strictObject({ format: z.literal('kaldi'), references: path, hypotheses: path, speakers: path.optional(), rules }),
  /** `text (speaker-utterance)` a line */
  z.strictObject({ format: z.literal('trn'), references: path, hypotheses: path, rules }),
  /** references stm, hypotheses ctm */
  z.strictObject({ format: z.literal('stm-ctm'), references: path, hypotheses: path, rules }),
  /** one file .csv, .tsv, .jsonl or .parquet with id, reference, hypothesis and perhaps speaker, stratum */
  z.strictObject({ format: z.literal('pairs'), pairs: path.regex(TABLE_FILE), rules }),
])

export type SpeechAccess = z.infer<typeof speechAccess>

export function accessOf(subject: Subject, section: string): Outcome<SpeechAccess> {
  return readAccess(subject, section, speechAccess, (fault) =>
    problem(
      'speech-access',
      {
        zh: '被测对象没有写明识别结果和参考文本在哪里',
        en: 'the subject does not say where its transcripts and their references are',
      },
      {
        ...fault,
        expected:
          "{format: 'kaldi' | 'trn' | 'stm-ctm', references: …, hypotheses: …} | {format: 'pairs', pairs: ….csv | .tsv | .jsonl | .parquet}",
        next: {
          zh: `在对象描述的 access.${section} 里补上这一段`,
          en: `write it under access.${section} of the subject`,
        },
      },
    ),
  )
}
