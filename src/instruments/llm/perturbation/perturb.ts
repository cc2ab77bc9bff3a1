import { pcg32, type Random } from '../../../metrics/random.ts'
import { simplified } from '../keywords/traditional.ts'

/** A change of wording that leaves the meaning; undefined where it would change nothing. */
type Change = (text: string, random: Random) => string | undefined

const han = /\p{Script=Han}/u

/** Characters that sound alike and are often typed for one another. */
const homophones = new Map(
  [
    '的得地',
    '在再',
    '做作',
    '是事',
    '他她它',
    '象像',
    '已以',
    '那哪',
    '和合',
    '有又',
    '因应',
    '现线',
    '有友',
    '年念',
    '会汇',
    '时实',
    '中终',
    '国过',
    '城成',
    '多夺',
    '哪拿',
    '几机',
    '下夏',
    '列例',
    '为位',
    '什甚',
    '个各',
    '里理',
    '最醉',
    '面棉',
    '市式',
    '首手',
  ].flatMap((group) => [...group].map((c, i, all) => [c, all[(i + 1) % all.length]!] as const)),
)

const traditional = new Map([...simplified].map(([t, s]) => [s, t]))

/** Words that mean the same in a question. */
const synonyms: readonly (readonly [RegExp, string])[] = [
  [/哪个/, '哪一个'],
  [/什么/, '何种'],
  [/多少/, '几多'],
  [/以下/, '下列'],
  [/下列/, '以下'],
  [/属于/, '归于'],
  [/位于/, '坐落于'],
  [/等于/, '得'],
  [/\bwhich\b/i, 'what'],
  [/\bhow many\b/i, 'what number of'],
  [/\bis equal to\b/i, 'equals'],
  [/\bbig(gest)?\b/i, 'large$1'],
  [/\bis located\b/i, 'lies'],
]

const changes = {
  typos: (text, random) =>
    atLetters(text, random, 0.08, (units, i) => {
      // two letters change places: digits would make another question
      const [a, b] = [units[i]!, units[i + 1]]
      if (b === undefined || !/[\p{L}]/u.test(b) || a === b) return false
      units[i] = b
      units[i + 1] = a
      return true
    }),
  homophone: (text, random) =>
    atLetters(text, random, 0.3, (units, i) => {
      const other = homophones.get(units[i]!)
      if (other !== undefined) units[i] = other
      return other !== undefined
    }),
  width: (text) => mapped(text, (c) => (c >= '!' && c <= '~' ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : c)),
  traditional: (text) => mapped(text, (c) => traditional.get(c) ?? c),
  spacing: (text, random) =>
    han.test(text)
      ? mapped(text, (c) => (han.test(c) && random.uniform() < 0.3 ? `${c} ` : c))
      : mapped(text, (c) => (c === ' ' && random.uniform() < 0.5 ? '  ' : c)),
  punctuation: (text) => changed(text, text.replace(/[，,；;？?！!。]/g, (m) => (/[？?]/.test(m) ? '' : ' ')).trim()),
  case: (text) => changed(text, text.toUpperCase()),
  filler: (text) =>
    han.test(text) ? `嗯，那个，请问一下，${text}麻烦了。` : `Um, so, just wondering: ${text} Thanks.`,
  synonym: (text) => {
    const found = synonyms.find(([word]) => word.test(text))
    return found && changed(text, text.replace(found[0], found[1]))
  },
} as const satisfies Record<string, Change>

export type Perturbation = keyof typeof changes
export const perturbations = Object.keys(changes) as readonly Perturbation[]

/** The text with one kind of change, the same for the same seed; undefined where the change has nothing to work on. */
export function perturb(text: string, how: Perturbation, seed: bigint): string | undefined {
  return changes[how](text, pcg32(seed))
}

/** Works on about a share of the letters, at least on one where that is possible. */
function atLetters(
  text: string,
  random: Random,
  share: number,
  work: (units: string[], i: number) => boolean,
): string | undefined {
  const units = Array.from(text)
  const letters = units.flatMap((c, i) => (/\p{L}/u.test(c) ? [i] : []))
  let done = 0
  // in a drawn order, so that the first that can be changed is not always the first in the text
  for (let left = letters.length; left > 0 && done < Math.max(1, Math.round(share * letters.length)); left--) {
    const k = random.below(left)
    const at = letters[k]!
    letters[k] = letters[left - 1]!
    if (work(units, at)) done++
  }
  return done > 0 ? changed(text, units.join('')) : undefined
}

function mapped(text: string, of: (c: string) => string): string | undefined {
  return changed(text, Array.from(text, of).join(''))
}

function changed(before: string, after: string): string | undefined {
  return after === before ? undefined : after
}
