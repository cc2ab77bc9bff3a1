import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalText } from '../language/canonical.ts'
import { Exact } from '../language/exact.ts'
import { library, textOf } from '../language/fixtures/standards.ts'
import { loadStandard } from '../language/load.ts'
import { type Problem, renderProblem } from '../language/problem.ts'
import { plain, readYaml } from '../language/source.ts'
import type { Node, Standard } from '../language/standard.ts'
import { say } from '../language/text.ts'
import type { Evidence, Finding, Quantity } from './evidence.ts'
import { names, shelf } from './fixtures/library.ts'
import { judge, open } from './judge.ts'
import type { Judgement } from './judgement.ts'

const shelves = names.map(shelf).filter((s) => s.cases.length > 0)

function judged(standard: Standard, e: Evidence, assume: Parameters<typeof judge>[2] = {}): Judgement {
  const j = judge(standard, e, assume)
  if (!j.ok) throw new Error(j.problems.map((p) => renderProblem(p, 'en')).join('\n'))
  return j.value
}

/** The same value with the keys of every map in another order. */
function rekeyed<T>(v: T): T {
  if (Array.isArray(v)) return v.map(rekeyed) as T
  if (v === null || typeof v !== 'object') return v
  return Object.fromEntries(
    Object.entries(v)
      .reverse()
      .map(([k, x]) => [k, rekeyed(x)]),
  ) as T
}

/** Every `of` list in another order. */
function reversed(v: unknown): unknown {
  if (Array.isArray(v)) return v.map(reversed)
  if (v === null || typeof v !== 'object') return v
  return Object.fromEntries(
    Object.entries(v).map(([k, x]) => [k, k === 'of' && Array.isArray(x) ? x.map(reversed).reverse() : reversed(x)]),
  )
}

function withoutOrder(j: Judgement): string {
  // lists of parts, of the nodes that a condition names and of words follow the written order, and are only shown
  const nodes = JSON.parse(
    JSON.stringify(j.nodes, (key, v) =>
      (key === 'parts' || key === 'nodes') && Array.isArray(v)
        ? [...v].sort()
        : key === 'value' && /^\[\w+(, \w+)*\]$/.test(v)
          ? [...v].sort().join('')
          : v,
    ),
  )
  return canonicalText({ ...j, standard: { ...j.standard, hash: '' }, nodes })
}

describe('a judgement', () => {
  it.each(shelves.map((s) => [s.name, s] as const))(
    '%s: same bytes again, in any order of keys; JSON and back',
    (_, { standard, cases }) => {
      for (const c of cases.slice(0, 10)) {
        const first = judged(standard, c.evidence, c.assume)
        const text = JSON.stringify(first)
        expect(JSON.stringify(judged(standard, c.evidence, c.assume))).toBe(text)
        expect(JSON.stringify(judged(standard, rekeyed(c.evidence), c.assume))).toBe(text)
        expect(JSON.parse(text)).toEqual(first)
      }
    },
  )

  it.each(shelves.map((s) => [s.name, s] as const))(
    '%s: the order of siblings decides nothing',
    (name, { standard, cases }) => {
      const { raw } = readYaml(name, textOf(name))
      const other = loadStandard('other.yaml', JSON.stringify(reversed(plain(raw!))), library)
      if (!other.ok) throw new Error(other.problems.map((p) => renderProblem(p, 'en')).join('\n'))
      // every case of small standards, as many spread over the whole of large ones: what order could change is their rules, not their numbers
      const step = Math.ceil(cases.length / 40)
      for (const c of cases.filter((_, i) => i % step === 0)) {
        // in a ranking, ties stand in written order: the one place where it may count
        const a = withoutOrder(judged(standard, c.evidence, c.assume))
        const b = withoutOrder(judged(other.value, c.evidence, c.assume))
        if (a !== b && ![...standard.nodes.values()].some((n) => usesRanking(n)))
          expect(JSON.parse(b), say(c.name, 'en')).toEqual(JSON.parse(a))
      }
    },
  )

  it.each(['cn-sh/llm-trust', 'cn-sh/robot-intelligence'])('%s: what measures better never lowers a grade', (name) => {
    const { standard, cases } = shelf(name)
    const leaves = [...standard.nodes.values()].flatMap((n) => directed(n))
    expect(leaves.length).toBeGreaterThan(5)
    const checks = [...standard.nodes.values()].filter((n) => n.check && n.scope === undefined).map((n) => n.id)
    const result = standard.results[0]!
    const numbers = new Map(standard.nodes.get(result)!.level!.scale.levels.map((l, i) => [l.id, i]))
    let changes = 0
    fc.assert(
      fc.property(
        fc.nat(),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 100 })), { minLength: 1, maxLength: 4 }),
        (which, steps) => {
          const c = cases.filter((x) => Object.keys(x.assume).length === 0)[
            which % cases.filter((x) => Object.keys(x.assume).length === 0).length
          ]!
          const better = structuredClone(c.evidence) as unknown as {
            measures: Record<string, { quantities: Record<string, Quantity> }>
            findings: Record<string, Finding>
          }
          for (const [k, part] of steps) {
            const leaf = leaves[k % leaves.length]!
            const quantities = better.measures[leaf.measure]?.quantities
            const old = quantities?.[leaf.quantity]
            const x = typeof old === 'string' || typeof old === 'number' ? Number(old) : undefined
            if (quantities && x !== undefined && x >= 0 && x <= 1)
              quantities[leaf.quantity] = (leaf.up ? x + ((1 - x) * part) / 100 : x - (x * part) / 100).toFixed(6)
            const id = checks.length > 0 ? checks[k % checks.length]! : undefined
            if (id && better.findings[id]?.satisfied === false)
              better.findings[id] = { ...better.findings[id]!, satisfied: true }
          }
          const [a, b] = [
            judged(standard, c.evidence).nodes[result]!,
            judged(standard, better as unknown as Evidence).nodes[result]!,
          ]
          if (!a.level || !b.level) return
          if (JSON.stringify(a.level) !== JSON.stringify(b.level)) changes++
          for (const end of ['lo', 'hi'] as const)
            expect(
              numbers.get(b.level[end])!,
              `${say(c.name, 'en')}: ${JSON.stringify([a.level, b.level])}`,
            ).toBeGreaterThanOrEqual(numbers.get(a.level[end])!)
        },
      ),
      { numRuns: 250, seed: 15 },
    )
    expect(changes).toBeGreaterThan(0)
  })
})

function usesRanking(n: Node): boolean {
  return JSON.stringify([n.value, n.table, n.holds], (_, v) =>
    typeof v === 'bigint' ? `${v}` : v instanceof Map ? [...v] : v,
  ).includes('"fn":"ranked"')
}

/** A leaf that reads one quantity, with the direction that is better, where score or thresholds say so. */
function directed(n: Node): { measure: string; quantity: string; up: boolean }[] {
  if (n.value?.op !== 'field' || n.value.of.op !== 'measure') return []
  const at = { measure: n.value.of.measure, quantity: n.value.name }
  if (n.score) {
    const ys = n.score.map(([, y]) => (y.op === 'number' ? y.value : Exact.zero))
    return [{ ...at, up: ys[0]!.compare(ys.at(-1)!) < 0 }]
  }
  const rung = n.level?.ladder?.[0]?.holds
  return rung?.op === 'compare' && (rung.sign === '>=' || rung.sign === '<=') ? [{ ...at, up: rung.sign === '>=' }] : []
}

describe('evidence that does not fit gives problems, never a verdict', () => {
  const { standard, cases } = shelf('cn-sh/llm-trust')
  const good = cases.find((c) => say(c.name, 'en') === 'AAA')!.evidence
  type Change = readonly [where: string, value: unknown]
  /** The problems after changing the evidence at places such as `facts.domain`. */
  const problems = (...changes: Change[]): readonly Problem[] => {
    const copy = structuredClone(good) as unknown as Record<string, unknown>
    for (const [where, value] of changes) {
      const keys = where.split('.')
      const at = keys.slice(0, -1).reduce((o, k) => o[k] as Record<string, unknown>, copy)
      Object.defineProperty(at, keys.at(-1)!, { value, enumerable: true, configurable: true, writable: true })
    }
    const j = judge(standard, copy as unknown as Evidence)
    return j.ok ? [] : j.problems
  }
  const pass = 'measures.content.quantities.pass'

  it('the evidence itself fits', () => {
    expect(problems()).toEqual([])
  })

  it.each<readonly [string, string, string, ...Change]>([
    ['a number that is none', 'not-a-number', 'content.pass', pass, 'many'],
    ['NaN', 'not-a-number', 'content.pass', pass, Number.NaN],
    ['an infinity', 'not-a-number', 'content.pass', pass, Number.POSITIVE_INFINITY],
    ['the word for one', 'not-a-number', 'content.pass', pass, 'inf'],
    ['more than a ratio can be', 'out-of-range', 'content.pass', pass, '1.0001'],
    ['less than a ratio can be', 'out-of-range', 'content.pass', pass, '-1e-9'],
    ['a number of absurd length', 'not-a-number', 'content.pass', pass, `0.${'1'.repeat(500)}`],
    ['a ratio over nothing', 'not-a-number', 'content.pass', pass, '0/0'],
    ['an estimate outside its bounds', 'bounds', 'content.pass', pass, { value: '0.9', lower: '0.91', upper: '0.99' }],
    ['a list for a number', 'not-a-number', 'content.pass', pass, ['0.9']],
    ['an unknown fact', 'unknown-name', 'facts.offersPubic', 'facts.offersPubic', true],
    ['an unknown measure', 'unknown-name', 'measures.contents', 'measures.contents', { quantities: {} }],
    ['an unknown finding', 'unknown-name', 'findings.V99', 'findings.V99', { satisfied: true }],
    ['a word that is not listed', 'unlisted-word', 'domain', 'facts.domain', 'genral'],
    ['a word for a yes-no', 'wrong-value', 'offersPublic', 'facts.offersPublic', 'perhaps'],
    ['a level of no scale', 'unlisted-word', 'autonomy', 'facts.autonomy', 'A9'],
    ['a day that is none', 'wrong-value', 'assessment.date', 'assessment.date', '2026-02-30'],
    ['a party that is none', 'unlisted-word', 'assessment.party', 'assessment.party', 'fourth'],
  ])('%s', (_, code, path, where, value) => {
    const found = problems([where, value])
    expect(found.map((p) => p.code)).toContain(code)
    const p = found.find((x) => x.code === code)!
    expect(p.place?.path).toBe(path)
    expect(p.text.zh && p.text.en).toBeTruthy()
    expect(found.filter((x) => x.code === code)).toHaveLength(1)
  })

  it('a quantity that the standard does not ask for is no matter', () => {
    expect(problems(['measures.content.quantities.other', '7'])).toEqual([])
  })

  it('a sample without bounds at the confidence that is asked claims nothing there', () => {
    const guarded = structuredClone(good) as unknown as {
      measures: Record<string, { quantities: Record<string, Quantity> }>
    }
    guarded.measures['content']!.quantities['pass'] = {
      value: '0.985',
      n: 1000,
      bounds: [{ confidence: '0.5', lower: '0.98', upper: '0.99' }],
    }
    const grade = judged(standard, guarded as unknown as Evidence).nodes['grade']!
    expect(grade.level!.hi).toBe('AAA')
    expect(grade.level!.lo).not.toBe('AAA')
  })

  it('all of it at once', () => {
    const found = problems(['facts.domain', 'genral'], [pass, Number.NaN], ['assessment.date', 'today'])
    expect(found.map((p) => p.code).sort()).toEqual(['not-a-number', 'unlisted-word', 'wrong-value'])
  })

  it('names that every object has are names like any other', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      const found = problems([`facts.${name}`, true])
      expect(
        found.map((p) => p.code),
        name,
      ).toEqual(['unknown-name'])
    }
    expect(open(standard, { ...good, facts: {}, measures: {}, findings: {} }).ok).toBe(true)
  })
})
