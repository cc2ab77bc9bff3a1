import type { Parsed } from '../../files/refusal.ts'
import { markedText } from '../alternatives.ts'

/** A transcript under its id. */
export interface Transcript {
  readonly id: string
  readonly text: string
  readonly speaker: string
  /** alternatives or optional words stand in it */
  readonly marked?: true
}

/** Longest text with alternatives, in UTF-16 units: each of them is aligned by a full table. */
const MOST_MARKED = 2048

const MARKS = 'alternatives { a / b / @ } closed, at most 8 deep, at most 2048 characters'

/** Is a reference marked, and as it must be? Undefined: it is not. */
function marks(text: string): boolean | undefined {
  if (!/[{}]|(?<!\S)\([^\s()]+\)(?!\S)/.test(text)) return undefined
  return text.length <= MOST_MARKED && markedText(text) !== undefined
}

/** Kaldi `text` and `utt2spk`: the id, a blank, the rest; a line with an id alone is an empty transcript. */
export function kaldiLine(line: string): Parsed<Transcript> {
  if (line.trim() === '') return undefined
  const at = /^\S+/.exec(line)
  if (at === null) return { expected: 'id text', column: 1 }
  return { id: at[0], text: line.slice(at[0].length).trim(), speaker: '' }
}

/**
 * trn of NIST SCTK: `text (id)`; the speaker is the id up to its first hyphen, or else its first underscore (sclite `-i spu_id`).
 * Alternatives in braces are for references; of a hypothesis they are refused by who joins the two.
 */
export function trnLine(line: string): Parsed<Transcript> {
  const text = line.trimEnd()
  if (text.trim() === '' || text.startsWith(';;')) return undefined
  const open = text.lastIndexOf('(')
  const id = text.endsWith(')') ? text.slice(open + 1, -1) : ''
  if (open < 0 || !/^[^\s()]+$/.test(id)) return { expected: 'text (speaker-utterance)', column: text.length }
  const said = text.slice(0, open).trim()
  const marked = marks(said)
  if (marked === false) return { expected: MARKS, column: Math.max(0, text.search(/[{}]/)) + 1 }
  const end = id.includes('-') ? id.indexOf('-') : id.indexOf('_')
  return { id, text: said, speaker: end > 0 ? id.slice(0, end) : '', ...(marked ? { marked } : {}) }
}

export interface Segment {
  /** file and channel */
  readonly stream: string
  readonly speaker: string
  readonly begin: number
  readonly end: number
  readonly labels: string
  readonly text: string
  readonly marked?: true
}

const seconds = (text: string | undefined) =>
  text !== undefined && /^(\d+(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : undefined

/** stm of NIST SCTK: `file channel speaker begin end [<labels>] text`, comments behind `;;`. */
export function stmLine(line: string): Parsed<Segment> {
  if (line.trim() === '' || line.startsWith(';;')) return undefined
  const m = /^\s*(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)(?:\s+|$)/.exec(line)
  const [begin, end] = [seconds(m?.[4]), seconds(m?.[5])]
  const expected = 'file channel speaker begin end <labels> text, begin < end in seconds'
  if (m === null) return { expected }
  if (begin === undefined || end === undefined || begin >= end) return { expected, column: line.indexOf(m[4]!) + 1 }
  const rest = line.slice(m[0].length).trim()
  const labels = /^<([^<>]*)>(?:\s|$)/.exec(rest)
  const text = labels ? rest.slice(labels[0].length).trim() : rest
  const marked = marks(text)
  if (marked === false) return { expected: MARKS, column: Math.max(0, line.search(/[{}]/)) + 1 }
  const said = { stream: `${m[1]} ${m[2]}`, speaker: m[3]!, begin, end, labels: labels?.[1] ?? '', text }
  return marked ? { ...said, marked } : said
}

export interface Word {
  readonly stream: string
  /** seconds, the middle of the word */
  readonly middle: number
  readonly word: string
}

/** ctm of NIST SCTK: `file channel begin duration word [confidence …]`. */
export function ctmLine(line: string): Parsed<Word> {
  if (line.trim() === '' || line.startsWith(';;')) return undefined
  const [file, channel, from, length, word] = line.trim().split(/\s+/, 5)
  const [begin, duration] = [seconds(from), seconds(length)]
  const expected = 'file channel begin duration word, seconds'
  if (word === undefined || begin === undefined || duration === undefined) return { expected }
  if (/^<ALT(_BEGIN|_END)?>$/i.test(word)) return { expected: 'a word, not <ALT…>', column: line.indexOf('<') + 1 }
  return { stream: `${file} ${channel}`, middle: begin + duration / 2, word }
}

/** A transcript of a recogniser: it has to decide, so alternatives are refused. */
export function trnHypothesis(line: string): Parsed<Transcript> {
  const got = trnLine(line)
  if (got === undefined || 'expected' in got || !/[{}]/.test(got.text)) return got
  return { expected: 'text without alternatives { a / b }', column: line.search(/[{}]/) + 1 }
}

/** One rule of a GLM file: `text => replacement`, each side bare or in brackets; `;;` begins a comment, `*` a header line. Contexts and alternatives are refused. */
export function glmLine(line: string): Parsed<{ readonly rule: readonly [string, string] }> {
  const text = line.replace(/;;.*$/, '').trim()
  if (text === '' || text.startsWith('*')) return undefined
  const expected = 'text => replacement, without alternatives { } and without a context other than blanks'
  const sides = /^(.+?)\s*=>\s*(.*?)\s*(?:\/\s*\[\s*\]\s*__\s*\[\s*\])?$/.exec(text)
  if (sides === null || /[{}]|=>|__/.test(sides[2]!)) return { expected, column: 1 }
  const bare = (side: string) => (/^\[.*\]$|^'.*'$/.test(side) ? side.slice(1, -1) : side).trim()
  const from = bare(sides[1]!)
  return from === '' ? { expected, column: 1 } : { rule: [from, bare(sides[2]!)] }
}
