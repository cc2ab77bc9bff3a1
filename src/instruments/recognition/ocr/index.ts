import { createHash } from 'node:crypto'
import { access as readable, readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { type Problem, ProblemError, problem } from '../../../language/problem.ts'
import type { Subject } from '../../contract.ts'
import { type Instrument, type MeasureContext, SetupError } from '../../contract.ts'
import { type EngineAccess, engineOf } from './access.ts'
import { type Engine, EngineGone, modelPackage, openEngine, type Reading } from './engine.ts'
import { looksLikeImage } from './image-kind.ts'
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
    const engine = engineOf(subject)
    const lines = await readManifest(subject, params)
    return [
      ...(engine.ok ? await missingModels(engine.value) : engine.problems),
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
    const { text, confidence, latencyMs } = await reading(await engineFor(context), bytes, item)
    return {
      reference: item.text,
      text: text.replace(/\n+$/u, ''),
      confidence,
      latencyMs,
      imageSha256: createHash('sha256').update(bytes).digest('hex'),
      lang: item.lang,
      font: item.font,
      condition: item.condition,
    }
  },
}

async function missingModels(engine: EngineAccess): Promise<readonly Problem[]> {
  const problems: Problem[] = []
  for (const language of engine.languages) {
    try {
      await readable(join(modelPackage(language), engine.variant, `${language}.traineddata.gz`))
    } catch {
      problems.push(
        problem(
          'ocr-model-missing',
          {
            zh: `没有安装语言模型 ${language}（${engine.variant}）`,
            en: `the model ${language} (${engine.variant}) is not installed`,
          },
          {
            next: {
              zh: `安装软件包 @tesseract.js-data/${language}`,
              en: `install the package @tesseract.js-data/${language}`,
            },
          },
        ),
      )
    }
  }
  return problems
}

async function imageBytes(subject: Subject, item: LineItem): Promise<Uint8Array> {
  const bytes = await readFile(join(subject.folder, item.image)).catch((error: unknown) => {
    throw unreadable(item, (error as NodeJS.ErrnoException).code ?? String(error))
  })
  if (!looksLikeImage(bytes)) throw unreadable(item, 'not an image')
  return bytes
}

/** One engine for the run, with no more readers than the machine has cores: more would only slow each other down. */
async function engineFor(context: MeasureContext): Promise<Engine> {
  const access = engineOf(context.subject)
  if (!access.ok) throw new SetupError({ code: 'ocr-engine-access', text: access.problems[0]!.text })
  const width = Math.max(1, Math.min(context.width, availableParallelism()))
  try {
    return await context.shared(
      'recognition/ocr',
      () => openEngine(access.value, width),
      (engine) => engine.close(),
    )
  } catch (error) {
    throw new SetupError({
      code: 'ocr-engine-start',
      text: { zh: '文字识别引擎没有启动', en: 'the text recognition engine did not start' },
      detail: error instanceof Error ? error.message : String(error),
    })
  }
}

async function reading(engine: Engine, bytes: Uint8Array, item: LineItem): Promise<Reading> {
  try {
    return await engine.read(bytes)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    if (/read image/i.test(detail)) throw unreadable(item, detail)
    throw new SetupError({
      code: error instanceof EngineGone ? 'ocr-engine-crash' : 'ocr-engine-error',
      text: { zh: '文字识别引擎出错', en: 'the text recognition engine failed' },
      detail,
    })
  }
}

function unreadable(item: LineItem, detail: string): SetupError {
  return new SetupError({
    code: 'image-unreadable',
    text: { zh: '图像文件读不出来', en: 'the image file cannot be read' },
    detail: `${item.image}: ${detail}`,
  })
}
