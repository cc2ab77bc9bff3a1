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

/** The entry of a line (without its newline) as JSON text, or undefined where the line is not whole. */
export function entryText(line: string): string | undefined {
  const sumEnd = HEAD.length + SUM_DIGITS
  if (!line.startsWith(HEAD) || !line.startsWith(MIDDLE, sumEnd) || !line.endsWith('}')) return undefined
  const json = line.slice(sumEnd + MIDDLE.length, -1)
  return checksum(json) === line.slice(HEAD.length, sumEnd) ? json : undefined
}

/** The entry of a line (without its newline), or undefined where the line is not whole. */
export function decodeLine(line: string): unknown {
  const json = entryText(line)
  return json === undefined ? undefined : JSON.parse(json)
}

const answered = /^\{"outcome":\{"id":("(?:[^"\\]|\\.)*"),"ok":true,/

/** Id of the item that an entry holds a result for, without reading the result; undefined for any other entry, and in doubt. */
export function answeredId(json: string): string | undefined {
  const id = answered.exec(json)?.[1]
  return id === undefined ? undefined : (JSON.parse(id) as string)
}

const keyed = /,"shares":"([0-9A-Za-z:_-]{1,200})"\}$/

/** The key under which an entry's result may be shared, or undefined: only results have one. */
export function sharesOf(json: string): string | undefined {
  return keyed.exec(json.slice(-220))?.[1]
}

/** Whether bytes could be the beginning of a journal that was cut short. */
export function couldBeJournal(start: string): boolean {
  return HEAD.startsWith(start.slice(0, HEAD.length))
}

function checksum(json: string): string {
  return createHash('sha256').update(json, 'utf8').digest('hex').slice(0, SUM_DIGITS)
}
