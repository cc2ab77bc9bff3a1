import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

/** Writes the service worker, which keeps the program itself so that the verify page opens when the server is gone. It never keeps an answer of the API. */
export function offline(): Plugin {
  return {
    name: 'plumbline-offline',
    apply: 'build',
    generateBundle(_, bundle) {
      const files = Object.keys(bundle)
        .filter((name) => /\.(js|css)$/.test(name))
        .sort()
      const version = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 16)
      const source = readFileSync(new URL('./src/service-worker.js', import.meta.url), 'utf8').replace(
        '= PROGRAM',
        `= ${JSON.stringify({ version, files: ['/', '/favicon.svg', ...files.map((name) => `/${name}`)] })}`,
      )
      this.emitFile({ type: 'asset', fileName: 'service-worker.js', source })
    },
  }
}
