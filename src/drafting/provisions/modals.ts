import { wordAt } from './lexicon.ts'

/** The five kinds of provision. Source: GB/T 1.1-2020, Annex C (read at second hand); what is outside its list is marked `listed: false`. */
export const provisionClasses = ['requirement', 'instruction', 'recommendation', 'permission', 'statement'] as const
export type ProvisionClass = (typeof provisionClasses)[number]

/** A modal verb in a text; offsets are UTF-16 units, `end` behind the last. */
export interface Modal {
  readonly form: string
  readonly start: number
  readonly end: number
  readonly class: ProvisionClass
  readonly negative: boolean
  /** whether the form is one that the rules for drafting list; the others are understood and told */
  readonly listed: boolean
}

type Form = readonly [form: string, of: ProvisionClass, negative: boolean, listed: boolean]

const chinese: readonly Form[] = [
  ['不准许', 'requirement', true, true],
  ['只准许', 'requirement', false, true],
  ['不应该', 'requirement', true, true],
  ['不应当', 'requirement', true, false],
  ['不应', 'requirement', true, true],
  ['不得不', 'requirement', false, false],
  ['不得', 'requirement', true, true],
  ['应该', 'requirement', false, true],
  ['应当', 'requirement', false, false],
  ['必须', 'requirement', false, false],
  ['无须', 'permission', true, false],
  ['无需', 'permission', true, false],
  ['不须', 'permission', true, false],
  ['须', 'requirement', false, false],
  ['严禁', 'requirement', true, false],
  ['禁止', 'requirement', true, false],
  ['应可', 'requirement', false, true],
  ['应能够', 'requirement', false, true],
  ['应能', 'requirement', false, true],
  ['应', 'requirement', false, true],
  ['不宜', 'recommendation', true, true],
  ['宜', 'recommendation', false, true],
  ['不必', 'permission', true, true],
  ['可不', 'permission', true, false],
  ['可以', 'permission', false, false],
  ['不可能', 'statement', true, true],
  // readers take it for a prohibition; the list does not have it
  ['不可以', 'requirement', true, false],
  ['不可', 'requirement', true, false],
  ['可', 'permission', false, true],
  ['可能', 'statement', false, true],
  ['不能够', 'statement', true, true],
  ['不能', 'statement', true, true],
  ['能够', 'statement', false, true],
  ['能', 'statement', false, true],
]
const chineseForms = [...chinese].sort((a, b) => b[0].length - a[0].length)
/** Words in which 须 or 禁止 is no verb of the sentence, and what ends where one may begin. */
const notModal = ['须知', '必须品', '胡须', '触须', '禁止性', '不得已', '不得而知', '必须性', '不应答', '可不是']

const han = /\p{Script=Han}/u

/** Modal verbs of a Chinese text by real words: longest match, so that 应用, 响应, 可靠, 功能 and 适宜 hold none. */
export function chineseModals(text: string): readonly Modal[] {
  const found: Modal[] = []
  for (let at = 0; at < text.length; ) {
    const held = notModal.find((w) => text.startsWith(w, at))
    const word = held ?? wordAt(text, at)
    const form = chineseForms.find(([f]) => text.startsWith(f, at) && !cutsWord(text, at, f))
    // 可能 is in both lists: a form wins where it is as long
    if (form && form[0].length >= (word?.length ?? 0) && held === undefined) {
      const [said, of, negative, listed] = form
      const end = at + said.length
      if (!spokenOf(text, at, end) && !adjective(text, at, end, said))
        found.push({ form: said, start: at, end, class: of, negative, listed })
      at = end
      continue
    }
    at += word?.length ?? 1
  }
  return found
}

/** 应可 before 靠 is 应 and 可靠; 应能 before 耗 is 应 and 能耗. */
const cutsWord = (text: string, at: number, form: string): boolean =>
  /^应[可能]$/.test(form) && (wordAt(text, at + 1)?.length ?? 0) > 1

/** 应 between quotation marks or brackets is spoken of, not used: 用语“应”. */
const spokenOf = (text: string, start: number, end: number): boolean =>
  /[“"'「（(、]/.test(text[start - 1] ?? '') && /[”"'」）)、]/.test(text[end] ?? '')

/** 可更换的, 可维护性, 法律禁止的: an adjective. Longer ones (可采用其他方法的) are verbs. */
function adjective(text: string, at: number, end: number, form: string): boolean {
  if (form === '禁止') return /(?:法律|法规|规定|明令|国家|依法)$/.test(text.slice(0, at))
  if (form !== '可' && form !== '不可') return false
  let i = end
  while (i < text.length && i - end < 4 && han.test(text[i]!)) {
    if (i > end && /[性度率的]/.test(text[i]!) && !/以下|其他|下列/.test(text.slice(end, i))) return true
    i++
  }
  return false
}

const english: readonly (readonly [RegExp, ProvisionClass, boolean, boolean])[] = [
  [/^shall(?: not\b|n't)/i, 'requirement', true, true],
  [/^shall\b/i, 'requirement', false, true],
  [/^must(?: not\b|n't)/i, 'requirement', true, false],
  [/^must\b/i, 'requirement', false, false],
  [/^should(?: not\b|n't)/i, 'recommendation', true, true],
  [/^should\b/i, 'recommendation', false, true],
  // read as a prohibition by some and as a possibility by others: taken for the stricter, and told
  [/^may not\b/i, 'requirement', true, false],
  [/^may\b/i, 'permission', false, true],
  [/^need not\b/i, 'permission', true, true],
  [/^(?:cannot|can not|can't)\b/i, 'statement', true, true],
  [/^can\b/i, 'statement', false, true],
  [/^might\b/i, 'statement', false, true],
  // what the ISO/IEC Directives, Part 2 give as equivalent
  [/^(?:is|are) not (?:permitted|allowed|permissible|acceptable)\b/i, 'requirement', true, true],
  [/^(?:is|are) required to\b/i, 'requirement', false, true],
  [/^ha(?:s|ve) to\b/i, 'requirement', false, true],
  [/^(?:is|are) not recommended\b/i, 'recommendation', true, true],
  [/^(?:is|are) recommended\b/i, 'recommendation', false, true],
  [/^ought to\b/i, 'recommendation', false, true],
  [/^(?:is|are) (?:permitted|allowed|permissible)\b/i, 'permission', false, true],
  [/^(?:is|are) not required to\b/i, 'permission', true, true],
]
const letters = /[A-Za-z]/

/** Modal verbs of an English text. Not: parts of compounds (should-refuse), the month, and relative clauses (what should be refused). */
export function englishModals(text: string): readonly Modal[] {
  const found: Modal[] = []
  const starts =
    /\b(?:shall|must|should|may|need not|cannot|can|might|(?:is|are) (?:not )?(?:permitted|allowed|permissible|acceptable|required to|recommended)|ha(?:s|ve) to|ought to)/gi
  for (let m = starts.exec(text); m; m = starts.exec(text)) {
    const at = m.index
    if (letters.test(text[at - 1] ?? '') || text[at - 1] === '-') continue
    const rest = text.slice(at)
    for (const [shape, of, negative, listed] of english) {
      const form = shape.exec(rest)?.[0]
      if (form === undefined) continue
      const end = at + form.length
      const next = text.slice(end)
      const month = form === 'May' && /^(?: \d|,)/.test(next)
      const relative = /\b(?:what|who) $/i.test(text.slice(0, at))
      const spoken = /["'“‘(]$/.test(text.slice(0, at)) && /^["'”’,)]/.test(next)
      if (!next.startsWith('-') && !month && !relative && !spoken)
        found.push({ form: form.toLowerCase().replace("n't", ' not'), start: at, end, class: of, negative, listed })
      starts.lastIndex = end
      break
    }
  }
  return found
}
