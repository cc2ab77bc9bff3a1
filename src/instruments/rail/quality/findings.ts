import type { FileFindings, Notice, Severity } from './params.ts'
import type { Rule } from './rules.ts'

const WARNED = 1
const WRONG = 2

/** What is found in one file. A record may break many rules; it counts once, by its heaviest finding. */
export class Findings {
  readonly file: string
  readonly #notices = new Map<string, { -readonly [K in keyof Notice]: Notice[K] }>()
  // a byte a record: a table of calls may have millions
  #worst = new Uint8Array(1024)
  #records = 0

  constructor(file: string) {
    this.file = file
  }

  /** A new record; findings name it by this number. */
  record(): number {
    if (this.#records === this.#worst.length) {
      const more = new Uint8Array(this.#records * 2)
      more.set(this.#worst)
      this.#worst = more
    }
    return this.#records++
  }

  add(record: number, severity: Severity, rule: Rule, line: number, got = ''): void {
    this.#worst[record] = Math.max(this.#worst[record]!, severity === 'error' ? WRONG : WARNED)
    const notice = this.#notices.get(rule)
    if (notice === undefined) this.#notices.set(rule, { rule, severity, count: 1, line, got: got.slice(0, 80) })
    else {
      notice.count++
      if (line < notice.line) [notice.line, notice.got] = [line, got.slice(0, 80)]
    }
  }

  result(): FileFindings {
    let [errors, warnings] = [0, 0]
    for (let k = 0; k < this.#records; k++) {
      if (this.#worst[k] === WRONG) errors++
      else if (this.#worst[k] === WARNED) warnings++
    }
    return {
      kind: 'file',
      file: this.file,
      ...{ records: this.#records, errors, warnings },
      notices: [...this.#notices.values()].sort((a, b) => (a.rule < b.rule ? -1 : 1)),
    }
  }
}
