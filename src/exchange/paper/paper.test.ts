import { describe, expect, test } from 'vitest'
import { library, names, textOf } from '../../language/fixtures/standards.ts'
import { loadStandard } from '../../language/load.ts'
import { readYaml } from '../../language/source.ts'
import { documentDocx } from '../document/docx.ts'
import { documentPage } from '../document/page.ts'
import { paperOf } from './paper.ts'
import { paperWords } from './words.ts'

const read = (name: string) => {
  const text = textOf(name)
  const loaded = loadStandard(`${name}/standard.yaml`, text, library)
  if (!loaded.ok) throw new Error(name)
  return [loaded.value, readYaml(name, text).raw!] as const
}

describe.each(names)('%s on paper', (name) => {
  const [standard, raw] = read(name)

  test.each(['zh', 'en'] as const)(
    '%s: elements in their order, every clause once, its status on the cover',
    (lang) => {
      const w = paperWords(lang)
      const { blocks } = paperOf(standard, raw, {}, lang)
      const headings = blocks.flatMap((b) => (b.kind === 'heading' ? [b.text] : []))
      const wanted = [
        w.contents,
        w.foreword,
        w.introduction,
        w.scope,
        w.references,
        w.terms,
        w.results,
        w.methods,
        w.tables,
        w.sources,
        w.bibliography,
      ]
      const at = wanted.map((h) => headings.findIndex((t) => t.includes(h)))
      expect(at).toEqual([...at].sort((a, b) => a - b))
      expect(at).not.toContain(-1)
      const notices = blocks.flatMap((b) => (b.kind === 'notice' ? [b.text] : []))
      expect(notices).toEqual([w.draft, w.authority[standard.authority]])
      expect(blocks.filter((b) => b.kind === 'subheading')).toHaveLength(standard.nodes.size)
    },
  )
})

test('the cover shows what is given and leaves the rest to be filled in', () => {
  const [standard, raw] = read('cn-sh/llm-trust')
  const { blocks } = paperOf(standard, raw, { ics: '35.240', issued: '2027-01-01' }, 'zh')
  const texts = blocks.flatMap((b) => (b.kind === 'paragraph' ? [b.text] : []))
  expect(texts).toContain('ICS：35.240')
  expect(texts).toContain('发布日期：2027-01-01')
  const open = blocks.find((b) => b.kind === 'blanks')
  expect(open?.kind === 'blanks' && open.lines.flat()).toEqual([
    'CCS',
    '标准编号',
    '备案号',
    '实施日期',
    '与国际文件的一致性程度',
  ])
})

test('the same bytes for the same standard, and what is written is escaped', () => {
  const [standard, raw] = read('cn-sh/genai-grading')
  const hostile = { ics: '<script>alert(1)</script>' }
  const make = () => paperOf(standard, raw, hostile, 'en')
  expect(documentDocx(make())).toEqual(documentDocx(make()))
  expect(documentPage(make())).not.toContain('<script>')
})
