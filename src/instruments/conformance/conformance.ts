import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonicalText } from '../../language/canonical.ts'
import { isError } from '../../language/problem.ts'
import { type Instrument, type Item, type QuantityKind, SetupError, type Subject } from '../contract.ts'
import { boundFaults, estimatesIn, misfits } from './quantities.ts'
import { listed, measuredOnce, session } from './session.ts'

/** An instrument with something real to measure: a handful of items is enough, at least three. */
export interface ConformanceCase<P, I extends Item, R> {
  readonly instrument: Instrument<P, I, R>
  readonly subject: Subject
  /** as a standard writes them; parsed by the instrument's own schema */
  readonly params: unknown
  /** the same instrument where the set-up, not the subject, is at fault: `measure` must throw a SetupError for every item of it */
  readonly broken?: { readonly subject: Subject; readonly items: readonly I[] }
  /** stops what the case started, such as a server */
  readonly stop?: () => Promise<void>
}

const CONFIDENCES = ['0.9', '0.95', '0.99']

/** The laws every instrument obeys. Call it from a test file; `make` runs once, before the first law. */
export function conformance<P, I extends Item, R>(name: string, make: () => Promise<ConformanceCase<P, I, R>>): void {
  describe(`${name} keeps the laws of instruments`, () => {
    let given: ConformanceCase<P, I, R>
    let params: P
    let items: I[]
    let results: { id: string; result: R }[]
    const reduced = (of: readonly { id: string; result: R }[]) => given.instrument.reduce(of, params, CONFIDENCES)
    const bytes = (of: readonly { id: string; result: R }[]) => canonicalText(reduced(of))

    beforeAll(async () => {
      given = await make()
      params = given.instrument.params.parse(given.params)
      items = await listed(given.instrument, given.subject, params)
      results = await measuredOnce(given.instrument, given.subject, items)
    }, 300_000)
    afterAll(async () => {
      await given?.stop?.()
    })

    test('its name is family/name, and its titles are in both languages', () => {
      expect(given.instrument.name).toMatch(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/)
      expect(given.instrument.title.zh && given.instrument.title.en).toBeTruthy()
    })

    test('what a standard fixes stands in the plan as it was written', () => {
      const parsed = params as Readonly<Record<string, unknown>>
      for (const [key, value] of Object.entries(given.params as object)) {
        if (value !== undefined) expect(canonicalText(parsed[key]), key).toBe(canonicalText(value))
      }
    })

    test('a sound subject passes the check', async () => {
      expect((await given.instrument.check(given.subject, params)).filter(isError)).toEqual([])
    })

    test('two listings are the same, item by item, and no id comes twice', async () => {
      const again = await listed(given.instrument, given.subject, params)
      expect(canonicalText(again)).toBe(canonicalText(items))
      expect(items.length).toBeGreaterThanOrEqual(3)
      expect(new Set(items.map((i) => i.id)).size).toBe(items.length)
    })

    test('a listing can be left half-way', async () => {
      for await (const item of given.instrument.items(given.subject, params)) {
        expect(item.id).toBe(items[0]!.id)
        break
      }
      expect((await listed(given.instrument, given.subject, params)).length).toBe(items.length)
    })

    test('a run cut in two gives results for the same items as one run', async () => {
      const middle = Math.floor(items.length / 2)
      const resumed = [
        ...(await measuredOnce(given.instrument, given.subject, items.slice(middle))),
        ...(await measuredOnce(given.instrument, given.subject, items.slice(0, middle))),
      ]
      expect(new Set(resumed.map((r) => r.id))).toEqual(new Set(items.map((i) => i.id)))
      expect(Object.keys(reduced(resumed).quantities).sort()).toEqual(Object.keys(reduced(results).quantities).sort())
      expect(reduced(resumed).n).toBe(reduced(results).n)
    }, 300_000)

    test('results are JSON, and the same reduction comes from them read back', () => {
      const back = JSON.parse(JSON.stringify(results)) as typeof results
      expect(back).toEqual(results)
      expect(bytes(back)).toBe(bytes(results))
    })

    test('the reduction is blind to the order of results, and the same every time', () => {
      const first = bytes(results)
      fc.assert(
        fc.property(fc.shuffledSubarray(results, { minLength: results.length }), (shuffled) => {
          expect(bytes(shuffled)).toBe(first)
        }),
        { numRuns: 20 },
      )
    })

    test('the reduction leaves what it was given as it was', () => {
      const before = canonicalText(results)
      reduced(results)
      expect(canonicalText(results)).toBe(before)
    })

    test('it produces exactly what it says it produces', () => {
      const { quantities } = reduced(results)
      expect(Object.keys(quantities).sort()).toEqual(Object.keys(given.instrument.produces).sort())
      const wrong = Object.entries(given.instrument.produces).flatMap(([key, kind]) =>
        misfits(key, kind, quantities[key]),
      )
      expect(wrong).toEqual([])
    })

    test('what it produces has a title in Chinese and English, items of lists too', () => {
      const untitled = (produces: Readonly<Record<string, QuantityKind>>, at = ''): readonly string[] =>
        Object.entries(produces).flatMap(([name, k]) => [
          ...(k.title.zh && k.title.en ? [] : [`${at}${name}`]),
          ...(k.kind === 'word' ? Object.entries(k.words ?? {}) : []).flatMap(([word, text]) =>
            text.zh && text.en ? [] : [`${at}${name}: ${word}`],
          ),
          ...(k.kind === 'list' ? untitled(k.fields, `${at}${name}.`) : []),
        ])
      expect(untitled(given.instrument.produces)).toEqual([])
    })

    test('bounds enclose their estimate and widen with confidence, on any part of the results', () => {
      fc.assert(
        fc.property(fc.subarray(results, { minLength: 1 }), (some) => {
          const estimates = estimatesIn(reduced(some).quantities)
          expect(estimates.flatMap(([path, e]) => boundFaults(path, e))).toEqual([])
        }),
        { numRuns: 20 },
      )
    })

    test('no results: nothing is known, and nothing breaks', () => {
      const nothing = reduced([])
      expect(nothing.n).toBe(0)
      expect(estimatesIn(nothing.quantities)).toEqual([])
    })

    test('a failing set-up throws a SetupError and is no result', async ({ skip }) => {
      if (!given.broken) return skip('this instrument names no failing set-up')
      const { context, close } = session(given.broken.subject, new AbortController().signal)
      try {
        expect(given.broken.items.length).toBeGreaterThan(0)
        for (const item of given.broken.items) {
          const error = await given.instrument.measure(item, context).then(
            () => undefined,
            (e: unknown) => e,
          )
          expect(error).toBeInstanceOf(SetupError)
          const { fault } = error as SetupError
          expect(fault.code).toMatch(/^[a-z][a-z0-9-]*$/)
          expect(fault.text.zh && fault.text.en).toBeTruthy()
        }
      } finally {
        await close()
      }
    }, 120_000)

    test('after a cancellation a measurement ends soon, one way or the other', async () => {
      const stop = new AbortController()
      const { context, close } = session(given.subject, stop.signal)
      try {
        const running = given.instrument.measure(items[0]!, context).then(
          () => 'ended',
          () => 'ended',
        )
        stop.abort()
        let timer: NodeJS.Timeout | undefined
        const late = new Promise<string>((resolve) => {
          timer = setTimeout(() => resolve('late'), 20_000)
        })
        expect(await Promise.race([running, late])).toBe('ended')
        clearTimeout(timer)
      } finally {
        await close()
      }
    }, 60_000)
  })
}
