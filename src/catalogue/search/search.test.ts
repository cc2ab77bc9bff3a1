import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Search } from './search.ts'
import { Vocabulary } from './vocabulary.ts'

const texts = [
  'DB31项目 人工智能大模型可信赖应用评价指标体系 Indicators for trustworthy application of large models',
  'GB/T 45654-2025 网络安全技术 生成式人工智能服务安全基本要求 Basic security requirements for generative AI service',
  'GB/T 41867-2022 信息技术 人工智能 术语 Information technology - AI - Terminology',
  'ISO/IEC 42001:2023 人工智能 管理体系 Artificial intelligence - Management system',
  'ISO 18646-1:2016 Robotics - Performance criteria for service robots - Part 1: Locomotion',
  'GA/T 1093-2023 安全防范 人脸识别应用 出入口控制人脸识别技术要求',
  'T/CESA 1169-2021 Large scale pretrained something else',
]
const search = new Search(texts)
const first = (question: string) => search.find(question)[0]?.document

describe('search', () => {
  test('either language finds the other', () => {
    for (const question of [
      '可信赖大模型',
      'trustworthy LLM',
      'trustworthy large language model',
      '大模型 可信',
      'TRUSTWORTHY llm',
    ])
      expect([question, first(question)]).toEqual([question, 0])
    expect(first('face recognition')).toBe(5)
    expect(first('服务机器人')).toBe(4)
    expect(first('management system')).toBe(3)
  })

  test('by number, whole or in part', () => {
    for (const question of ['45654', 'GB/T 45654', 'gb/t45654-2025', 'ＧＢ／Ｔ 45654'])
      expect([question, first(question)]).toEqual([question, 1])
    expect(first('42001')).toBe(3)
  })

  test('with mistakes', () => {
    for (const [question, document] of [
      ['trustwrothy llm', 0],
      ['terminolgy', 2],
      ['managment systen', 3],
      ['生成式人工只能服务', 1],
      ['robtos locomotion', 4],
    ] as const)
      expect([question, first(question)]).toEqual([question, document])
  })

  test('what nobody has finds nothing, and neither does nothing', () => {
    for (const question of ['', ' ', '—', 'xylophone', '香蕉']) expect(search.find(question)).toEqual([])
  })

  test('a filter takes the best of what is left', () => {
    expect(search.find('人工智能', 2, (d) => d !== 2).map((f) => f.document)).not.toContain(2)
    expect(search.find('人工智能', 1).length).toBe(1)
  })

  test('the same as looking at every document, and nothing throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.integer({ min: 1, max: 5 }), (question, limit) => {
        const some = search.find(question, limit)
        const all = search.find(question, 100)
        expect(some).toEqual(all.slice(0, limit))
        expect(all.every((f, i) => i === 0 || all[i - 1]!.score >= f.score)).toBe(true)
      }),
    )
  })
})

test('the nearest word: letters that changed places are one mistake, short words are taken as they are', () => {
  const vocabulary = new Vocabulary([
    ['robot', 3],
    ['robots', 9],
    ['evaluation', 1],
    ['ai', 5],
  ])
  expect(
    ['robot', 'rbot', 'orbot', 'evalution', 'evlauatoin', 'aj', 'xyz', '45654'].map((w) => vocabulary.nearest(w)),
  ).toEqual(['robot', 'robot', 'robot', 'evaluation', 'evaluation', undefined, undefined, undefined])
})
