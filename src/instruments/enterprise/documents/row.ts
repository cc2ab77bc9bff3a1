import { keyOf } from '../filing/files/keys.ts'
import { documentKinds, itemClasses, type Status, statuses } from './items.ts'
import type { DocumentResult } from './params.ts'

/** What a filing says of one document, before its file is looked at. */
export type DocumentRow = Omit<DocumentResult, 'sha256'>

type Json = Readonly<Record<string, unknown>>
/** What is wrong with a row: the column, what was expected. */
export interface RowFault {
  readonly field: string
  readonly expected: string
  readonly got: unknown
}

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const KNOWN = ['field', 'kind', 'file', 'sha256', 'issuedOn', 'validUntil', 'status', 'verifiedBy']

/** Reads one document; a kind or status may be its word or its title in either language. All faults of the row come at once. */
export function documentRow(given: unknown, facts: ReadonlySet<string>): DocumentRow | readonly RowFault[] {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return [{ field: '', expected: `{${KNOWN.join(', ')}}`, got: given }]
  const row = given as Json
  const faults: RowFault[] = Object.keys(row)
    .filter((k) => !KNOWN.includes(k))
    .map((field) => ({ field, expected: KNOWN.join(' '), got: field }))
  const text = (name: string) => {
    const value = row[name]
    if (value === undefined || value === null || value === '') return null
    if (typeof value === 'string') return value.trim()
    faults.push({ field: name, expected: 'text', got: value })
    return null
  }
  const fields = (text('field') ?? '')
    .split(/[\s,，、;；]+/)
    .flatMap((name): readonly (string | null)[] => fieldsOf(name, facts) ?? [null])
  if (fields.includes(null))
    faults.push({
      field: 'field',
      expected: `revenue, staff … | ${itemClasses.map((c) => c.id).join(' ')} | ${[...facts].join(' ')}`,
      got: row['field'],
    })
  const kind = wordOf(documentKinds, text('kind'))
  if (kind === undefined)
    faults.push({ field: 'kind', expected: Object.keys(documentKinds).join(' '), got: row['kind'] })
  const status = wordOf(statuses, text('status') ?? 'document')
  if (status === undefined)
    faults.push({ field: 'status', expected: Object.keys(statuses).join(' '), got: row['status'] })
  const declaredSha256 = text('sha256')?.toLowerCase() ?? null
  if (declaredSha256 !== null && !/^[0-9a-f]{64}$/.test(declaredSha256))
    faults.push({ field: 'sha256', expected: '64 × 0–9a–f', got: row['sha256'] })
  const [issuedOn, validUntil] = [text('issuedOn'), text('validUntil')]
  for (const [field, day] of [
    ['issuedOn', issuedOn],
    ['validUntil', validUntil],
  ] as const)
    if (day !== null && !DAY.test(day)) faults.push({ field, expected: 'YYYY-MM-DD', got: day })
  if (issuedOn !== null && validUntil !== null && validUntil < issuedOn)
    faults.push({ field: 'validUntil', expected: `≥ ${issuedOn}`, got: validUntil })
  const [file, verifiedBy] = [text('file'), text('verifiedBy')]
  if (faults.length > 0) return faults
  return {
    ...{ kind: 'document', fields: fields as string[], document: kind!, file, declaredSha256 },
    ...{ issuedOn, validUntil, status: status as Status, verifiedBy },
  }
}

function fieldsOf(name: string, facts: ReadonlySet<string>): readonly string[] | undefined {
  const group = itemClasses.find((c) => [c.id, c.title.zh, c.title.en].includes(name))
  if (group !== undefined) return group.fields
  const key = keyOf(name)
  return key !== undefined ? [key] : facts.has(name) ? [name] : undefined
}

function wordOf(words: Readonly<Record<string, { readonly zh?: string; readonly en?: string }>>, text: string | null) {
  return Object.entries(words).find(([word, title]) => text === word || text === title.zh || text === title.en)?.[0]
}
