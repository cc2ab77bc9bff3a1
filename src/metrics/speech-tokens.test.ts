import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { edits } from './edit-distance.ts'
import { scliteEdits } from './sclite-edits.ts'
import { numbered, type SpeechStep, speechTokens } from './speech-tokens.ts'

const tokens = (text: string, steps: readonly SpeechStep[], rule: 'mixed' | 'words' = 'mixed') =>
  speechTokens(text, { steps, tokens: rule, fillers: ['uh', '呃'] }).join('|')

describe('speechTokens', () => {
  test.each<[readonly SpeechStep[], string, string]>([
    [[], '打开 WiFi 和5G网络', '打|开|WiFi|和|5G|网|络'],
    [['case'], '打开WiFi', '打|开|wifi'],
    [['nfkc'], 'ＡＢ１２', 'AB12'],
    [['width'], 'Ａ　ｂ ㈱', 'A|b|㈱'],
    [['nfkc'], '㈱', '(|株|)'],
    [['punctuation'], "it’s 3.5, don't-stop “好”。", "it's|3.5|don't|stop|好"],
    [['punctuation'], "'a' 𠮷'𠮷 1,234 1, .5 5.", 'a|𠮷|𠮷|1,234|1|5|5'],
    [['tags'], '<spk> 你<noise>好', '你|好'],
    [['fillers'], 'uh 我 呃 们 uhu', '我|们|uhu'],
    [['tags', 'nfkc', 'case', 'punctuation', 'fillers'], '呃，Ｗｉｆｉ ＯＫ？', 'wifi|ok'],
    [[], '𠮷野家', '𠮷|野|家'],
    [['punctuation'], '，。！', ''],
    [[], '', ''],
  ])('%j of "%s"', (steps, text, want) => {
    expect(tokens(text, steps)).toBe(want)
  })

  test('words are what stands between blanks', () => {
    expect(tokens('打开 WiFi  和5G', [], 'words')).toBe('打开|WiFi|和5G')
  })

  test('a long run of tag openings takes no long time', () => {
    expect(tokens('<'.repeat(200_000), ['tags', 'punctuation'])).toBe('<'.repeat(200_000))
  })
})

describe('numbered', () => {
  test('equal tokens have equal numbers and no others, private-use characters included', () => {
    const token = fc.oneof(
      fc.string({ minLength: 1, maxLength: 3, unit: 'grapheme' }),
      fc.constantFrom('\ue000', '\ue001', '\u{f0000}', 'ab', '上', '𠮷'),
    )
    fc.assert(
      fc.property(fc.array(token, { maxLength: 20 }), fc.array(token, { maxLength: 20 }), (a, b) => {
        const [x, y] = numbered(a, b)
        a.forEach((s, i) => {
          b.forEach((t, j) => {
            expect(x[i] === y[j]).toBe(s === t)
          })
        })
      }),
    )
  })

  test('a mixed utterance by hand: 请打开[bluetooth]设备 as 请打[bluetooth]的设备呢', () => {
    const cut = (text: string) => speechTokens(text, { steps: ['nfkc', 'case'], tokens: 'mixed', fillers: [] })
    const [a, b] = numbered(cut('请打开 Bluetooth 设备'), cut('请打 ｂluetooth 的设备呢'))
    expect(edits(a, b)).toEqual({ distance: 3, substitutions: 2, deletions: 0, insertions: 1 })
    expect(scliteEdits(a, b)).toEqual({ distance: 3, substitutions: 0, deletions: 1, insertions: 2 })
    expect(a).toHaveLength(6)
  })
})
