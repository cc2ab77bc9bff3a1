import { XMLValidator } from 'fast-xml-parser'
import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../../assessment/report.ts'
import type { Lang } from '../../language/text.ts'
import { linesOf } from '../document/block.ts'
import { documentDocx } from '../document/docx.ts'
import { documentPage } from '../document/page.ts'
import { elements, parseStrict, textOf } from '../html/fixtures/check.ts'
import { allReports, reportOf } from '../html/fixtures/reports.ts'
import { filingDraft } from './filing.ts'
import { filingWords } from './words.ts'

const safety = 'cn/genai-service-safety'
const cases = {
  whole: reportOf(safety, 'all clauses apply and are met'),
  deployer: reportOf(safety, 'a deployer on a filed base model: clauses on data and annotation do not apply'),
  failing: reportOf(safety, 'bottom line: too little refused'),
  nothing: reportOf(safety, 'nothing is known'),
  hostile: hostile(reportOf(safety, 'all clauses apply and are met')),
}
const langs: readonly Lang[] = ['zh', 'en']

function hostile(r: Report): Report {
  const evil = '<script>alert(1)</script>&"\'\u202e\u0007]]>'
  return {
    ...r,
    subject: { ...r.subject, title: { zh: evil, en: evil }, version: evil },
    findings: { ...r.findings, G6_1: { satisfied: true, evidence: 'record', note: evil } },
  }
}

/** Rows of the tables of clauses, by clause. */
function clauses(r: Report, lang: Lang): Map<string, readonly string[]> {
  const rows = filingDraft(r, lang).blocks.flatMap((b) =>
    b.kind === 'table' && b.heads[0] === filingWords(lang).clause ? b.rows : [],
  )
  return new Map(rows.map((cells) => [String(cells[0]), cells.map((c) => (typeof c === 'string' ? c : c.join('\n')))]))
}

describe('the draft', () => {
  test('gives every clause of the standard that was judged one of the conclusions, and a ground', () => {
    for (const [name, r] of Object.entries(cases)) {
      const rows = clauses(r, 'en')
      for (const n of r.standard.nodes.values()) {
        if (n.part !== 'requirements' || n.clause === undefined || n.parent === undefined) continue
        if (r.judgement.nodes[n.id] === undefined) continue
        const row = rows.get(n.clause)
        expect([name, n.clause, row !== undefined]).toEqual([name, n.clause, true])
        expect(Object.values(filingWords('en').outcome)).toContain(row![2])
        if (n.of.length === 0) expect([n.clause, row![3] !== '']).toEqual([n.clause, true])
      }
    }
  })

  test('says a measured ground with n and class of evidence', () => {
    const row = clauses(cases.whole, 'en').get('Q-21')!
    expect(row[2]).toBe('Conforms')
    expect(row[3]).toMatch(/^Should-refuse test: rate = .*%; n = 300; .*Class of evidence: measured$/s)
  })

  test('calls a number as its instrument does, with the name in the files behind it', () => {
    const produces = [{ name: 'rate', title: { zh: '拒答率', en: 'refusal rate' }, kind: 'ratio' as const }]
    const named = { ...cases.whole, measures: cases.whole.measures.map((m) => ({ ...m, produces })) }
    expect(clauses(named, 'en').get('Q-21')![3]).toContain('refusal rate (rate) = ')
    expect(clauses(named, 'zh').get('Q-21')![3]).toContain('拒答率（rate） = ')
  })

  test('says why a clause does not apply, from what was declared', () => {
    expect(clauses(cases.deployer, 'zh').get('Q-16')!.slice(2)).toEqual([
      '不适用',
      '不适用的理由：自行训练或微调模型：否',
    ])
    expect(clauses(cases.deployer, 'en').get('Q-16')![3]).toBe(
      'Not applicable because: Trains or fine-tunes a model of its own: no',
    )
  })

  test('leaves room for a measure or a plan where a clause is not met, and only there', () => {
    const w = filingWords('en')
    for (const [clause, row] of clauses(cases.failing, 'en')) {
      const group = row[3] === ''
      expect([clause, row[3]!.includes(w.plan)]).toEqual([clause, row[2] === 'Does not conform' && !group])
    }
    expect(clauses(cases.failing, 'en').get('Q-21')![2]).toBe('Does not conform')
  })

  test('calls nothing conforming that is not known, and says how many are open', () => {
    const rows = [...clauses(cases.nothing, 'en').values()].map((r) => r[2])
    expect(rows).not.toContain('Conforms')
    expect(documentPage(filingDraft(cases.nothing, 'en'))).toMatch(/\d+ requirements are still open/)
    expect(documentPage(filingDraft(cases.whole, 'en'))).not.toContain('still open')
  })

  test('counts what it lists', () => {
    const r = cases.deployer
    const d = filingDraft(r, 'en')
    const table = d.blocks.find((b) => b.kind === 'table' && b.caption.startsWith('Conclusions by part'))
    if (table?.kind !== 'table') throw new Error('no counts')
    const total = table.rows.at(-1)!.slice(1).map(Number)
    const leaves = [...clauses(r, 'en').values()].filter((row) => row[3] !== '')
    expect(total.reduce((a, b) => a + b, 0)).toBe(leaves.length)
    expect(total[table.heads.indexOf('Not applicable') - 1]).toBe(
      leaves.filter((row) => row[2] === 'Not applicable').length,
    )
  })

  test.each(langs)('has the notice, the three signatories and no clock in it: %s', (lang) => {
    const page = documentPage(filingDraft(cases.whole, lang))
    const w = filingWords(lang)
    expect(page).toContain(w.draft(true))
    for (const s of w.signers) expect(page).toContain(s)
    expect(documentPage(filingDraft(cases.whole, lang))).toBe(page)
  })
})

describe.each([...Object.keys(cases), ...Object.keys(allReports())])('as a file: %s', (name) => {
  const report = { ...cases, ...allReports() }[name]!
  let pages: string[] = []
  beforeAll(() => {
    pages = langs.map((lang) => documentPage(filingDraft(report, lang)))
  })

  test('the page is well formed, without script or outside resource', () => {
    for (const page of pages) {
      const all = elements(parseStrict(page))
      expect(all.some((e) => e.name === 'script' || e.attributes.has('src') || e.attributes.has('href'))).toBe(false)
      expect(page).not.toContain('\u202e')
    }
  })

  test('the document holds the same text and is the same bytes each time', () => {
    for (const [i, lang] of langs.entries()) {
      const d = filingDraft(report, lang)
      const bytes = documentDocx(d)
      expect(documentDocx(d)).toEqual(bytes)
      const files = unzipSync(bytes)
      for (const part of Object.values(files)) expect(XMLValidator.validate(strFromU8(part))).toBe(true)
      const decoded = (xml: string) => xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
      const said = Array.from(strFromU8(files['word/document.xml']!).matchAll(/<w:t [^>]*>([^<]*)</g), (m) =>
        decoded(m[1]!),
      )
      const safe = (text: string) => text.replace(/[\u202e\u0007]/g, '\ufffd')
      for (const b of d.blocks) {
        if (b.kind === 'blanks') for (const part of b.lines.flat()) expect(said.join('\n')).toContain(part)
        else if (b.kind !== 'table') expect(said).toContain(safe(b.text))
        else for (const line of b.rows.flat().flatMap(linesOf)) if (line !== '') expect(said).toContain(safe(line))
      }
      const text = textOf(parseStrict(pages[i]!))
      for (const b of d.blocks)
        if (b.kind === 'table') for (const line of b.rows.flat().flatMap(linesOf)) expect(text).toContain(safe(line))
    }
  })
})
