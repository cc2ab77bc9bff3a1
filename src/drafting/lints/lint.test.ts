import { describe, expect, test } from 'vitest'
import { Catalogue } from '../../catalogue/catalogue.ts'
import { daysOf } from '../../catalogue/days.ts'
import type { Edition } from '../../catalogue/edition.ts'
import { parseIdentifier } from '../../catalogue/identifier/parse.ts'
import { loadStandard } from '../../language/load.ts'
import { readYaml } from '../../language/source.ts'
import { draftOf } from '../draft.ts'
import { lintWording } from './lint.ts'

interface Parts {
  readonly head?: string
  readonly requirements?: readonly string[]
  readonly indicators?: readonly string[]
  readonly results?: string
  readonly title?: string
  readonly source?: string
  readonly authority?: string
}

function standardOf({
  head = '',
  requirements,
  indicators,
  results,
  title = '灯具要求',
  source = 'ours',
  authority = 'reference-profile',
}: Parts): string {
  const list = (name: string, items: readonly string[] | undefined) =>
    items ? `${name}:\n${items.map((i) => `  - { ${i} }`).join('\n')}\n` : ''
  return `plumbline: 1
id: acme/lamp
edition: 1.0.0
title: { zh: "${title}", en: Lamps }
authority: ${authority}
${head}sources:
  design: { title: "${source}", kind: proposal }
from: [design]
subject: lamp
facts:
  lumens: { number: [0, inf] }
  safe: yes-no
${list('requirements', requirements)}${list('indicators', indicators)}results:
  - { ${results ?? 'id: conforms, title: { zh: 结论, en: Result }, holds: subject.safe'} }
`
}

const edition = (number: string, more: Partial<Edition>): Edition => {
  const parsed = parseIdentifier(number)
  if (!parsed.ok) throw new Error(number)
  return {
    identifier: parsed.value,
    title: { zh: number },
    level: 'national',
    status: 'in-force',
    statusRead: '',
    body: '',
    class: '',
    source: 'test',
    known: 'seen',
    note: '',
    published: daysOf(String(parsed.value.year))!,
    ...more,
  }
}
const catalogue = new Catalogue([
  edition('GB/T 1.1-2009', { status: 'replaced', replacedBy: 'GB/T 1.1-2020' }),
  edition('GB/T 1.1-2020', { effective: daysOf('2020-10-01')! }),
  edition('GB/T 99998-2010', { status: 'withdrawn', withdrawn: daysOf('2015-01-01')! }),
])
const day = daysOf('2026-01-01')!.first

/** Codes with the words they are about. */
function advice(parts: Parts): readonly string[] {
  const text = standardOf(parts)
  const loaded = loadStandard('draft.yaml', text)
  if (!loaded.ok) throw new Error(loaded.problems.map((p) => `${p.code} ${p.place?.line} ${p.got}`).join())
  const { raw } = readYaml('draft.yaml', text)
  return lintWording(draftOf(raw!, { standard: loaded.value, catalogue, day })).map(
    (a) => `${a.problem.code}: ${text.slice(a.range.start, a.range.end)}`,
  )
}
const requirement = (text: string, more = 'holds: subject.safe', lang = /\p{Script=Han}/u.test(text) ? 'zh' : 'en') =>
  advice({ requirements: [`id: R1, title: { zh: 灯, en: Lamp }, text: { ${lang}: "${text}" }, ${more}`] })

describe('advice on wording: what fires, and what does not', () => {
  test('a draft in order', () => {
    expect(requirement('灯的光通量应不少于 800 lm。')).toEqual([])
    expect(requirement('The lamp shall give at least 800 lm.')).toEqual([])
  })

  test('no test method', () => {
    expect(requirement('灯应安全。', 'holds: "true"')).toEqual(['draft-no-test-method: "true"'])
    expect(requirement('灯应安全。', 'check: records')).toEqual([])
    expect(advice({ indicators: ['id: I1, title: { zh: 亮度, en: Light }, weight: 1, value: 80'] })).toEqual([
      'draft-no-test-method: 80',
    ])
    expect(advice({ indicators: ['id: I1, title: { zh: 说明, en: Told }, value: 80'] })).toEqual([])
  })

  test('two requirements in one item', () => {
    expect(requirement('灯应防水，且应防尘。')).toEqual(['draft-two-requirements: 应防水，且应防尘。'])
    expect(requirement('The lamp shall float and shall not sink.')).toEqual([
      'draft-two-requirements: shall float and shall not sink.',
    ])
    expect(requirement('灯应防水，或应防尘。')).toEqual([])
    expect(requirement('灯应防水。灯应防尘。')).toEqual([])
    expect(requirement('灯应防水，响应时间供应商可给出。')).toEqual([])
  })

  test('vague words', () => {
    expect(requirement('灯应有适当的亮度。')).toEqual(['draft-vague: 适当'])
    expect(requirement('灯应支持开、关等功能。')).toEqual(['draft-vague: 等'])
    expect(requirement('The lamp shall be sufficiently bright.')).toEqual(['draft-vague: sufficiently'])
    expect(requirement('灯应达到三级等级，等效光照相等。')).toEqual([])
    expect(requirement('宜有适当的亮度。', 'says: should, check: test')).toEqual([])
    expect(advice({ requirements: ['id: R1, title: { zh: 亮度合理, en: Light }, says: shall, check: test'] })).toEqual([
      'draft-vague: 合理',
    ])
  })

  test('limit without unit', () => {
    expect(requirement('光通量应不低于 800。')).toEqual(['draft-limit-without-unit: 不低于 800'])
    expect(requirement('It shall be at least 5,000 and at most 9 kg.')).toEqual([
      'draft-limit-without-unit: at least 5,000',
    ])
    expect(requirement('准确率应不低于 0.95，F1 值不低于 90，时间不超过 3 s，不少于 5 次，占比不少于 95%。')).toEqual(
      [],
    )
    expect(requirement('Light shall be within 3 to 5 lm, with no more than 2 failures.')).toEqual([])
  })

  test('requirement in a note, an example, terms', () => {
    expect(requirement('灯应防水。\\n注：灯不应倒置。')).toEqual(['draft-requirement-out-of-place: 不应'])
    expect(requirement('The lamp shall float.\\nNOTE 1: Salt water is used.')).toEqual([])
    expect(advice({ requirements: ['id: R1, title: 灯, note: { zh: 灯应干燥 }, check: test'] })).toEqual([
      'draft-requirement-out-of-place: 应',
    ])
    expect(
      advice({
        requirements: ['id: R1, title: { zh: 术语和定义 }, check: test, text: { zh: "灯：发光的装置，应安全。" }'],
      }),
    ).toEqual(['draft-requirement-out-of-place: 应'])
  })

  test('verdicts, grades and requirements in a guide', () => {
    const guide = { title: '灯具使用指南' }
    const said = ['id: R1, title: { zh: 灯, en: Lamp }, text: { zh: "灯应亮，否则判定为不合格。" }, check: test']
    expect(advice({ ...guide, requirements: said })).toEqual([
      'draft-requirement-in-guide: 应',
      'draft-verdict-in-guide: 判定为',
      'draft-verdict-in-guide: 不合格',
    ])
    expect(advice({ requirements: said })).toEqual([])
    const graded = `id: grade, title: { zh: 等级, en: Grade }, value: subject.lumens, level: { scale: g, at-least: { B: 10 } }`
    const scale = { head: 'scales: { g: [A, B] }\n', results: graded }
    expect(advice({ ...guide, ...scale })).toHaveLength(1)
    expect(advice(scale)).toEqual([])
  })

  test('verbs that the rules do not list', () => {
    expect(requirement('灯必须防水。')).toEqual(['draft-other-modal: 必须'])
    expect(requirement('The lamp must float.')).toEqual(['draft-other-modal: must'])
    expect(requirement('A user may not open it.')).toEqual(['draft-other-modal: may not'])
    expect(requirement('用户须知随灯提供，触须不应外露。')).toEqual([])
  })

  test('words and rule of different strength', () => {
    expect(requirement('灯宜防水。', 'says: shall, holds: subject.safe')).toEqual(['draft-rule-stronger: 宜'])
    expect(requirement('灯应防水。', 'says: should, holds: subject.safe')).toEqual(['draft-rule-weaker: 应'])
    expect(requirement('灯宜防水。', 'says: should, holds: subject.safe')).toEqual([])
    const veto =
      'id: grade, title: { zh: 得分, en: Score }, value: subject.lumens, adjust: [{ when: "!R1.satisfied", at-most: 10 }]'
    const should = (says: string) => [`id: R1, title: 灯, text: { zh: "灯${says}防水。" }, holds: subject.safe`]
    expect(advice({ requirements: should('宜'), results: veto })).toEqual(['draft-rule-stronger: 宜'])
    expect(advice({ requirements: should('应'), results: veto })).toEqual([])
    const weighed = (says: string) => [
      `id: I1, title: 灯, weight: 2, text: { zh: "灯${says}明亮。" }, value: subject.lumens`,
    ]
    expect(advice({ indicators: weighed('应') })).toEqual(['draft-rule-weaker: 应'])
    expect(advice({ indicators: weighed('宜') })).toEqual([])
  })

  test('two languages of different strength', () => {
    const both = (en: string) => [`id: R1, title: 灯, text: { zh: "灯应防水。", en: "${en}" }, holds: subject.safe`]
    expect(advice({ requirements: both('The lamp should float.') })).toEqual(['draft-languages-differ: should'])
    expect(advice({ requirements: both('The lamp shall float.') })).toEqual([])
  })

  test('citations of editions that are over', () => {
    expect(advice({ source: 'GB/T 1.1—2009 标准化工作导则' })).toEqual(['draft-cites-old-edition: GB/T 1.1—2009'])
    expect(requirement('灯应符合 GB/T 99998-2010 的规定。')).toEqual(['draft-cites-old-edition: GB/T 99998-2010'])
    // in force, without a date, and without a record here
    expect(advice({ source: 'GB/T 1.1-2020, GB/T 1.1, GB/T 12345-2001' })).toEqual([])
  })

  test('words that restrict competition, and patents', () => {
    expect(requirement('灯应支持华为的专有协议。')).toEqual([
      'draft-restricts-competition: 华为',
      'draft-restricts-competition: 专有协议',
    ])
    expect(requirement('供应商应在本市注册。')).toEqual(['draft-restricts-competition: 在本市注册'])
    expect(requirement('灯应采用该专利。')).toEqual(['draft-patent-without-notice: 专利'])
    expect(requirement('灯应采用该专利，其可能涉及专利权人的声明见前言：可能涉及专利。')).toEqual([])
    expect(requirement('灯应支持公开接口，按用户注册信息开灯。')).toEqual([])
  })

  test('references to what is not there', () => {
    const at = (text: string) =>
      advice({ requirements: [`id: R1, clause: "5.1", title: 灯, text: { zh: "${text}" }, check: test`] })
    expect(at('灯应符合 5.2 的规定，见表 3。')).toEqual([
      'draft-missing-reference: 符合 5.2',
      'draft-missing-reference: 表 3',
    ])
    expect(at('试验按 5.1 进行，不低于 0.95 s。')).toEqual([])
    expect(at('灯应符合 GB/T 1.1-2020 中 5.2 的规定。')).toEqual([])
    expect(at('按附录 C 试验。')).toEqual(['draft-missing-reference: 附录 C'])
  })

  test('numbers twice and left out', () => {
    const numbered = (...numbers: string[]) =>
      numbers.map((n, i) => `id: R${i}, clause: "${n}", title: 灯, check: test`)
    expect(advice({ requirements: numbered('5.1', '5.2', '5.4') })).toEqual(['draft-number-gap: "5.4"'])
    expect(advice({ requirements: numbered('5.1', '5.2', '5.1') })).toEqual(['draft-number-twice: "5.1"'])
    expect(advice({ requirements: numbered('5.1', '5.1', '5.2', 'a', 'b') })).toEqual([])
    // the encoding of a document that has its numbers already; a draft of one's own body has none
    expect(advice({ head: 'designation: GB/T 5-2020\n', requirements: numbered('5.1', '5.9') })).toEqual([])
    expect(advice({ head: 'body: { en: A body }\n', requirements: numbered('5.1', '5.9') })).toEqual([])
    expect(
      advice({ head: 'body: { en: A body }\n', authority: 'public-draft', requirements: numbered('5.1', '5.9') }),
    ).toEqual(['draft-number-gap: "5.9"'])
  })
})

test('a file with errors is still read for its words', () => {
  const text = standardOf({ requirements: ['id: R1, title: 灯, text: { zh: "灯必须防水。" }, holds: nothing.here'] })
  expect(loadStandard('draft.yaml', text).ok).toBe(false)
  const found = lintWording(draftOf(readYaml('draft.yaml', text).raw!))
  expect(found.map((a) => a.problem.code)).toEqual(['draft-other-modal'])
})
