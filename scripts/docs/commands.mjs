import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../setup.mjs'
import { page } from './markdown.mjs'

const bin = join(root, 'bin', 'plumbline.js')

function help(words, lang) {
  const env = { ...process.env, COLUMNS: '80', FORCE_COLOR: '0', NO_COLOR: '1' }
  const done = spawnSync(process.execPath, [bin, ...words, '--help', '--lang', lang], { encoding: 'utf8', env })
  if (done.status !== 0) throw new Error(`plumbline ${words.join(' ')} --help: ${done.stderr}`)
  return done.stdout.trimEnd()
}

/** Names of the commands that a help text lists. */
function listed(text) {
  const lines = text.split('\n')
  const from = lines.indexOf('Commands:') + 1
  const found = []
  for (let i = from; from > 0 && i < lines.length && lines[i] !== ''; i++) {
    const name = /^ {2}([a-z][a-z-]*)/.exec(lines[i])?.[1]
    if (name && name !== 'help') found.push(name)
  }
  return found
}

/** Every command, with the commands below it: `assess`, `standards list`. */
export function commandWords() {
  const below = (words) =>
    listed(help(words, 'en')).flatMap((name) => {
      const own = [...words, name]
      const inner = below(own)
      return inner.length > 0 ? inner : [own]
    })
  return below([])
}

export function commandsPage() {
  const section = (words) => {
    const title = ['plumbline', ...words].join(' ')
    return `## ${title}\n\n\`\`\`text\n${help(words, 'en')}\n\`\`\`\n\n\`\`\`text\n${help(words, 'zh')}\n\`\`\``
  }
  return page('Commands / 命令', "the command's own `--help`", [section([]), ...commandWords().map(section)])
}
