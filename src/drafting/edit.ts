import { done, failed, type Outcome, type Problem, problem } from '../language/problem.ts'
import { find, type Raw, type RawMap, readYaml } from '../language/source.ts'

/** One replacement in a text; offsets are UTF-16 units. */
export interface Edit {
  readonly from: number
  readonly to: number
  readonly insert: string
}

/**
 * The smallest change of a file's text that sets one text at a path of keys and indexes: comments, order and everything else stay as they are.
 * A key that is missing is put behind the last of its map. The changed file is read again: what would say something else is refused.
 * Problems: those of the file, edit-no-place, edit-changes-meaning.
 */
export function setText(text: string, path: readonly (string | number)[], value: string): Outcome<Edit> {
  const read = readYaml('standard.yaml', text)
  if (!read.raw) return failed(...read.problems)
  const depth = deepest(read.raw, path)
  const there = find(read.raw, path.slice(0, depth))
  const missing = path.slice(depth)
  const edit =
    missing.length === 0 && there.kind === 'text'
      ? { from: there.at.start, to: there.at.end, insert: inPlace(text, there.at, value) }
      : there.kind === 'map' && missing.length > 0 && missing.every((key) => typeof key === 'string')
        ? added(text, there, missing as readonly string[], value)
        : undefined
  if (!edit) return failed(noPlace(path))
  const again = readYaml('standard.yaml', text.slice(0, edit.from) + edit.insert + text.slice(edit.to))
  const now = again.raw && deepest(again.raw, path) === path.length ? find(again.raw, path) : undefined
  return now?.kind === 'text' && now.text === value ? done(edit) : failed(otherMeaning(path))
}

/** How many keys of a path are there. */
function deepest(raw: Raw, path: readonly (string | number)[]): number {
  let here = raw
  for (const [n, key] of path.entries()) {
    const next =
      here.kind === 'map' ? here.entries.get(String(key)) : here.kind === 'list' ? here.items[Number(key)] : undefined
    if (!next) return n
    here = next
  }
  return path.length
}

/** Block text ends with its line; what takes its place needs one too. */
function inPlace(text: string, at: Raw['at'], value: string): string {
  return scalar(value) + (at.style === 'block' && text[at.end - 1] === '\n' ? '\n' : '')
}

function added(text: string, map: RawMap, keys: readonly string[], value: string): Edit | undefined {
  const [first, ...inner] = keys
  const tail = inner.reduceRight((v, key) => `{ ${key}: ${v} }`, scalar(value))
  const pair = `${first}: ${tail}`
  const { start, end } = map.at
  const last = [...map.entries.values()].at(-1)
  if (text[start] === '{') {
    const close = text.lastIndexOf('}', end - 1)
    if (!last) return { from: start + 1, to: close, insert: ` ${pair} ` }
    const behind = last.at.end
    return { from: behind, to: behind, insert: `, ${pair}` }
  }
  const key = [...map.keys.values()][0]
  if (!key || !last) return undefined
  const column = key.start - (text.lastIndexOf('\n', key.start - 1) + 1)
  // below the line on which the last value ends, so that a comment there keeps its line
  const lineEnd = text.indexOf('\n', Math.max(last.at.start, trimmedEnd(text, last.at.end) - 1))
  const at = lineEnd < 0 ? text.length : lineEnd
  return { from: at, to: at, insert: `\n${' '.repeat(column)}${pair}` }
}

function trimmedEnd(text: string, end: number): number {
  let i = end
  while (i > 0 && /\s/.test(text[i - 1]!)) i--
  return i
}

/** A text that YAML reads as it is, in a block and between braces; else in double quotes. */
const plain = /^[\p{L}\p{Nd}(（《“][^:#,[\]{}&*!|>'"%@`\n\\]*$/u
const scalar = (value: string): string => (plain.test(value) && value === value.trim() ? value : JSON.stringify(value))

const noPlace = (path: readonly (string | number)[]): Problem =>
  problem(
    'edit-no-place',
    { zh: '表单不能在这里写入', en: 'A form cannot write here' },
    { got: path.join('.'), next: { zh: '在文本中修改', en: 'change it in the text' } },
  )
const otherMeaning = (path: readonly (string | number)[]): Problem =>
  problem(
    'edit-changes-meaning',
    {
      zh: '这样写入会改变文件别处的含义，未写入',
      en: 'Written there the file would say something else, so it was not',
    },
    { got: path.join('.'), next: { zh: '在文本中修改', en: 'change it in the text' } },
  )
