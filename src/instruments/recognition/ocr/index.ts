import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ProblemError } from '../../../language/problem.ts'
import type { Instrument, Subject } from '../../contract.ts'
import type { Json } from '../algorithm/algorithm.ts'
import { looksLikeImage } from '../algorithm/built-in/image-kind.ts'
import { unreadable } from '../algorithm/built-in/open.ts'
import { algorithmFault } from '../algorithm/faults.ts'
import { algorithmFor, checkAlgorithm } from '../algorithm/open.ts'
import { type LineItem, missingImages, readManifest } from './manifest.ts'
import { type LineResult, type OcrParams, ocrProduces } from './params.ts'
import { ocrReducer } from './reduce.ts'

/** Reads images of single text lines with the subject's engine and compares them with what they say. */
export const ocr: Instrument<OcrParams, LineItem, LineResult> = {
  ...ocrReducer,
  title: { zh: '文本行识别', en: 'text line recognition' },
  method: {
    title: {
      zh: '逐行识别，按码点求最小编辑距离；AR=(N-S-D-I)/N，整行全对率，1-NED',
      en: 'lines are read one by one and compared by least edits over code points; AR = (N-S-D-I)/N, whole-line accuracy, 1-NED',
    },
    source: 'ICDAR 2019 (1-NED); ICDAR 2013 CASIA (AR, CR); Levenshtein with the tie rule of RapidFuzz',
  },
  produces: ocrProduces,
  check: async (subject, params) => {
    const lines = await readManifest(subject, params)
    return [
      ...(await checkAlgorithm(subject)),
      ...(lines.ok ? await missingImages(subject, lines.value) : lines.problems),
    ]
  },
  items: async function* (subject, params) {
    const lines = await readManifest(subject, params)
    if (!lines.ok) throw new ProblemError(lines.problems)
    yield* lines.value
  },
  measure: async (item, context) => {
    const bytes = await imageBytes(context.subject, item)
    const algorithm = await algorithmFor(context)
    const answer = await algorithm.ask({ id: item.id, name: item.image, bytes }, context.signal)
    const text = answer.ok ? textOf(answer.output) : ''
    if (text === undefined) throw algorithmFault('algorithm-answer', 'expected text, or an object with text')
    const { name, version, model } = algorithm.about
    return {
      reference: item.text,
      text: text.replace(/\n+$/u, ''),
      confidence: answer.ok ? (answer.confidence ?? null) : null,
      latencyMs: answer.latencyMs,
      ...(answer.ok ? {} : { failure: answer.code }),
      ...(algorithm.kind === 'tesseract.js'
        ? {}
        : { algorithm: { name, version, ...(model === undefined ? {} : { model }) } }),
      imageSha256: createHash('sha256').update(bytes).digest('hex'),
      lang: item.lang,
      font: item.font,
      condition: item.condition,
    }
  },
}

async function imageBytes(subject: Subject, item: LineItem): Promise<Uint8Array> {
  const bytes = await readFile(join(subject.folder, item.image)).catch((error: unknown) => {
    throw unreadable(item.image, (error as NodeJS.ErrnoException).code ?? String(error))
  })
  if (!looksLikeImage(bytes)) throw unreadable(item.image, 'not an image')
  return bytes
}

/** An output for a line is its text, or an object with one. */
function textOf(output: Json): string | undefined {
  if (typeof output === 'string') return output
  const text = typeof output === 'object' && output !== null && !Array.isArray(output) ? ownText(output) : undefined
  return typeof text === 'string' ? text : undefined
}

const ownText = (output: object) =>
  Object.hasOwn(output, 'text') ? (output as { readonly text: unknown }).text : undefined
