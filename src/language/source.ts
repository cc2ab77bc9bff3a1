import { isAlias, isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument, type Scalar } from 'yaml'
import { type Place, type Problem, problem } from './problem.ts'

/** A file of YAML 1.2 as read: maps, lists and text. Numbers and booleans keep their source text, so 0.950 loses nothing. */
export type Raw = RawText | RawList | RawMap

export interface RawText {
  readonly kind: 'text'
  readonly text: string
  readonly at: Origin
}

export interface RawList {
  readonly kind: 'list'
  readonly items: readonly Raw[]
  readonly at: Origin
}

export interface RawMap {
  readonly kind: 'map'
  readonly entries: ReadonlyMap<string, Raw>
  /** where each key itself stands */
  readonly keys: ReadonlyMap<string, Origin>
  readonly at: Origin
}

/** Where a piece stands in its file. */
export interface Origin {
  readonly file: SourceFile
  readonly start: number
  readonly end: number
  readonly style?: 'plain' | 'single' | 'double' | 'block'
}

interface SourceFile {
  readonly name: string
  readonly text: string
  readonly lines: LineCounter
}

const maxBytes = 4_000_000
const maxNodes = 200_000
const maxDepth = 60

/** Reads YAML 1.2 core. All problems at once; anchors and aliases are refused, so nothing can expand. */
export function readYaml(name: string, text: string): { raw?: Raw; problems: Problem[] } {
  const lines = new LineCounter()
  const file: SourceFile = { name, text, lines }
  if (text.length > maxBytes) {
    return {
      problems: [
        problem(
          'file-too-large',
          { zh: '文件过大', en: 'The file is too large' },
          { place: { file: name }, expected: `≤ ${maxBytes}`, got: `${text.length}` },
        ),
      ],
    }
  }
  const doc = parseDocument(text, {
    lineCounter: lines,
    keepSourceTokens: true,
    version: '1.2',
    schema: 'core',
    prettyErrors: false,
    stringKeys: false,
  })
  const problems = [...doc.errors, ...doc.warnings].map((e) => yamlProblem(file, e.code, e.message, e.pos[0]))
  if (problems.length > 0) return { problems }
  let count = 0

  const convert = (node: ParsedNode | null, depth: number, fallback: Origin): Raw => {
    const at: Origin = node?.range ? { file, start: node.range[0], end: node.range[1] } : fallback
    const refuse = (code: string, zh: string, en: string, next?: { zh: string; en: string }): Raw => {
      problems.push(problem(code, { zh, en }, { place: placeOf(at), next }))
      return { kind: 'text', text: '', at }
    }
    if (++count > maxNodes || depth > maxDepth) {
      if (count === maxNodes + 1 || depth > maxDepth)
        refuse('too-deep', '结构过深或过大', 'The structure is too deep or too large')
      return { kind: 'text', text: '', at }
    }
    if (isAlias(node)) {
      return refuse('yaml-alias', '不接受 YAML 别名', 'YAML aliases are not accepted', {
        zh: '把内容完整写出',
        en: 'write the content out',
      })
    }
    if (node && (node as { anchor?: string }).anchor) {
      return refuse('yaml-alias', '不接受 YAML 锚点', 'YAML anchors are not accepted', {
        zh: '删除锚点',
        en: 'remove the anchor',
      })
    }
    if (isMap(node)) {
      const entries = new Map<string, Raw>()
      const keys = new Map<string, Origin>()
      for (const pair of node.items) {
        const key = pair.key as ParsedNode
        const keyAt: Origin = key?.range ? { file, start: key.range[0], end: key.range[1] } : at
        if (!isScalar(key)) {
          problems.push(
            problem(
              'yaml-key',
              { zh: '键必须是文字', en: 'A key must be a word' },
              { place: placeOf(keyAt), next: quoteHint },
            ),
          )
          continue
        }
        const word = scalarText(key as Scalar)
        keys.set(word, keyAt)
        if (pair.value === null && node.flow) {
          problems.push(
            problem(
              'comma',
              {
                zh: `“${word}”没有值：未加引号的逗号把文字切成了两段`,
                en: `"${word}" has no value: a comma in unquoted text cuts it in two`,
              },
              { place: placeOf(keyAt), next: { zh: '给整段文字加引号', en: 'put quotes around the whole text' } },
            ),
          )
          continue
        }
        entries.set(word, convert(pair.value as ParsedNode | null, depth + 1, keyAt))
      }
      return { kind: 'map', entries, keys, at }
    }
    if (isSeq(node)) {
      return { kind: 'list', items: node.items.map((n) => convert(n as ParsedNode, depth + 1, at)), at }
    }
    const scalar = node as Scalar | null
    if (scalar === null || (scalar.value === null && scalarText(scalar) === '')) {
      return refuse('empty-value', '值为空', 'There is no value here', {
        zh: '填写值，或删除此键',
        en: 'write a value or remove the key',
      })
    }
    const style =
      scalar.type === 'QUOTE_DOUBLE'
        ? 'double'
        : scalar.type === 'QUOTE_SINGLE'
          ? 'single'
          : scalar.type === 'PLAIN'
            ? 'plain'
            : 'block'
    return { kind: 'text', text: scalarText(scalar), at: { ...at, style } }
  }

  const root: Origin = { file, start: 0, end: text.length }
  if (!doc.contents)
    return { problems: [problem('empty-file', { zh: '文件为空', en: 'The file is empty' }, { place: { file: name } })] }
  const raw = convert(doc.contents as ParsedNode, 0, root)
  return problems.length > 0 ? { problems } : { raw, problems }
}

const quoteHint = {
  zh: '含 : # , [ ] { } 或以 ! > & * 开头的公式须加引号',
  en: 'quote a formula that has : # , [ ] { } or starts with ! > & *',
}

function yamlProblem(file: SourceFile, code: string, message: string, offset: number): Problem {
  const clean = message.replace(/\s+at line.*$/s, '')
  const zh: Record<string, string> = {
    DUPLICATE_KEY: '同一个键出现两次',
    BAD_INDENT: '缩进有误',
    MISSING_CHAR: '缺少字符（多为引号或括号）',
    UNEXPECTED_TOKEN: '出现了意外的内容',
    MULTILINE_IMPLICIT_KEY: '键不能跨行',
    BLOCK_AS_IMPLICIT_KEY: '嵌套的映射写在了一行里',
    TAB_AS_INDENT: '不能用制表符缩进',
    TAG_RESOLVE_FAILED: '不认识的标签（以 ! 开头的公式须加引号）',
  }
  return problem(
    'yaml',
    { zh: `YAML 无法读取：${zh[code] ?? clean}`, en: `The YAML cannot be read: ${clean}` },
    { place: placeAt(file, offset), next: quoteHint },
  )
}

function scalarText(node: Scalar): string {
  if (node.type === 'PLAIN' && typeof node.source === 'string') return node.source
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value ?? ''))
}

function placeAt(file: SourceFile, offset: number): Place {
  const { line, col } = file.lines.linePos(Math.min(offset, file.text.length))
  return { file: file.name, line, column: col }
}

export function placeOf(at: Origin): Place {
  return placeAt(at.file, at.start)
}

/**
 * Where a character of a text stands in the file. White space apart, the characters of plain, single-quoted and block
 * text stand in the source in the same order; only double quotes have escapes.
 */
export function placeIn(raw: RawText, offset: number): Place {
  return placeAt(raw.at.file, sourceOffset(raw, offset))
}

const blank = /\s/

export function sourceOffset(raw: RawText, offset: number): number {
  const { file, start, end, style } = raw.at
  const source = file.text
  if (style === 'double') return quotedOffsets(source, start + 1, end - 1)[offset] ?? end
  let i = style === 'single' ? start + 1 : start
  if (style === 'block') {
    const header = source.indexOf('\n', i)
    if (header >= 0 && header < end) i = header + 1
  }
  for (let k = 0; k <= offset; k++) {
    const wanted = raw.text[k]
    if (wanted === undefined) return Math.min(i, end)
    if (blank.test(wanted)) {
      if (k === offset) return i
      continue
    }
    while (i < end && blank.test(source[i] ?? '')) i++
    if (k === offset) return i
    i += style === 'single' && wanted === "'" ? 2 : 1
  }
  return i
}

/** For each character of double-quoted text (each UTF-16 unit), where it stands: escapes, escaped line ends and folded lines are undone. */
function quotedOffsets(source: string, from: number, to: number): number[] {
  const at: number[] = []
  const lineEnd = (i: number) => (source[i] === '\n' ? 1 : source[i] === '\r' && source[i + 1] === '\n' ? 2 : 0)
  const skip = (i: number) => {
    while (source[i] === ' ' || source[i] === '\t') i++
    return i
  }
  let i = from
  while (i < to) {
    if (source[i] === '\\' && lineEnd(i + 1) === 0) {
      at.push(i)
      // a character beyond 16 bits is two units of one escape
      if (source[i + 1] === 'U' && Number.parseInt(source.slice(i + 2, i + 10), 16) > 0xffff) at.push(i)
      i += escapeLength(source[i + 1])
      continue
    }
    const escaped = source[i] === '\\'
    let end = escaped ? i + 1 : skip(i)
    if (lineEnd(end) === 0) {
      // white space inside a line stands as it is
      do at.push(i++)
      while (i < end)
      continue
    }
    // one line end folds to a space (escaped: to nothing), each further one is a line end
    const ends: number[] = []
    for (; lineEnd(end) > 0; end = skip(end + lineEnd(end))) ends.push(end)
    if (ends.length > 1) at.push(...ends.slice(1))
    else if (!escaped) at.push(ends[0]!)
    i = end
  }
  return at
}

function escapeLength(letter: string | undefined): number {
  return letter === 'x' ? 4 : letter === 'u' ? 6 : letter === 'U' ? 10 : 2
}

/** The same tree as ordinary values, for the shape check and the canonical form. */
export function plain(raw: Raw): unknown {
  if (raw.kind === 'text') return raw.text
  if (raw.kind === 'list') return raw.items.map(plain)
  return Object.fromEntries([...raw.entries].map(([k, v]) => [k, plain(v)]))
}

/** The piece at a path of keys and indexes, or the deepest that exists on the way. */
export function find(raw: Raw, path: readonly PropertyKey[]): Raw {
  let here = raw
  for (const key of path) {
    const next =
      here.kind === 'map' ? here.entries.get(String(key)) : here.kind === 'list' ? here.items[Number(key)] : undefined
    if (!next) return here
    here = next
  }
  return here
}
