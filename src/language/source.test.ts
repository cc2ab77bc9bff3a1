import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Document, Scalar } from 'yaml'
import { placeIn, type RawText, readYaml, sourceOffset } from './source.ts'

/** Where each character of a scalar stands in its file: random text, five styles, both line endings. */
const piece = fc.constantFrom(
  'a',
  'b',
  'T1_2',
  ' ',
  ' ',
  '  ',
  '\n',
  '\n\n',
  "'",
  "''",
  '"',
  '\\',
  '#',
  ' #x',
  ': ',
  ',',
  '{',
  '[',
  '高',
  'é',
  '😀',
  '\t',
  '>=',
  '&&',
  '\u00a0',
  '\u2028',
  '\u0007',
  '\ufeff',
  '-',
  '1.0',
)
const text = fc.array(piece, { minLength: 1, maxLength: 25 }).map((p) => p.join(''))
const styles = [
  Scalar.PLAIN,
  Scalar.QUOTE_SINGLE,
  Scalar.QUOTE_DOUBLE,
  Scalar.BLOCK_LITERAL,
  Scalar.BLOCK_FOLDED,
] as const

function written(value: string, style: (typeof styles)[number], depth: number): string {
  const scalar = new Scalar(value)
  scalar.type = style
  const doc = new Document(depth === 0 ? { before: 1, key: scalar } : { deep: [{ key: scalar }], after: 2 })
  return doc.toString({ lineWidth: 30, minContentWidth: 5 })
}

function scalarOf(source: string): RawText | undefined {
  const { raw } = readYaml('a.yaml', source)
  const map = raw?.kind === 'map' ? raw : undefined
  const deep = map?.entries.get('deep')
  const inner = deep?.kind === 'list' ? deep.items[0] : map
  const found = inner?.kind === 'map' ? inner.entries.get('key') : undefined
  return found?.kind === 'text' ? found : undefined
}

const plainEscapes: Record<string, string> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
}

/** What the source says at a place, escapes read. */
function says(source: string, at: number, style: string): string {
  if (style === 'single' && source[at] === "'") return "'"
  if (style !== 'double' || source[at] !== '\\') return source[at] ?? ''
  const letter = source[at + 1]!
  const digits = { x: 2, u: 4, U: 8 }[letter]
  return digits
    ? String.fromCodePoint(Number.parseInt(source.slice(at + 2, at + 2 + digits), 16))
    : (plainEscapes[letter] ?? '?')
}

describe('the place of each character', () => {
  it.each(styles.flatMap((s) => ['\n', '\r\n'].map((end) => [s, end] as const)))('%s, line end %j', (style, end) => {
    let checked = 0
    fc.assert(
      fc.property(text, fc.nat(1), (value, depth) => {
        const source = written(value, style, depth).replaceAll('\n', end)
        const raw = scalarOf(source)
        if (!raw) return
        let low = false
        for (let k = 0; k < raw.text.length; k++) {
          const unit = raw.text[k]!
          if (/\s/.test(unit)) continue
          const at = sourceOffset(raw, k)
          const here = says(source, at, raw.at.style!)
          // the second half of a pair that is one escape stands where the first does
          low = here.length === 2 && here[1] === unit && /[\udc00-\udfff]/.test(unit)
          expect(
            low ? here[1] : here[0],
            `${JSON.stringify(unit)} (${k}) of ${JSON.stringify(raw.text)} in ${JSON.stringify(source)}`,
          ).toBe(unit)
          checked++
        }
      }),
      { numRuns: 1500, seed: 11 },
    )
    expect(checked).toBeGreaterThan(5000)
  })

  it('as a line and a column from 1', () => {
    const raw = scalarOf('key: "a\\u0062 &&\n  c"\n')!
    expect(raw.text).toBe('ab && c')
    expect(placeIn(raw, 1)).toEqual({ file: 'a.yaml', line: 1, column: 8 })
    expect(placeIn(raw, 6)).toEqual({ file: 'a.yaml', line: 2, column: 3 })
  })
})

describe('text that is not read otherwise than it is written', () => {
  it.each([
    ['0.950', '0.950'],
    ['1e-3', '1e-3'],
    ['0x1F', '0x1F'],
    ['yes', 'yes'],
    ['on', 'on'],
    ['2026-11-22', '2026-11-22'],
    ['12345678901234567890', '12345678901234567890'],
    ['true', 'true'],
    ['~', '~'],
  ])('%s', (given, wanted) => {
    expect(scalarOf(`key: ${given}\n`)?.text).toBe(wanted)
  })
})
