import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createWorker, OEM } from 'tesseract.js'
import type { EngineAccess } from './access.ts'

export interface Reading {
  readonly text: string
  readonly confidence: number
  readonly latencyMs: number
}

/** Reads images; as many at once as it was opened for, further ones wait. */
export interface Engine {
  /** Throws what the engine says; `EngineGone` when it is the engine that failed and not the image. */
  read(image: Uint8Array): Promise<Reading>
  close(): Promise<void>
}

/** The engine itself broke down; it has been replaced, but this reading is lost. */
export class EngineGone extends Error {}

interface Reader {
  read(image: Uint8Array): Promise<Reading>
  end(): Promise<void>
}

/** Opens `width` readers, wholly offline: core and models come from installed packages. */
export async function openEngine(access: EngineAccess, width: number): Promise<Engine> {
  const models = await modelFolder(access)
  const open = () => openReader(access, models)
  const all = new Set<Reader>()
  const idle: Reader[] = []
  const queue: ((reader: Promise<Reader> | Reader) => void)[] = []

  const free = (reader: Reader) => {
    const next = queue.shift()
    if (next) next(reader)
    else idle.push(reader)
  }
  try {
    for (const opened of await Promise.allSettled(Array.from({ length: width }, open))) {
      if (opened.status === 'rejected') throw opened.reason
      all.add(opened.value)
      idle.push(opened.value)
    }
  } catch (error) {
    await Promise.all([...all].map((r) => r.end()))
    await rm(models, { recursive: true, force: true })
    throw error
  }

  return {
    read: async (image) => {
      if (all.size === 0) throw new EngineGone('no reader is left')
      const reader = idle.pop() ?? (await new Promise<Reader>((resolve) => queue.push(resolve)))
      try {
        const reading = await reader.read(image)
        free(reader)
        return reading
      } catch (error) {
        if (!(error instanceof EngineGone)) {
          free(reader)
          throw error
        }
        all.delete(reader)
        await reader.end()
        await open().then(
          (fresh) => {
            all.add(fresh)
            free(fresh)
          },
          (cause: unknown) => {
            // with no reader left, whoever waits would wait forever
            if (all.size === 0) for (const next of queue.splice(0)) next(Promise.reject(new EngineGone(String(cause))))
          },
        )
        throw error
      }
    },
    close: async () => {
      await Promise.all([...all].map((r) => r.end()))
      await rm(models, { recursive: true, force: true })
    },
  }
}

// the Chinese model asks for its vertical sister, which is no part of the package; the engine would complain on the console
const NO_MORE_LANGUAGES = 'tessedit_load_sublangs \n'

async function openReader(access: EngineAccess, models: string): Promise<Reader> {
  let refuse: (error: Error) => void = () => {}
  const refused = new Promise<never>((_, reject) => {
    refuse = reject
  })
  refused.catch(() => undefined)
  // createWorker never settles when a model fails to load; its error handler is the only one who hears of it
  const worker = await Promise.race([
    createWorker(
      [...access.languages],
      OEM.LSTM_ONLY,
      {
        langPath: models,
        gzip: true,
        cacheMethod: 'none',
        errorHandler: (error: unknown) => refuse(new Error(String(error))),
      },
      NO_MORE_LANGUAGES,
    ),
    refused,
  ])
  const gone = goneOf(worker)
  await worker.setParameters({ tessedit_pageseg_mode: String(access.pageSegmentation) as never })
  return {
    read: async (image) => {
      const began = performance.now()
      const { data } = await Promise.race([worker.recognize(Buffer.from(image)), gone])
      return {
        text: data.text,
        confidence: data.confidence,
        latencyMs: Math.round((performance.now() - began) * 1000) / 1000,
      }
    },
    end: async () => {
      await worker.terminate()
    },
  }
}

/** Rejects when the thread behind a worker dies: the library itself would wait for its answer forever. */
function goneOf(worker: object): Promise<never> {
  const thread = (worker as { worker?: NodeJS.EventEmitter }).worker
  const gone = new Promise<never>((_, reject) => {
    thread?.once('error', (error: unknown) => reject(new EngineGone(String(error))))
    thread?.once('exit', (code: number) => reject(new EngineGone(`exit ${code}`)))
  })
  gone.catch(() => undefined)
  return gone
}

/** The library takes one folder for all languages; the packages hold one each. */
async function modelFolder(access: EngineAccess): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-ocr-'))
  for (const language of access.languages) {
    const name = `${language}.traineddata.gz`
    await copyFile(join(modelPackage(language), access.variant, name), join(folder, name))
  }
  return folder
}

/** Folder of an installed model package; throws where it is not installed. */
export function modelPackage(language: string): string {
  return dirname(createRequire(import.meta.url).resolve(`@tesseract.js-data/${language}/package.json`))
}
