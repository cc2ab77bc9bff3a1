import { createHash } from 'node:crypto'

/*
 * One line of a journal is one JSON object that begins with its checksum:
 *   {"sum":"<first 16 hex digits of SHA-256 of the entry's bytes>","entry":<JSON>}
 * Any tool reads it as JSON Lines, and a torn or altered line shows itself.
 */

const HEAD = '{"sum":"'
const MIDDLE = '","entry":'
const SUM_DIGITS = 16

/** A line of the journal, newline included. `entry` must be what JSON can say. */
export function encodeLine(entry: unknown): string {
  const json = JSON.stringify(entry)
  return `${HEAD}${checksum(json)}${MIDDLE}${json}}\n`
}

/** The entry of a line (without its newline), or undefined where the line is not whole. */
export function decodeLine(line: string): unknown {
  const sumEnd = HEAD.length + SUM_DIGITS
  if (!line.startsWith(HEAD) || !line.startsWith(MIDDLE, sumEnd) || !line.endsWith('}')) return undefined
  const json = line.slice(sumEnd + MIDDLE.length, -1)
  if (checksum(json) !== line.slice(HEAD.length, sumEnd)) return undefined
  return JSON.parse(json)
}

/** Whether bytes could be the beginning of a journal that was cut short. */
export function couldBeJournal(start: string): boolean {
  return HEAD.startsWith(start.slice(0, HEAD.length))
}

function checksum(json: string): string {
  return createHash('sha256').update(json, 'utf8').digest('hex').slice(0, SUM_DIGITS)
}
