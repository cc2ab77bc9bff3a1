import type { Parsed } from '../../files/refusal.ts'

/** A transcript under its id. */
export interface Transcript {
  readonly id: string
  readonly text: string
  readonly speaker: string
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
 * Alternatives in braces are refused: they ask for an alignment of networks.
 */
export function trnLine(line: string): Parsed<Transcript> {
  const text = line.trimEnd()
  if (text.trim() === '' || text.startsWith(';;')) return undefined
  const open = text.lastIndexOf('(')
  const id = text.endsWith(')') ? text.slice(open + 1, -1) : ''
  if (open < 0 || !/^[^\s()]+$/.test(id)) return { expected: 'text (speaker-utterance)', column: text.length }
  const said = text.slice(0, open).trim()
  const braces = /[{}]/.exec(said)
  if (braces) return { expected: 'text without alternatives { a / b }', column: text.indexOf(braces[0]) + 1 }
  const end = id.includes('-') ? id.indexOf('-') : id.indexOf('_')
  return { id, text: said, speaker: end > 0 ? id.slice(0, end) : '' }
}

export interface Segment {
  /** file and channel */
  readonly stream: string
  readonly speaker: string
  readonly begin: number
  readonly end: number
  readonly labels: string
  readonly text: string
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
  const braces = /[{}]/.exec(text)
  if (braces) return { expected: 'text without alternatives { a / b }', column: line.indexOf(braces[0]) + 1 }
  return { stream: `${m[1]} ${m[2]}`, speaker: m[3]!, begin, end, labels: labels?.[1] ?? '', text }
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
