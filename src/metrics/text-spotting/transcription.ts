/** Marks that a reference may carry at its ends and a reading may leave out. Source: ICDAR 2015 Robust Reading, end-to-end protocol. */
const MARKS = '!?.:,*"()·[]/\''

/** How two texts are held to be the same; upper and lower case never matter. */
export type Spotting = 'end-to-end' | 'word-spotting'

/**
 * End to end: equal, or equal without one mark at the start or end of the reference. Word spotting: equal once all marks at the ends of both
 * are gone. Source: ICDAR 2015 RRC, tasks 4.4 and 4.5.
 */
export function sameTranscription(reference: string, found: string, spotting: Spotting): boolean {
  const [ref, hyp] = [reference.toUpperCase(), found.toUpperCase()]
  if (spotting === 'word-spotting') return stripped(ref) === stripped(hyp)
  if (ref === hyp) return true
  const letters = [...ref]
  const [first, last] = [letters[0] ?? '', letters.at(-1) ?? '']
  const start = first !== '' && MARKS.includes(first)
  const end = last !== '' && MARKS.includes(last)
  return (
    (start && letters.slice(1).join('') === hyp) ||
    (end && letters.slice(0, -1).join('') === hyp) ||
    (start && end && letters.slice(1, -1).join('') === hyp)
  )
}

function stripped(text: string): string {
  const letters = [...text]
  let [from, to] = [0, letters.length]
  while (from < to && MARKS.includes(letters[from]!)) from++
  while (to > from && MARKS.includes(letters[to - 1]!)) to--
  return letters.slice(from, to).join('')
}

const LEAST_LETTERS = 3

/**
 * Whether word spotting asks for a word: at least three letters of Latin or Greek script or hyphens, marks apart and a final 's left out. Digits
 * are not letters and neither is a Han character, so a Chinese reference is a region that does not count.
 */
export function inVocabulary(reference: string): boolean {
  const word = reference.replace(/'[sS]$/u, '').replace(/^-+|-+$/gu, '')
  const plain = [...word]
    .map((c) => (MARKS.includes(c) ? ' ' : c))
    .join('')
    .trim()
  return (
    [...plain].length >= LEAST_LETTERS &&
    /^[A-Za-z\u00c0-\u01bf\u01c4-\u027f\u0386-\u03ff-]+$/u.test(plain) &&
    !/[×÷]/u.test(plain)
  )
}
