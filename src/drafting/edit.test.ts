import fc from 'fast-check'
import { expect, test } from 'vitest'
import { names, textOf } from '../language/fixtures/standards.ts'
import { find, plain, readYaml } from '../language/source.ts'
import { clausesOf } from './clauses.ts'
import { setText } from './edit.ts'

const applied = (text: string, path: (string | number)[], value: string) => {
  const edit = setText(text, path, value)
  if (!edit.ok) return edit.problems[0]!.code
  return text.slice(0, edit.value.from) + edit.value.insert + text.slice(edit.value.to)
}

test.each([
  ['a: 1 # kept\nb: x\n', ['a'], '2', 'a: 2 # kept\nb: x\n'],
  ['a: { b: 0.95, c: x } # kept\n', ['a', 'b'], '0.97', 'a: { b: 0.97, c: x } # kept\n'],
  ['a: { b: x } # kept\n', ['a', 'c'], 'y, z', 'a: { b: x, c: "y, z" } # kept\n'],
  ['a: {}\n', ['a', 'b'], '1', 'a: { b: 1 }\n'],
  [
    'l:\n  - id: x # here\n    t: y # there\nm: 1\n',
    ['l', 0, 'w'],
    '3',
    'l:\n  - id: x # here\n    t: y # there\n    w: 3\nm: 1\n',
  ],
  ['a: x', ['t', 'zh'], '灯', 'a: x\nt: { zh: 灯 }'],
  ['a: |\n  one\n  two\nb: 1\n', ['a'], 'three', 'a: three\nb: 1\n'],
  ['a: 1\n', ['a'], 'x: y #', 'a: "x: y #"\n'],
  ['a: [1, 2]\n', ['a', 5], '3', 'edit-no-place'],
  ['a: [1\n', ['a'], '3', 'yaml'],
])('%j', (text, path, value, expected) => {
  expect(applied(text, path as (string | number)[], value)).toBe(expected)
})

test('whatever is written in any clause of any standard is read back, and nothing else changes', () => {
  const files = names.map((name) => textOf(name))
  fc.assert(
    fc.property(
      fc.nat(),
      fc.nat(),
      fc.constantFrom(['title', 'zh'], ['title', 'en'], ['text', 'zh'], ['weight'], ['clause'], ['holds']),
      fc.oneof(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.constantFrom('灯应亮：是', '- x', '{ a }', 'yes', '0.950', "it's", '"'),
      ),
      (f, c, key, value) => {
        const text = files[f % files.length]!
        const clauses = clausesOf(readYaml('x', text).raw!)
        const path = [...clauses[c % clauses.length]!.path.split('.'), ...key]
        const edit = setText(text, path, value)
        if (!edit.ok) return
        const after = text.slice(0, edit.value.from) + edit.value.insert + text.slice(edit.value.to)
        const [old, now] = [readYaml('x', text).raw!, readYaml('x', after).raw!]
        const values = plain(now) as Record<string, unknown>
        expect(find(now, path)).toMatchObject({ kind: 'text', text: value })
        // with the old value back in its place it is the same file
        const back = find(old, path)
        if (back.kind === 'text') {
          const again = setText(after, path, back.text)
          expect(
            again.ok &&
              plain(
                readYaml('x', after.slice(0, again.value.from) + again.value.insert + after.slice(again.value.to)).raw!,
              ),
          ).toEqual(plain(old))
        } else expect(Object.keys(values)).toEqual(Object.keys(plain(old) as object))
      },
    ),
    { numRuns: 60 },
  )
})
