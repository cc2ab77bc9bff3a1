import type { Source } from '../../recognition/files/source.ts'
import { type Row, readTable } from '../../recognition/files/table.ts'
import { dayOf, serviceSeconds } from '../feed/service-time.ts'
import type { Findings } from './findings.ts'
import type { Severity } from './params.ts'
import type { Rule } from './rules.ts'

/** A row under check: its cells, and what is said of it. */
export interface Checked<C extends string> {
  readonly cell: (name: C) => string
  readonly line: number
  readonly record: number
  readonly error: (rule: Rule, got?: string) => void
  readonly warn: (rule: Rule, got?: string) => void
}

/**
 * Reads a table row by row and lets `check` say what is wrong. Columns stand under their GTFS names, or those given; none is required, so that
 * a missing one is an empty field in every record. A line that is no row counts as a record with an error.
 */
export async function checkTable<C extends string>(
  source: Source,
  file: string,
  columns: readonly C[] | Readonly<Record<C, readonly string[]>>,
  check: (row: Checked<C>) => void,
  form: 'csv' | undefined,
  findings: Findings,
): Promise<void> {
  const named = Array.isArray(columns)
    ? Object.fromEntries((columns as readonly C[]).map((c) => [c, { names: [c], optional: true }]))
    : Object.fromEntries(
        (Object.entries(columns) as [C, readonly string[]][]).map(([c, names]) => [c, { names, optional: true }]),
      )
  const before = source.reading().refused
  const rows = readTable(
    source,
    file,
    named as Readonly<Record<C, { readonly names: readonly string[]; readonly optional: true }>>,
    (row: Row<C>) => {
      const record = findings.record()
      const say = (severity: Severity) => (rule: Rule, got?: string) =>
        findings.add(record, severity, rule, row.line, got)
      check({ cell: row.cell, line: row.line, record, error: say('error'), warn: say('warning') })
      return undefined
    },
    form === undefined ? {} : { form },
  )
  for await (const _ of rows);
  const { refused, refusals } = source.reading()
  const shown = refusals.slice(before).filter((r) => r.file === file)
  for (let k = 0; k < refused - before; k++) {
    const at = shown[k] ?? shown.at(-1)
    findings.add(findings.record(), 'error', 'row-broken', at?.line ?? 1, at?.got)
  }
}

/** True where all fields have something in them; says each that has not. */
export function present<C extends string>(row: Checked<C>, ...fields: readonly C[]): boolean {
  const empty = fields.filter((f) => row.cell(f) === '')
  for (const field of empty) row.error('field-missing', field)
  return empty.length === 0
}

/** Seconds of a service day; undefined for an empty cell or one that is no time, which is said. */
export function timeOf<C extends string>(row: Checked<C>, field: C): number | undefined {
  const text = row.cell(field)
  const seconds = serviceSeconds(text)
  if (text !== '' && seconds === undefined) row.error('time-malformed', `${field} ${text}`)
  return seconds
}

/** A day of the calendar; undefined for an empty cell or one that is none, which is said. */
export function dateOf<C extends string>(row: Checked<C>, field: C): string | undefined {
  const text = row.cell(field)
  const day = /^\d{8}$/.test(text) ? dayOf(text) : undefined
  if (text !== '' && day === undefined) row.error('date-malformed', `${field} ${text}`)
  return day
}

/** A whole number from `least`; undefined for an empty cell or one that is none, which is said. */
export function wholeOf<C extends string>(row: Checked<C>, field: C, least = 0): number | undefined {
  const text = row.cell(field)
  if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text)
  if (text !== '') row.error('number-malformed', `${field} ${text}`)
  return undefined
}

export function among<C extends string>(row: Checked<C>, field: C, allowed: RegExp): void {
  if (row.cell(field) !== '' && !allowed.test(row.cell(field))) row.error('word-unknown', `${field} ${row.cell(field)}`)
}

/** Adds a key; says where it stands there already. */
export function unique<C extends string>(row: Checked<C>, keys: Set<string>, ...fields: readonly C[]): void {
  const key = JSON.stringify(fields.map((f) => row.cell(f)))
  if (keys.has(key)) row.error('key-twice', fields.map((f) => row.cell(f)).join(' '))
  keys.add(key)
}

/** Says where a reference leads nowhere; an empty one is no reference. */
export function resolves<C extends string>(row: Checked<C>, field: C, to: { has(key: string): boolean }): boolean {
  const key = row.cell(field)
  if (key === '' || to.has(key)) return true
  row.error('reference-unknown', `${field} ${key}`)
  return false
}
