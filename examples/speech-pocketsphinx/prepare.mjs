/*
 * Copies the test recordings of Debian's pocketsphinx-testdata into data/ (a subject reads nothing outside its folder), writes their transcripts as
 * data/ref.trn and the list for the runs, and has both set-ups recognise every recording once: data/lm.trn, data/grammar.trn.
 *   node examples/speech-pocketsphinx/prepare.mjs [folder of the test data]
 */
import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const source = process.argv[2] ?? '/usr/share/pocketsphinx/test/data'
const here = fileURLToPath(new URL('./', import.meta.url))
const data = join(here, 'data')
mkdirSync(data, { recursive: true })

/** `<s> words </s> (file)` a line; the last run of digits of the file's name is kept, with the speaker before it. */
function transcripts(file, speaker) {
  const lines = readFileSync(join(source, file), 'utf8').trim().split('\n')
  return lines.map((line) => {
    const [, text, name] = /^<s>\s*(.*?)\s*<\/s>\s*\((\S+)\)/.exec(line)
    return { id: `${speaker}-${/\d+$/.exec(name)[0]}`, text, name }
  })
}
const sets = [
  { folder: 'librivox', list: transcripts('librivox/transcription', 'reader') },
  { folder: 'cards', list: transcripts('cards/cards.transcription', 'player') },
]
const recordings = sets.flatMap(({ folder, list }) => list.map((item) => ({ ...item, folder })))
for (const { id, folder, name } of recordings)
  copyFileSync(join(source, folder, `${name}.wav`), join(data, `${id}.wav`))
copyFileSync(join(source, 'cards/cards.gram'), join(data, 'cards.gram'))

const written = (name, lines) => writeFileSync(join(data, name), lines.map((line) => `${line}\n`).join(''))
const trn = ({ id, text }) => `${text} (${id})`.trim()
written('ref.trn', recordings.map(trn))
// two hundred calls are timed: the short recordings only
const short = recordings.filter(({ folder }) => folder === 'cards')
const list = short.map(({ id, text }) => JSON.stringify({ id, file: `${id}.wav`, text }))
written('list.jsonl', list)

/** Asks the engine for every recording, by the contract of an algorithm under test. A recording that fails gets no line. */
async function recognise(set) {
  const engine = spawn(process.execPath, [join(here, 'engine.mjs'), set], {
    cwd: here,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const answers = createInterface({ input: engine.stdout })[Symbol.asyncIterator]()
  const next = async () => JSON.parse((await answers.next()).value)
  const about = await next()
  const heard = []
  for (const { id } of recordings) {
    engine.stdin.write(`${JSON.stringify({ id, file: join(data, `${id}.wav`) })}\n`)
    const answer = await next()
    if (answer.error === undefined) heard.push(trn({ id, text: answer.output }))
  }
  engine.stdin.end()
  written(`${set}.trn`, heard)
  console.log(`${about.name} ${about.version}, ${set}: ${heard.length} of ${recordings.length} recordings`)
}
await recognise('lm')
await recognise('grammar')
