/*
 * Debian's pocketsphinx as a process of the contract, one start of the recogniser for each recording.
 *   node engine.mjs lm | grammar     grammar: recordings of the player are held against cards.gram instead of the language model
 */
import { execFile, execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const set = process.argv[2] ?? 'lm'
const grammar = fileURLToPath(new URL('data/cards.gram', import.meta.url))
const models = '/usr/share/pocketsphinx/model/en-us'
const sha256 = createHash('sha256')
for (const name of ['en-us/means', 'en-us/variances', 'en-us/mdef', 'en-us.lm.bin', 'cmudict-en-us.dict'])
  sha256.update(readFileSync(join(models, name)))
const version = execFileSync('dpkg-query', ['-W', '-f', '${Version}', 'pocketsphinx'], { encoding: 'utf8' })

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`)
const heardIn = (id, file) =>
  new Promise((resolve) => {
    const cards = set === 'grammar' && id.startsWith('player-')
    const options = cards ? ['-jsgf', grammar] : []
    execFile('pocketsphinx_continuous', ['-infile', file, ...options], (error, out) =>
      // one line for each stretch of speech
      resolve(
        error ? { error: 'recogniser-failed' } : { output: out.split('\n').join(' ').replace(/\s+/g, ' ').trim() },
      ),
    )
  })

say({ name: 'pocketsphinx', version, model: sha256.digest('hex'), threads: 1 })
for await (const line of createInterface({ input: process.stdin })) {
  const { id, file } = JSON.parse(line)
  say({ id, ...(await heardIn(id, file)) })
}
