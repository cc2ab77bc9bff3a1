import { createHash } from 'node:crypto'
import { access as readable, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { type Problem, problem } from '../../../../language/problem.ts'
import { SetupError } from '../../../contract.ts'
import type { Algorithm, Input } from '../algorithm.ts'
import type { EngineAccess } from './access.ts'
import { type Engine, EngineGone, modelPackage, openEngine, type Reading } from './engine.ts'

/** The engine that comes with the product, under the same contract: no more readers than cores, which would only slow each other down. */
export async function openBuiltIn(access: EngineAccess, width: number): Promise<Algorithm> {
  try {
    const engine = await openEngine(access, Math.max(1, Math.min(width, availableParallelism())))
    const { version } = createRequire(import.meta.url)('tesseract.js/package.json') as { version: string }
    const model = await Promise.all(access.languages.map((l) => hashOf(modelFile(l, access.variant))))
    return {
      kind: 'tesseract.js',
      about: { name: 'tesseract.js', version: `${version}+${access.variant}`, model: model.join('+') },
      ask: async (input) => {
        const { text, confidence, latencyMs } = await reading(engine, input)
        return { ok: true, output: text, confidence, latencyMs }
      },
      // it shares this process, so its memory cannot be told from ours
      peakMemory: async () => undefined,
      close: () => engine.close(),
    }
  } catch (error) {
    throw new SetupError({
      code: 'ocr-engine-start',
      text: { zh: '文字识别引擎没有启动', en: 'the text recognition engine did not start' },
      detail: error instanceof Error ? error.message : String(error),
    })
  }
}

async function reading(engine: Engine, { name, bytes }: Input): Promise<Reading> {
  try {
    return await engine.read(bytes)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    if (/read image/i.test(detail)) throw unreadable(name, detail)
    throw new SetupError({
      code: error instanceof EngineGone ? 'ocr-engine-crash' : 'ocr-engine-error',
      text: { zh: '文字识别引擎出错', en: 'the text recognition engine failed' },
      detail,
    })
  }
}

export function unreadable(name: string, detail: string): SetupError {
  return new SetupError({
    code: 'image-unreadable',
    text: { zh: '图像文件读不出来', en: 'the image file cannot be read' },
    detail: `${name}: ${detail}`,
  })
}

const modelFile = (language: string, variant: string) =>
  join(modelPackage(language), variant, `${language}.traineddata.gz`)

const hashOf = async (file: string) =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex')

/** Models that are not installed. */
export async function missingModels(engine: EngineAccess): Promise<readonly Problem[]> {
  const problems: Problem[] = []
  for (const language of engine.languages) {
    try {
      await readable(modelFile(language, engine.variant))
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
