import { Worker } from 'node:worker_threads'
import type { Entry, Reading } from './reading.ts'
import { xmpEntries } from './xmp.ts'

/** A hostile PDF gets this long, and the process may grow by this much, then its reader is stopped. */
const LIMIT = { ms: 20_000, heapMb: 512, growth: 768 * 1024 * 1024 }

/** Runs beside the program: a PDF parser cannot be stopped from within. It answers with the Info dictionary and the XMP packet. */
const READER = `
const { parentPort, workerData } = require('node:worker_threads')
import(workerData.library)
  .then(async ({ getDocumentProxy }) => {
    const pdf = await getDocumentProxy(workerData.bytes, { stopAtErrors: false, verbosity: 0 })
    const { info, metadata } = await pdf.getMetadata()
    const plain = Object.entries({ ...info, ...info?.Custom }).filter(([, v]) => typeof v === 'string')
    parentPort.postMessage({ info: plain, xmp: metadata?.getRaw?.() ?? metadata?.rawData ?? '' })
  })
  .catch(() => parentPort.postMessage(undefined))
`

/** Info dictionary and XMP of a PDF (ISO 32000). */
export async function readPdf(bytes: Uint8Array, signal: AbortSignal): Promise<Reading> {
  const found = await inWorker(bytes, signal)
  if (found === undefined) return { entries: [], intact: false }
  const info: Entry[] = found.info.map(([key, value]) => ({ place: 'pdf:Info', key, value }))
  return { entries: [...info, ...xmpEntries(found.xmp)], intact: true }
}

interface Found {
  readonly info: readonly (readonly [string, string])[]
  readonly xmp: string
}

function inWorker(bytes: Uint8Array, signal: AbortSignal): Promise<Found | undefined> {
  return new Promise((resolve) => {
    const worker = new Worker(READER, {
      eval: true,
      workerData: { bytes, library: import.meta.resolve('unpdf') },
      resourceLimits: { maxOldGenerationSizeMb: LIMIT.heapMb },
      stdout: true,
      stderr: true,
    })
    const finish = (found?: Found) => {
      clearTimeout(timer)
      clearInterval(watch)
      signal.removeEventListener('abort', stop)
      void worker.terminate()
      resolve(found)
    }
    const stop = () => finish()
    const timer = setTimeout(stop, LIMIT.ms)
    // buffers do not count as heap: what a stream unpacks to is seen from outside only
    const before = process.memoryUsage.rss()
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() - before > LIMIT.growth) stop()
    }, 20)
    signal.addEventListener('abort', stop)
    worker.once('message', finish)
    worker.once('error', stop)
    worker.once('exit', stop)
  })
}
