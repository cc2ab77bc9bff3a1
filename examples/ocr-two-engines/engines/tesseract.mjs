/* tesseract.js as a process of the contract: the same engine that Plumbline has built in, seen from outside. */
import { createHash } from 'node:crypto'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createWorker, OEM } from 'tesseract.js'
import { serve } from './contract.mjs'

const require = createRequire(import.meta.url)
const languages = ['chi_sim', 'eng']
const files = languages.map((l) =>
  join(dirname(require.resolve(`@tesseract.js-data/${l}/package.json`)), '4.0.0_best_int', `${l}.traineddata.gz`),
)
const models = mkdtempSync(join(tmpdir(), 'two-engines-'))
for (const [i, file] of files.entries()) copyFileSync(file, join(models, `${languages[i]}.traineddata.gz`))

// the Chinese model asks for its vertical sister, which is no part of the package
const worker = await createWorker(
  languages,
  OEM.LSTM_ONLY,
  { langPath: models, gzip: true, cacheMethod: 'none' },
  'tessedit_load_sublangs \n',
)
await worker.setParameters({ tessedit_pageseg_mode: '7' })
rmSync(models, { recursive: true })

const { version } = require('tesseract.js/package.json')
const model = files.map((f) => createHash('sha256').update(readFileSync(f)).digest('hex')).join('+')
await serve({ name: 'tesseract.js', version, model, threads: 1 }, async (image) => {
  const { data } = await worker.recognize(image)
  return { output: data.text.trim(), confidence: data.confidence }
})
await worker.terminate()
