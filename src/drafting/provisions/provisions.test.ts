import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chineseModals, englishModals } from './modals.ts'
import { provisionsOf } from './provisions.ts'

const forms = (text: string) => chineseModals(text).map((m) => m.form)

describe('modal verbs of Chinese by real words', () => {
  test.each(
    '应用 响应 相应 对应 适应 应急 反应 供应 效应 感应 应力 应变 应答 应收 应届 应邀 自适应 呼应 可靠 可能性 可视 可用 可信 可追溯 可解释 许可 认可 可控 可扩展 可见 可再生 可持续 功能 性能 智能 能力 能源 能耗 能效 节能 技能 适宜 便宜 权宜 事宜 因地制宜 可维护性 可移植性 可更换的电池 应急预案 供应商 响应时间'.split(
      ' ',
    ),
  )('%s holds none', (word) => {
    expect(forms(`本系统的${word}已记录在案`)).toEqual([])
  })

  test.each([
    ['系统应记录日志', ['应']],
    ['结果不应用于商业目的', ['不应']],
    ['影响应降低', ['应']],
    ['提供应急预案', []],
    ['响应时间应不大于 2 s', ['应']],
    ['对应当标识的内容', ['应当']],
    ['系统应变更口令', ['应']],
    ['系统应答复用户', ['应']],
    ['应收集日志', ['应']],
    ['30 日内应完成', ['应']],
    ['统一应由管理员处理', ['应']],
    ['服务应对输入进行检查', ['应']],
    ['用户可用其他方法', ['可']],
    ['可用性宜不低于 99%', ['宜']],
    ['可视为符合', ['可']],
    ['不得采集', ['不得']],
    ['不必重复', ['不必']],
    ['只准许使用', ['只准许']],
    ['系统不能识别', ['不能']],
    ['可能出现偏差', ['可能']],
    ['应可导出', ['应可']],
    ['有效应答不少于 90%', []],
    ['用语“应”表示要求', []],
    ['可采用其他方法', ['可']],
    ['设备应可靠', ['应']],
    ['应能耗尽量低', ['应']],
    ['应不能被绕过', ['应', '不能']],
    ['可移动介质宜加密', ['宜']],
  ])('%s', (text, expected) => {
    expect(forms(text)).toEqual(expected)
  })

  test('every verb stands where it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'应用可能宜不得响适系统A 。；\n') }), (text) => {
        for (const m of chineseModals(text)) expect(text.slice(m.start, m.end)).toBe(m.form)
      }),
    )
  })
})

test.each([
  ['The system shall not keep it.', ['shall not'], 'requirement'],
  ['It should be logged.', ['should'], 'recommendation'],
  ['A provider may choose.', ['may'], 'permission'],
  ['It need not be repeated.', ['need not'], 'permission'],
  ['A user may not copy it.', ['may not'], 'requirement'],
  ['The device can fail.', ['can'], 'statement'],
  ['It keeps a log, which shall hold the time.', ['shall'], 'requirement'],
  ['Copying is not permitted.', ['is not permitted'], 'requirement'],
  ['A repeat is recommended.', ['is recommended'], 'recommendation'],
  ['The unit has to be dry.', ['has to'], 'requirement'],
  ['At least 500 should-refuse questions', [], 'statement'],
  ['In force since May 2025, on May 3', [], 'statement'],
  ['95 % of what should be refused is refused', [], 'statement'],
  ['Dismay and shallow water', [], 'statement'],
])('English: %s', (text, expected, of) => {
  expect(englishModals(text).map((m) => m.form)).toEqual(expected)
  expect(provisionsOf(text, 'en')[0]!.class).toBe(of)
})

describe('provisions', () => {
  const classes = (text: string, lang: 'zh' | 'en' = 'zh') =>
    provisionsOf(text, lang).map((p) => [p.kind, p.class, text.slice(p.start, p.end)])

  test('an item has the verb of its lead-in unless it has its own', () => {
    expect(
      classes('系统应：\na) 记录登录；\nb) 可导出日志；\nc) 保存六个月。\n注：日志不应公开。').map((c) =>
        c.slice(0, 2),
      ),
    ).toEqual([
      ['sentence', 'requirement'],
      ['item', 'requirement'],
      ['item', 'permission'],
      ['item', 'requirement'],
      ['note', 'requirement'],
    ])
  })

  test('a list within a list goes back to the lead-in of its own', () => {
    const text = '系统应：\na) 宜支持下列方式：\n1) 口令；\n2) 指纹。\nb) 记录结果。'
    expect(classes(text).map((c) => c[1])).toEqual([
      'requirement',
      'recommendation',
      'recommendation',
      'recommendation',
      'requirement',
    ])
  })

  test('a sentence behind the list inherits nothing', () => {
    expect(classes('The system shall:\na) log in;\nb) log out.\nLogs are small.', 'en').map((c) => c[1])).toEqual([
      'requirement',
      'requirement',
      'requirement',
      'statement',
    ])
  })

  test('steps of a test are instructions, numbers end no sentence', () => {
    expect(classes('记录每次响应时间。计算机房位于一层。', 'zh').map((c) => c[1])).toEqual(['instruction', 'statement'])
    expect(classes('Measure the rate, e.g. 0.95 of all. It is at least 3.5 s.', 'en').map((c) => c[1])).toEqual([
      'instruction',
      'statement',
    ])
  })

  test('any text is cut into pieces in their order, none empty and none overlapping', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'应a)b)1)——：:；。.\n 注x宜') }),
        fc.constantFrom('zh', 'en'),
        (text, lang) => {
          let end = 0
          for (const p of provisionsOf(text, lang as 'zh' | 'en')) {
            expect(p.start).toBeGreaterThanOrEqual(end)
            expect(p.end).toBeGreaterThan(p.start)
            end = p.end
          }
        },
      ),
    )
  })
})
