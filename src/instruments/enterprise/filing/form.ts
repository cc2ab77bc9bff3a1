import { done, failed, type Outcome, type Place, type Problem } from '../../../language/problem.ts'
import { districtFault, districtNamed } from './codes/district.ts'
import { industryFault } from './codes/industry.ts'
import { amountFields, countFields, enterpriseFields, type Field, splits } from './fields.ts'
import type { Explanation, Filing, FilingYear } from './record.ts'
import { type FormFault, refusal } from './refusal.ts'
import { subClasses } from './sub-classes.ts'

/** Where a path of a record (`reports.2.revenue`) stands in the file that it was read from. */
export type Where = (path: string) => Place

const AMOUNT = /^-?\d{1,13}(\.\d{1,6})?$/
const KNOWN_TOP = new Set([
  ...enterpriseFields.map((f) => f.key),
  'reports',
  'explanations',
  'documents',
  'size',
  'flags',
])
const LISTS = new Set(['conversions', 'products', 'filings', 'sectors'])
const KNOWN_YEAR = new Set([
  ...[...amountFields, ...countFields].map((f) => f.key.split('.')[0]!),
  ...splits.map((s) => s.key),
  ...['uscc', 'year', 'period', 'certs', 'evidence'],
])
const IDS = subClasses.map((s) => s.id)
const HIGH = ['international', 'national']
const LOCAL = ['industry', 'local', 'group']

type Json = Readonly<Record<string, unknown>>
const isRecord = (v: unknown): v is Json => typeof v === 'object' && v !== null && !Array.isArray(v)
const absent = (v: unknown) => v === undefined || v === null || v === ''

/** Reads the form of one filing: all its faults at once, each with its place. */
export class FormReader {
  readonly #problems: Problem[] = []
  readonly #where: Where

  constructor(where: Where) {
    this.#where = where
  }

  read(record: unknown): Outcome<Filing> {
    if (!isRecord(record)) {
      this.#wrong('', '{"uscc": …, "reports": […]}', record)
      return failed(...this.#problems)
    }
    for (const key of Object.keys(record)) if (!KNOWN_TOP.has(key)) this.#unknown(key, KNOWN_TOP)
    const text = (key: string) => this.#enterprise(enterpriseFields.find((f) => f.key === key)!, record[key])
    const filing: Filing = {
      uscc: text('uscc') ?? '',
      name: text('name') ?? '',
      district: text('district') ?? '',
      industry: text('gbt4754') ?? '',
      registeredOn: text('registeredOn') ?? null,
      years: this.#years(record['reports'], record['uscc']),
      explanations: this.#explanations(record['explanations']),
    }
    return this.#problems.length > 0 ? failed(...this.#problems) : done(filing)
  }

  #enterprise(field: Field, value: unknown): string | undefined {
    const { key } = field
    if (absent(value)) {
      if (field.required) this.#wrong(key, `${field.note.zh} / ${field.note.en}`, value)
      return undefined
    }
    if (typeof value !== 'string' && typeof value !== 'number') return this.#wrong(key, 'text', value)
    // a drop-down says the code and its name: "310115 浦东新区"
    const text = String(value).trim()
    const named = field.kind === 'district' ? districtNamed(text) : undefined
    if (named !== undefined) return named
    const code = field.kind === 'district' || field.kind === 'industry' ? text.split(/[\s　]/)[0]! : text
    const fault =
      field.kind === 'district'
        ? districtFault(code)
        : field.kind === 'industry'
          ? industryFault(code)
          : field.kind === 'date' && !isDay(code)
            ? 'YYYY-MM-DD'
            : undefined
    if (fault === undefined) return code
    const rule = field.kind === 'district' ? 'V7' : field.kind === 'industry' ? 'V6' : undefined
    return this.#wrong(key, fault, value, rule)
  }

  #years(given: unknown, uscc: unknown): readonly FilingYear[] {
    if (!Array.isArray(given) || given.length === 0) {
      this.#wrong('reports', '[{"year": 2025, "revenue": "4800.00"}]', given)
      return []
    }
    const seen = new Map<string, number>()
    const years: FilingYear[] = []
    for (const [i, report] of given.entries()) {
      const at = `reports.${i}`
      if (!isRecord(report)) {
        this.#wrong(at, '{"year": …}', report)
        continue
      }
      for (const key of Object.keys(report)) if (!KNOWN_YEAR.has(key)) this.#unknown(`${at}.${key}`, KNOWN_YEAR)
      if (!absent(report['uscc']) && report['uscc'] !== uscc) this.#wrong(`${at}.uscc`, String(uscc), report['uscc'])
      const year = wholeOf(report['year'])
      if (year === undefined || year < 1949 || year > 2999) {
        this.#wrong(`${at}.year`, 'YYYY', report['year'])
        continue
      }
      const period = absent(report['period']) ? 'Y' : report['period']
      if (typeof period !== 'string' || !/^(Y|Q[1-4]|M(0[1-9]|1[0-2]))$/.test(period)) {
        this.#wrong(`${at}.period`, 'Y, Q1–Q4, M01–M12', period)
        continue
      }
      const before = seen.get(`${year} ${period}`)
      if (before !== undefined) this.#wrong(at, `≠ reports.${before} (${year} ${period})`, `${year} ${period}`, 'V8')
      seen.set(`${year} ${period}`, i)
      const read = this.#year(at, year, report)
      if (period === 'Y') years.push(read)
    }
    years.sort((a, b) => a.year - b.year)
    if (years.length === 0 && this.#problems.length === 0) this.#wrong('reports', 'period: "Y"', 'Q, M')
    const gap = years.findIndex((y, i) => i > 0 && y.year > years[i - 1]!.year + 1)
    if (gap > 0) this.#wrong('reports', String(years[gap]!.year - 1), years.map((y) => y.year).join(', '))
    return years.slice(-3)
  }

  #year(at: string, year: number, report: Json): FilingYear {
    const amounts = new Map<string, string>()
    const counts = new Map<string, number>()
    for (const field of amountFields) {
      const value = this.#amount(`${at}.${field.key}`, report[field.key], field.kind === 'signed')
      if (value !== undefined) amounts.set(field.key, value)
    }
    for (const { key } of countFields) {
      const value = this.#count(at, key, report)
      if (value !== undefined) counts.set(key, value)
    }
    const split = new Map<string, ReadonlyMap<string, string>>()
    for (const { key, kind } of splits) {
      const given = report[key]
      if (absent(given)) continue
      if (!isRecord(given)) {
        this.#wrong(`${at}.${key}`, '{"M1": "4560.00"}', given)
        continue
      }
      const parts = new Map<string, string>()
      for (const [id, value] of Object.entries(given)) {
        const path = `${at}.${key}.${id}`
        if (!IDS.includes(id)) this.#wrong(path, IDS.join(' '), id)
        else if (!absent(value)) {
          const amount = this.#amount(path, value, false, kind === 'count')
          if (amount !== undefined) parts.set(id, amount)
        }
      }
      if (parts.size > 0) split.set(key, parts)
    }
    return { at, year, amounts, counts, splits: split }
  }

  /** Decimal text without needless zeros; a JSON number is read by its shortest decimal form. */
  #amount(path: string, value: unknown, signed: boolean, whole = false): string | undefined {
    if (absent(value)) return undefined
    const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
    const expected = whole ? '0, 1, 2 …' : signed ? '万元: -1234.56' : '万元, ≥ 0: 1234.56'
    if (!AMOUNT.test(text) || (!signed && text.startsWith('-')) || (whole && text.includes('.')))
      return this.#wrong(path, expected, value)
    return text
  }

  #count(at: string, key: string, report: Json): number | undefined {
    const [outer, inner] = key.split('.') as [string, string | undefined]
    const given = report[outer]
    const path = `${at}.${key}`
    if (absent(given)) return undefined
    if (inner !== undefined) {
      if (outer === 'standards' && Array.isArray(given)) return this.#standards(at, inner, given)
      if (!isRecord(given)) return this.#wrong(path, `{"${inner}": 0}`, given)
      return absent(given[inner]) ? undefined : this.#whole(path, given[inner])
    }
    return Array.isArray(given) && LISTS.has(key) ? given.length : this.#whole(path, given)
  }

  /** Standards may be listed with their level; industry standards count with local and group ones. */
  #standards(at: string, inner: string, list: readonly unknown[]): number {
    const wanted = inner === 'high' ? HIGH : LOCAL
    let n = 0
    for (const [i, s] of list.entries()) {
      const level = isRecord(s) ? s['level'] : undefined
      if (typeof level !== 'string' || ![...HIGH, ...LOCAL].includes(level)) {
        // said once, not for each of the two counts
        if (inner === 'high') this.#wrong(`${at}.standards.${i}.level`, [...HIGH, ...LOCAL].join(' '), level)
      } else if (wanted.includes(level)) n++
    }
    return n
  }

  #whole(path: string, value: unknown): number | undefined {
    return wholeOf(value) ?? this.#wrong(path, '0, 1, 2 …', value)
  }

  #explanations(given: unknown): readonly Explanation[] {
    if (absent(given)) return []
    if (!Array.isArray(given)) {
      this.#wrong('explanations', '[{"rule": "V5", "field": "revenue", "year": 2025, "text": …}]', given)
      return []
    }
    return given.flatMap((e: unknown, i): Explanation[] => {
      const year = isRecord(e) ? wholeOf(e['year']) : undefined
      if (
        isRecord(e) &&
        year !== undefined &&
        typeof e['rule'] === 'string' &&
        typeof e['field'] === 'string' &&
        typeof e['text'] === 'string' &&
        e['text'].trim() !== ''
      )
        return [{ rule: e['rule'], field: e['field'], year, text: e['text'].trim() }]
      this.#wrong(`explanations.${i}`, '{"rule": "V5", "field": "revenue", "year": 2025, "text": …}', e)
      return []
    })
  }

  #unknown(path: string, known: ReadonlySet<string>): void {
    this.#add({ path, expected: [...known].join(' '), got: path.split('.').at(-1), unknown: true })
  }

  #wrong(path: string, expected: string, got: unknown, rule?: FormFault['rule']): undefined {
    this.#add({ path, expected, got, ...(rule === undefined ? {} : { rule }) })
    return undefined
  }

  #add(fault: FormFault): void {
    this.#problems.push(refusal(fault, this.#where))
  }
}

function wholeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : undefined
  return typeof value === 'string' && /^\d{1,12}$/.test(value.trim()) ? Number(value) : undefined
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
