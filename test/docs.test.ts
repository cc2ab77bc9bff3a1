import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

/** The documents: what is generated is fresh, what is linked exists, what is to be typed can be typed. */

const root = resolve('.')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

function markdown(folder: string, depth = 9): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(join(root, path)).isDirectory()) return depth > 0 ? markdown(path, depth - 1) : []
    return name.endsWith('.md') ? [path] : []
  })
}

const pages = [...markdown('.', 0), ...markdown('docs'), ...markdown('examples'), ...markdown('standards')]

/** The text without fenced code, whose brackets are no links. */
function prose(text: string): string {
  return text.replace(/^(```+)[^\n]*\n[\s\S]*?^\1\s*$/gm, '').replace(/`[^`\n]*`/g, '')
}

/** The anchors that GitHub gives to the headings of a page. */
function anchors(text: string): Set<string> {
  const seen = new Map<string, number>()
  const found = new Set<string>()
  for (const [, heading = ''] of text.replace(/^(```+)[^\n]*\n[\s\S]*?^\1\s*$/gm, '').matchAll(/^#{1,6} +(.+)$/gm)) {
    const slug = heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
      .replaceAll(' ', '-')
    const n = seen.get(slug) ?? 0
    seen.set(slug, n + 1)
    found.add(n === 0 ? slug : `${slug}-${n}`)
  }
  return found
}

function deadLinks(page: string): string[] {
  const text = read(page)
  return [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
    if (/^[a-z]+:/.test(target)) return []
    const [path = '', anchor] = target.split('#')
    const file = path === '' ? page : relative(root, resolve(root, dirname(page), path))
    if (!existsSync(join(root, file))) return [target]
    if (anchor === undefined || !file.endsWith('.md')) return []
    return anchors(read(file)).has(decodeURIComponent(anchor)) ? [] : [target]
  })
}

/** Options by command (`assess`, `standards list`), from the generated page of commands. */
function commands(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const section of read('docs/reference/commands.md')
    .split(/^## plumbline/m)
    .slice(1)) {
    const name = section.slice(0, section.indexOf('\n')).trim()
    const options = [...section.matchAll(/^ {2}(?:(-\w), )?(--[a-z][a-z-]*)/gm)].flatMap(([, short, long]) => [
      short,
      long,
    ])
    found.set(name, new Set(options.filter((o) => o !== undefined)))
  }
  return found
}

/** The shell commands of a page, one each, without comments. */
function shellCommands(text: string): string[] {
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) =>
    block
      .replaceAll('\\\n', ' ')
      .split('\n')
      .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
      .flatMap((line) => line.split(/\s*(?:&&|\|\||\||;)\s*/))
      .filter((line) => line !== ''),
  )
}

const scripts = new Set(Object.keys((JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts))

function wrongCommand(line: string, known: ReadonlyMap<string, ReadonlySet<string>>): string | undefined {
  const npm = /^npm (?:run )?([a-z][a-z:-]*)/.exec(line)
  if (npm)
    return ['ci', 'install'].includes(npm[1] ?? '') || scripts.has(npm[1] ?? '') ? undefined : `no such script: ${line}`
  const own = /(?:^|\s)(?:npx )?(?:plumbline|node bin\/plumbline\.js)(?:\s+(.*))?$/.exec(line)
  if (!own || /^(mkdir|cd|cp)\b/.test(line)) return undefined
  const words = (own[1] ?? '').split(/\s+/).filter((w) => w !== '')
  const two = words.slice(0, 2).join(' ')
  const name = known.has(two) ? two : words[0]?.startsWith('-') ? '' : (words[0] ?? '')
  const options = known.get(name)
  if (!options) return `no such command: ${line}`
  const odd = words.find((w) => w.startsWith('-') && !options.has(w.split('=')[0] ?? w))
  return odd === undefined ? undefined : `no such option ${odd}: ${line}`
}

test('the generated reference pages are what the product says today', () => {
  const done = spawnSync(process.execPath, ['scripts/docs.mjs', '--check'], { cwd: root, encoding: 'utf8' })
  expect(done.stderr).toBe('')
  expect(done.status).toBe(0)
}, 240_000)

describe('every link leads somewhere', () => {
  test.each(pages)('%s', (page) => {
    expect(deadLinks(page)).toEqual([])
  })
})

describe('every command that is shown exists, with its options', () => {
  const known = commands()
  const withCommands = pages.filter((p) => shellCommands(read(p)).length > 0)
  test('there are commands to look at', () => {
    expect(known.size).toBeGreaterThan(10)
    expect(withCommands).toContain('README.md')
  })
  test.each(withCommands)('%s', (page) => {
    expect(shellCommands(read(page)).flatMap((line) => wrongCommand(line, known) ?? [])).toEqual([])
  })
})

describe('the check itself finds what is wrong', () => {
  test('a dead link, a dead anchor, a command and an option that do not exist', () => {
    const known = new Map([['assess', new Set(['--against'])]])
    expect(wrongCommand('npx plumbline assess x.yaml --against y', known)).toBeUndefined()
    expect(wrongCommand('npx plumbline asses x.yaml', known)).toContain('no such command')
    expect(wrongCommand('plumbline assess x.yaml --agianst y', known)).toContain('no such option --agianst')
    expect(wrongCommand('npm run nothing', known)).toContain('no such script')
    expect(anchors('## A b/c: d\n## A b/c: d\n')).toEqual(new Set(['a-bc-d', 'a-bc-d-1']))
    expect(prose('[a](b)\n```sh\n[c](d)\n```\n')).toBe('[a](b)\n')
  })
})
