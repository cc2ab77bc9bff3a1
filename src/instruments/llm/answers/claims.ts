import { answerText } from './option.ts'
import { numbersIn, plainText } from './short.ts'

const titled = /《([^《》]{1,60})》/g
const articles = /第[0-9〇零一二三四五六七八九十百千]{1,8}[条款章节项]/g
/** capitalised words inside a sentence, not at its beginning */
const proper = /(?<=[a-z0-9,;:)] )[A-Z][A-Za-z'’-]+(?: [A-Z][A-Za-z'’-]+)*/g

/**
 * What an answer states that can be looked up word for word: numbers (dates among them), titles in 《》, article numbers, proper names in Latin script.
 * Chinese names of persons and places are not told from other words by rules and are left out: the measure that uses this is a proxy.
 */
export function claimsIn(output: string): string[] {
  const text = answerText(output)
  const numbers = numbersIn(text.replace(articles, ' ')).map(String)
  const named = [...text.matchAll(titled)].map((m) => m[1]!)
  const names = [...text.matchAll(proper)].map(([name]) => name)
  const unique = new Set([...numbers, ...named, ...(text.match(articles) ?? []), ...names])
  return [...unique]
}

/** Those claims of an answer that its material does not hold. */
export function unsupported(claims: readonly string[], material: string): string[] {
  const plain = plainText(material)
  const numbers = new Set(numbersIn(material).map(String))
  return claims.filter((claim) =>
    /^-?[\d.]+(?:e[+-]?\d+)?$/.test(claim) ? !numbers.has(claim) : !plain.includes(plainText(claim)),
  )
}
