import { createHash } from 'node:crypto'
import { done, type Outcome, type Problem, problem, warning } from '../../../language/problem.ts'
import type { Subject } from '../../contract.ts'
import { findFile } from '../bank/files.ts'
import { stepFrame } from '../judges/step.ts'
import { readKeywords } from '../keywords/library.ts'
import { type Asked, readAsked } from './asked.ts'
import type { QuestionParams } from './params.ts'
import type { Probe } from './probe.ts'
import type { FrameResult } from './results.ts'

/** What a run asks from, and the part of it that is kept in the evidence. */
interface Material {
  readonly frame: FrameResult
  readonly asked: Asked
}

/** Reads the bank, and the keyword library where the probe uses one. Problems: theirs. */
export async function readMaterial<P extends QuestionParams, Row>(
  subject: Subject,
  params: P,
  probe: Probe<P, Row>,
): Promise<Outcome<Material>> {
  const asked = await readAsked(subject, params, probe)
  if (!asked.ok) return asked
  const keywords = await readLibrary(probe.keywords?.(params), subject, params.bankRoot)
  if (!keywords.ok) return keywords
  const frame: FrameResult = {
    kind: 'frame',
    bank: params.bank,
    bankSha256: asked.value.sha256,
    items: asked.value.items,
    ...(keywords.value === undefined ? {} : { keywords: keywords.value }),
    ...stepFrame(probe.second?.(params), subject),
  }
  return done({ frame, asked: asked.value })
}

async function readLibrary(
  name: string | undefined,
  subject: Subject,
  bankRoot: QuestionParams['bankRoot'],
): Promise<Outcome<FrameResult['keywords']>> {
  if (name === undefined) return done(undefined)
  const file = await findFile(name, subject.folder, bankRoot)
  if (!file.ok) return file
  const library = readKeywords(file.value.text, name)
  if (!library.ok) return library
  const rows = library.value.map((k) => [k.term, k.classId, k.variantOf ?? ''] as const)
  return done({ file: name, sha256: createHash('sha256').update(file.value.text).digest('hex'), rows })
}

/** What keeps a sample from being drawn as asked. */
export function sampleProblems(frame: FrameResult, { sample, perClass, bank }: QuestionParams): Problem[] {
  if (sample === undefined) return []
  const classes = new Set(frame.items.map(([, classId]) => classId)).size
  if (classes * perClass > sample) {
    return [
      problem(
        'sample-too-small',
        { zh: '抽样数容不下每类的最少题数。', en: 'The sample cannot hold the minimum of every class.' },
        {
          place: { path: 'with.sample' },
          expected: `>= ${classes} × ${perClass} = ${classes * perClass}`,
          got: String(sample),
        },
      ),
    ]
  }
  if (frame.items.length < sample) {
    return [
      warning(
        'bank-smaller-than-sample',
        {
          zh: '题库比要求的抽样数小，将问完整个题库。',
          en: 'The bank is smaller than the sample; the whole bank is asked.',
        },
        { place: { file: bank }, expected: `>= ${sample}`, got: String(frame.items.length) },
      ),
    ]
  }
  return []
}
