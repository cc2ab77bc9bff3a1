import { done, failed, type Outcome, type Problem, problem } from '../../language/problem.ts'
import { grammars } from './grammars.ts'
import type { Identifier } from './identifier.ts'

export interface ParseOptions {
  /** a citation without a date, which means the latest edition; otherwise a document of China has its year */
  readonly undated?: boolean
}

/**
 * The number of a document, however it is written: full width or half, with any dash, with or without the space. A document that has a title
 * and no number is none of these: see project(). Problems: identifier-malformed (what it seems to be, and what that looks like), identifier-undated.
 */
export function parseIdentifier(text: string, { undated = false }: ParseOptions = {}): Outcome<Identifier> {
  const plain = normalized(text)
  if (plain.length > 200) return failed(malformed(`${text.slice(0, 40)}…`, 'GB/T 41867-2022'))
  for (const grammar of grammars) {
    const identifier = grammar.read(plain)
    if (identifier === undefined) continue
    if (grammar.dated && identifier.year === undefined && !undated) return failed(withoutYear(text, grammar.example))
    return done(identifier)
  }
  // what it begins like is what was meant
  const meant = grammars.find(({ begins }) => begins.test(plain)) ?? grammars[0]!
  return failed(malformed(text, meant.example))
}

/** NFKC makes full width half; every dash is a hyphen; spaces are one. */
export const normalized = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212\u2500\ufe58\ufe63\u30fc]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/ ?([-:]) ?/g, '$1')
    .trim()

function malformed(got: string, expected: string): Problem {
  return problem(
    'identifier-malformed',
    { zh: '不是标准编号的写法', en: 'This is not how the number of a standard is written' },
    { expected, got, next: { zh: '照文件封面核对编号', en: 'hold it against the cover of the document' } },
  )
}

function withoutYear(got: string, expected: string): Problem {
  return problem(
    'identifier-undated',
    { zh: '编号没有年份，不知是哪一版', en: 'The number has no year: it could be any edition' },
    {
      expected,
      got,
      next: {
        zh: '补上年份；若确为不注日期的引用，请说明',
        en: 'add the year, or say that the citation is meant to be undated',
      },
    },
  )
}
