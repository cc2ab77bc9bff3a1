import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from '../setup.mjs'
import { code, page, table } from './markdown.mjs'

const string = String.raw`(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|${'`'}(?:[^${'`'}\\]|\\.)*${'`'})`
const kebab = `'([a-z][a-z0-9]*(?:-[a-z0-9]+)*)'`
const text = String.raw`\{\s*zh: (${string}),\s*en: (${string})`

/** The ways in which the source writes a code with its sentence. */
const patterns = [
  new RegExp(String.raw`${kebab},\s*${text}`, 'g'),
  new RegExp(String.raw`code: ${kebab},\s*text: ${text}`, 'g'),
  new RegExp(String.raw`\brefuse\(${kebab},\s*(${string}),\s*(${string})`, 'g'),
  new RegExp(String.raw`'([a-z0-9]+(?:-[a-z0-9]+)+)': \[\s*${text}`, 'g'),
]
/** Tables of sentences by code; each of these files holds nothing else of that form. */
const inTables = new RegExp(
  String.raw`\n\s*'?([a-z][a-z0-9]*(?:-[a-z0-9]+)*)'?: \{\s*(?:text: \{\s*)?zh: (${string}),\s*en: (${string})`,
  'g',
)
const tableFiles =
  /attestation\/(dsse-refusals|canonical|keys\/problems|verify\/(files|measurements))\.ts$|llm\/client\/faults\.ts$|(sign-in\/problems|server\/api\/sentences)\.ts$/
const notCodes = new Set(['next', 'text', 'title'])
/** Calls that take the sentence as the constant `what`. */
const byName = new RegExp(String.raw`\b(?:attempt|differences)\(\s*${kebab}`, 'g')
const what = new RegExp(`const what = ${text}`, 'g')
const choice = new RegExp(String.raw`code: [^,\n]*\? ${kebab} : ${kebab},\s*text: ${text}`, 'g')
const eitherCode = new RegExp(String.raw`\? ${kebab} : ${kebab},\s*${text}`, 'g')

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((e) => {
      const path = join(folder, e.name)
      if (e.isDirectory()) return e.name === 'fixtures' ? [] : sources(path)
      return e.name.endsWith('.ts') && !e.name.endsWith('.test.ts') ? [path] : []
    })
}

/** A string literal as its reader sees it; what is filled in while running is an ellipsis. */
function said(literal) {
  return literal
    .slice(1, -1)
    .replaceAll(/\$\{[^}]*\}/g, '…')
    .replaceAll(/\\(.)/g, '$1')
}

function inFile(source, name) {
  const found = []
  for (const p of patterns) for (const m of source.matchAll(p)) found.push([m[1], m[2], m[3]])
  if (tableFiles.test(name))
    for (const m of source.matchAll(inTables)) if (!notCodes.has(m[1])) found.push([m[1], m[2], m[3]])
  for (const p of [choice, eitherCode])
    for (const m of source.matchAll(p)) found.push([m[1], m[3], m[4]], [m[2], m[3], m[4]])
  const sentences = [...source.matchAll(what)]
  for (const m of source.matchAll(byName)) {
    const near = sentences.findLast((s) => s.index < m.index)
    const own = new RegExp(text).exec(source.slice(m.index, m.index + 260))
    const best = own ?? near?.slice(0)
    if (best) found.push([m[1], best[1], best[2]])
  }
  return found
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

/** Every problem code with the sentences it is said with. */
export function problemsPage() {
  const rows = new Map()
  for (const path of sources(join(root, 'src'))) {
    const name = relative(root, path).split('\\').join('/')
    const room = name.split('/')[1]
    for (const [id, zh, en] of inFile(readFileSync(path, 'utf8'), name)) {
      const key = [id, said(zh), said(en)].join('\n')
      const rooms = rows.get(key) ?? new Set()
      rows.set(key, rooms.add(room))
    }
  }
  const lines = [...rows]
    .map(([key, rooms]) => [...key.split('\n'), [...rooms].sort().join(', ')])
    .sort((a, b) => compare(a[0], b[0]) || compare(a[2], b[2]) || compare(a[1], b[1]))
  const codes = new Set(lines.map((l) => l[0]))
  return page('Problems / 问题', 'the problem codes in `src/`', [
    'Every problem has a code, a place, a sentence in both languages and, where there is one, a next step. With `--json` a problem is printed as `{ code, severity, text, place, expected, got, next }`. An ellipsis stands for what is filled in.',
    `${codes.size} codes.`,
    table(
      ['code', '中文', 'English', 'room'],
      lines.map(([id, zh, en, room]) => [code(id), zh, en, room]),
    ),
  ])
}
