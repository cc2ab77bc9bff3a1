import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { letterOf, optionLines, readOption } from './option.ts'
import { givesAnswer, numbersIn } from './short.ts'

const cities = ['上海', '北京', '广州', '无法确定']

describe('the option that an answer names', () => {
  test.each([
    ['B', 1],
    ['(b)', 1],
    ['【B】。', 1],
    ['B. 北京', 1],
    ['B、北京是首都', 1],
    ['答案是B', 1],
    ['正确答案：（B）', 1],
    ['我选 B。', 1],
    ['The answer is (B).', 1],
    ['**B**', 1],
    ['Ｂ', 1],
    ['<think>A 还是 C？应该是 A</think>B', 1],
    ['应该是北京。', 1],
    ['D', 3],
    ['A 不对，答案是 B', 1],
  ])('%s', (output, option) => {
    expect(readOption(output, cities)).toBe(option)
  })

  test.each([
    ['', 'nothing'],
    ['我不知道', 'no option'],
    ['E', 'no such option'],
    ['答案是A，也可能答案是B', 'two named'],
    ['A 和 B 都对', 'two letters'],
    ['上海和北京', 'two texts'],
    ['ABC 公司', 'letters in a word'],
    ['A city in China, I think', 'an English article'],
  ])('none in "%s": %s', (output) => {
    expect(readOption(output, cities)).toBeUndefined()
  })

  test('whatever is said before it in a reasoning block does not count', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(3), (thought, option) => {
        fc.pre(!/<\/?think>/.test(thought))
        expect(readOption(`<think>${thought}</think>${letterOf(option)}`, cities)).toBe(option)
      }),
    )
  })

  test('hostile answers take no longer', () => {
    const begun = performance.now()
    for (const text of [
      '答案是'.repeat(20_000),
      '(A'.repeat(50_000),
      'answer is : '.repeat(20_000),
      ' '.repeat(100_000),
    ])
      readOption(text, cities)
    expect(performance.now() - begun).toBeLessThan(2000)
  })

  test('options are shown by letter', () => {
    expect(optionLines(['甲', '乙'])).toBe('A. 甲\nB. 乙')
  })
})

describe('whether an answer gives the reference', () => {
  test.each([
    ['首都是北京市。', { aliases: ['北京'] }, true],
    ['The capital is Paris, of course', { aliases: ['paris'] }, true],
    ['comparison', { aliases: ['paris'] }, false],
    ['New  York', { aliases: ['new york'] }, true],
    ['共 1,024 个', { number: 1024 }, true],
    ['12 加 30 等于 42', { number: 42 }, true],
    ['42 不是，应为 43', { number: 42 }, false],
    ['约 3.15', { number: 3.14, tolerance: 0.01 }, true],
    ['约 3.16', { number: 3.14, tolerance: 0.01 }, false],
    ['零下，-5 度', { number: -5 }, true],
    ['', { aliases: ['北京'] }, false],
    ['随便', { aliases: ['', '，'] }, false],
  ])('%s %j', (output, gold, gives) => {
    expect(givesAnswer(output, gold)).toBe(gives)
  })

  test('numbers are read as they are written', () => {
    expect(numbersIn('１２３ 和 4,567.8，−9；2024-05')).toEqual([123, 4567.8, -9, 2024, 5])
  })
})
