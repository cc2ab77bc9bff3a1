import { describe, expect, it } from 'vitest'
import { renderProblem } from '../language/problem.ts'
import { say } from '../language/text.ts'
import { runCase } from './cases.ts'
import { names, shelf } from './fixtures/library.ts'

/** Each standard of the library loads, and what its drafting group wrote as cases comes out. */
describe('the library of standards', () => {
  it('is where this test looks for it', () => {
    expect(names).toContain('cn-sh/llm-trust')
    expect(names.length).toBeGreaterThanOrEqual(11)
  })

  it.each(names)('%s loads, and every case agrees', (name) => {
    const { standard, cases } = shelf(name)
    expect(standard.id).toBe(name)
    expect(cases.length, 'a standard needs cases').toBeGreaterThan(0)
    const wrong = cases.flatMap((c) => {
      const r = runCase(standard, c)
      const lines = [
        ...r.problems.map((p) => renderProblem(p, 'en')),
        ...r.checks.filter((x) => !x.ok).map((x) => `${x.what}: expected ${x.expected}, got ${x.got}`),
        ...(r.checks.length === 0 ? ['no checks'] : []),
      ]
      return lines.map((line) => `${say(c.name, 'en')}: ${line}`)
    })
    expect(wrong).toEqual([])
  })
})
