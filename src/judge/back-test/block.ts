import { Exact } from '../../language/exact.ts'
import type { Standard } from '../../language/standard.ts'
import { partyScaleId } from '../../language/standard.ts'
import type { Type } from '../../language/types.ts'
import { parseDay, workdays } from '../dates.ts'
import type { Evidence } from '../evidence.ts'
import { bool, unknown, whole } from '../values.ts'
import { type Column, constant, lanes, recordOf } from '../vector/columns.ts'
import { ColumnJudge, type Leaves } from '../vector/nodes.ts'
import { isDecimal, isShort, type Rounding, unit } from '../vector/rounding.ts'

/**
 * One result of a standard for a block of reports, in float64. It answers only where it must be what the exact judge says: the evidence
 * is complete and plain, and no comparison came nearer than the rounding of its sides. Everything else is left to the exact judge.
 */
export class BlockJudge {
  private readonly standard: Standard
  private readonly rounding: Rounding
  private readonly feeds: ((rows: readonly Evidence[]) => void)[] = []
  private readonly run: (n: number) => void
  private readonly name: (i: number) => string | undefined
  /** a node asks for something that columns do not carry */
  private beyond = false
  /** facts, and quantities as `measure.name`, that columns are made of: these are looked at when they are read */
  private readonly fed = new Set<string>()
  private unread: { facts: [string, Type][]; quantities: [string, string, Type][] } = { facts: [], quantities: [] }

  constructor(standard: Standard, result: string) {
    this.standard = standard
    const fields = (prefix: string, types: ReadonlyMap<string, Type>, read: (e: Evidence, name: string) => unknown) =>
      recordOf((name) => {
        this.fed.add(prefix + name)
        return this.leaf(types.get(name) ?? { k: 'any' }, (e) => read(e, name))
      })
    const measures = new Map(
      [...standard.measures].map(([id, m]) => [
        id,
        fields(`${id}.`, m.gives, (e, name) => plainNumber(e.measures[id]?.quantities[name])),
      ]),
    )
    const columns = { today: this.column(), party: this.column() }
    const findings = new Map<string, Column>()
    const leaves: Leaves = {
      subject: fields('', standard.facts, (e, name) => e.facts[name]),
      measure: (id) => measures.get(id)!,
      today: columns.today.column,
      party: columns.party.column,
      calendar: workdays(undefined),
      finding: (node) => {
        const made =
          findings.get(node) ??
          this.leaf({ k: 'yes-no' }, (e) => {
            const f = e.findings[node] ?? e.findings['*']
            return f?.waived ? undefined : (f?.satisfied ?? undefined)
          })
        findings.set(node, made)
        return made
      },
      basis: () => {
        this.beyond = true
        return constant(bool(unknown, []))
      },
    }
    const judge = new ColumnJudge(standard, leaves)
    this.codes = (word) => judge.program.code(word)
    this.rounding = judge.program.followRounding()
    this.feeds.push((rows) => {
      columns.today.put(this.rounding, rows, (e) => parseDay(e.assessment.date) ?? Number.NaN)
      columns.party.put(this.rounding, rows, (e) => {
        const party = standard.scales.get(partyScaleId)!.levels.find((l) => l.id === e.assessment.party)
        return party ? party.number.toNumber() : Number.NaN
      })
    })
    // bounds must be known of before anything is compiled
    this.rounding.put(columns.today.x, { mag: 0, err: 0, decimal: true })
    this.rounding.put(columns.party.x, { mag: 0, err: 0, decimal: true })
    const node = standard.nodes.get(result)!
    const main = judge.property(
      result,
      judge.root,
      node.level ? 'level' : node.holds || node.check ? 'satisfied' : 'value',
    )
    if (node.level) {
      const names = new Map(node.level.scale.levels.map((l) => [l.number.toNumber(), l.id]))
      const { x, na } = judge.program.numbers(main)
      this.name = (i) => (na?.[i] ? undefined : names.get(x[i]!))
    } else if (node.holds || node.check || node.type?.k === 'yes-no') {
      const t = judge.program.truthsOf(main)
      this.name = (i) => (t[i] === 3 ? 'yes' : t[i] === 0 ? 'no' : undefined)
    } else this.name = () => undefined
    this.run = (n) => judge.program.run(n)
    this.unread = {
      facts: [...standard.facts].filter(([id]) => !this.fed.has(id)),
      quantities: [...standard.measures].flatMap(([id, m]) =>
        [...m.gives].flatMap(([name, type]): [string, string, Type][] =>
          this.fed.has(`${id}.${name}`) ? [] : [[id, name, type]],
        ),
      ),
    }
  }

  private readonly codes: (word: string) => number

  private column() {
    const x = new Float64Array(lanes)
    return {
      x,
      column: { k: 'num', x } as Column,
      put: (rounding: Rounding, rows: readonly Evidence[], read: (e: Evidence) => unknown, type?: NumberType) => {
        const b = rounding.of(x)!
        b.mag = 0
        b.decimal = true
        let whole = true
        for (let i = 0; i < rows.length; i++) {
          const given = read(rows[i]!)
          // most numbers are short decimals, and millions of them are read: nothing is made for these
          let v = type === undefined ? (given as number) : shortNumber(given, type)
          let decimal = true
          if (Number.isNaN(v) && type !== undefined) {
            const other = numberOf(given, type, this.standard)
            if (other) {
              v = other.x
              decimal = other.decimal
            }
          }
          x[i] = v
          if (Number.isNaN(v)) {
            rounding.close[i] = 1
            continue
          }
          const size = Math.abs(v)
          if (size > b.mag) b.mag = size
          if (!decimal) b.decimal = false
          if (whole && !(decimal && Number.isInteger(v))) whole = false
        }
        b.err = whole ? 0 : unit * b.mag
      },
    }
  }

  /** A fact, quantity or finding as a column; whatever is not a plain number, level, word or yes-no leaves the lane to the exact judge. */
  private leaf(type: Type, read: (e: Evidence) => unknown): Column {
    if (type.k === 'number') {
      const made = this.column()
      this.rounding.put(made.x, { mag: 0, err: 0, decimal: true })
      this.feeds.push((rows) => made.put(this.rounding, rows, read, type))
      return made.column
    }
    if (type.k === 'yes-no') {
      const t = new Uint8Array(lanes)
      this.feeds.push((rows) => {
        for (let i = 0; i < rows.length; i++) {
          const v = truthOf(read(rows[i]!))
          t[i] = v === undefined ? 1 : v ? 3 : 0
          if (v === undefined) this.rounding.close[i] = 1
        }
      })
      return { k: 'bool', t, applies: true }
    }
    if (type.k === 'word' && type.words) {
      const codes = new Map(type.words.map((word) => [word, this.codes(word)]))
      const w = new Int32Array(lanes)
      this.feeds.push((rows) => {
        for (let i = 0; i < rows.length; i++) {
          w[i] = codes.get(read(rows[i]!) as string) ?? -1
          if (w[i] === -1) this.rounding.close[i] = 1
        }
      })
      return { k: 'word', w }
    }
    this.feeds.push(() => this.rounding.close.fill(1))
    return constant(whole(type, ['unknown']))
  }

  /** For each report its outcome, or undefined where the exact judge is to be asked. At most `lanes` reports. */
  names(rows: readonly Evidence[]): readonly (string | undefined)[] {
    if (this.beyond) return rows.map(() => undefined)
    this.rounding.close.fill(0)
    for (const feed of this.feeds) feed(rows)
    this.run(rows.length)
    return rows.map((e, i) => (this.rounding.close[i] || !this.plain(e) ? undefined : this.name(i)))
  }

  /** Nothing in the evidence could make the exact judge refuse it, or read it otherwise than by its estimates. */
  private plain(e: Evidence): boolean {
    const { standard } = this
    if (e.calendar !== undefined) return false
    for (const [id, type] of this.unread.facts) {
      const v = e.facts[id]
      if (v !== undefined && v !== null && !fits(v, type, standard)) return false
    }
    for (const [id, name, type] of this.unread.quantities) {
      const v = e.measures[id]?.quantities[name]
      if (v !== undefined && v !== null && !fits(plainNumber(v), type, standard)) return false
    }
    return true
  }
}

interface Plain {
  readonly x: number
  readonly decimal: boolean
}

/** An estimate without bounds is its value; one with bounds is nothing plain. */
function plainNumber(q: unknown): unknown {
  if (typeof q !== 'object' || q === null || Array.isArray(q) || !('value' in q)) return q
  const { value, bounds, lower, upper } = q as Record<string, unknown>
  return bounds === undefined && lower === undefined && upper === undefined ? value : q
}

const shortDecimal = /^-?\d{1,8}(\.\d{1,6})?$/

type NumberType = Type & { k: 'number' }

/** A number, or decimal text, of at most 14 digits and inside its domain; NaN for all else. */
function shortNumber(v: unknown, type: NumberType): number {
  if (type.scale !== undefined) return Number.NaN
  const short = typeof v === 'number' ? isShort(v) : typeof v === 'string' && shortDecimal.test(v)
  const x = short ? Number(v) : Number.NaN
  return inside(x, type) ? x : Number.NaN
}

function numberOf(v: unknown, type: NumberType, standard: Standard): Plain | undefined {
  if (type.scale !== undefined) {
    const level = standard.scales.get(type.scale)?.levels.find((l) => l.id === v)
    const x = level?.number.toNumber()
    return x !== undefined && Number.isInteger(x) ? { x, decimal: true } : undefined
  }
  const short = shortNumber(v, type)
  if (!Number.isNaN(short)) return { x: short, decimal: true }
  const exact = typeof v === 'number' || typeof v === 'string' ? Exact.parse(String(v)) : undefined
  if (!exact || exact.compare(type.lo) < 0 || exact.compare(type.hi) > 0 || (type.integer && !exact.whole))
    return undefined
  const x = exact.toNumber()
  return Number.isFinite(x) ? { x, decimal: isDecimal(exact, x) } : undefined
}

const ends = new WeakMap<object, readonly [number, number]>()

/** Strictly inside, or surely on a whole end. */
function inside(x: number, type: NumberType): boolean {
  if (type.integer && !Number.isInteger(x)) return false
  let at = ends.get(type)
  if (!at) {
    at = [type.lo.toNumber(), type.hi.toNumber()]
    ends.set(type, at)
  }
  const [lo, hi] = at
  return (x > lo && x < hi) || (x === lo && Number.isInteger(lo)) || (x === hi && Number.isInteger(hi))
}

function truthOf(v: unknown): boolean | undefined {
  return v === true || v === 'yes' || v === 'true'
    ? true
    : v === false || v === 'no' || v === 'false'
      ? false
      : undefined
}

function fits(v: unknown, type: Type, standard: Standard): boolean {
  if (type.k === 'number') return numberOf(v, type, standard) !== undefined
  if (type.k === 'yes-no') return truthOf(v) !== undefined
  return type.k === 'word' && type.words !== undefined && type.words.includes(v as string)
}
