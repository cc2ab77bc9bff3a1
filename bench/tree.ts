import type { Random } from '../dist/metrics/random.js'

/** A standard with that many indicators (five kinds, 64 groups, 8 domains, five grades, ten vetoes) and requirements, as YAML. */
export function tree(indicators: number, requirements: number, r: Random) {
  const whole = (below: number) => Math.floor(r.uniform() * below)
  const facts: string[] = []
  const groups: string[][] = Array.from({ length: 64 }, () => [])
  for (let i = 0; i < indicators; i++) {
    const f = `subject.f${i}`
    const weight = 1 + whole(5)
    const kind = i % 5
    const lo = 20 + whole(10)
    const hi = 60 + whole(30)
    facts.push(`  f${i}: { number: [0, 100] }`)
    const steps = [20, 40, 60, 80].map((x) => x + whole(15))
    const value =
      kind === 0
        ? `value: "${f} >= 50 ? 100 : 0"`
        : kind === 1
          ? `value: "${f} >= ${lo + 20} ? 100 : 0"`
          : kind === 2
            ? `table: { in: [${f}], rules: [[">= ${steps[3]}", 100], [">= ${steps[2]}", 80], [">= ${steps[1]}", 60], [">= ${steps[0]}", 40], [any, 0]] }`
            : kind === 3
              ? `value: ${f}, score: [[${lo}, 0], [${hi}, 100]]`
              : `value: "${f} >= ${lo} && ${f} <= ${hi} ? 100 : 0"`
    groups[i % 64]!.push(`{ id: I${i}, weight: ${weight}, ${value} }`)
  }
  const domains = Array.from({ length: 8 }, (_, a) => {
    const inner = groups
      .slice(a * 8, a * 8 + 8)
      .flatMap((g, b) =>
        g.length > 0
          ? [
              `      - { id: B${a}_${b}, weight: ${1 + whole(4)}, value: ${whole(5) === 0 ? 'min' : 'mean'}(of), of: [${g.join(', ')}] }`,
            ]
          : [],
      )
    return inner.length > 0
      ? `  - id: A${a}\n    weight: ${1 + whole(4)}\n    value: mean(of)\n    of:\n${inner.join('\n')}`
      : ''
  }).filter(Boolean)
  const vetoes =
    indicators > 0
      ? Array.from({ length: 10 }, () => `      - { when: I${whole(indicators)}.value < 20, at-most: G2 }`)
      : []
  const reqs = Array.from({ length: requirements }, (_, i) =>
    i % 2 === 0
      ? `  - { id: R${i}, clause: R.${i}, says: shall, check: records, title: { zh: 要求${i}, en: Requirement ${i} } }`
      : `  - { id: R${i}, clause: R.${i}, says: shall, holds: m${i % 10}.rate >= 0.${10 + (i % 80)} }`,
  )
  const measures = Array.from(
    { length: 10 },
    (_, i) => `  m${i}: { instrument: test/rate, minimum: 100, gives: { rate: ratio } }`,
  )
  const top =
    domains.length > 0
      ? `  - id: total\n    of: [${domains.map((_, a) => `A${a}`).join(', ')}]\n    value: mean(of)`
      : ''
  const yaml = `plumbline: 1
id: bench/tree
edition: 0.1.0
title: { en: A tree }
authority: reference-profile
sources: { design: { title: ours, kind: proposal } }
from: [design]
subject: anything
facts:
  any: yes-no
${facts.join('\n')}
measures:
${measures.join('\n')}
scales: { grade: [G1, G2, G3, G4, G5] }
requirements:
${reqs.join('\n')}
${domains.length > 0 ? `indicators:\n${domains.join('\n')}\n${top}` : ''}
results:
${domains.length > 0 ? `  - id: grade\n    value: total.value\n    level: { scale: grade, at-least: { G2: 50, G3: 60, G4: 70, G5: 80 } }\n    adjust:\n${vetoes.join('\n')}\n` : ''}  - { id: conformity, of: [${Array.from({ length: requirements }, (_, i) => `R${i}`).join(', ')}], holds: met(of) }
`
  const value = (level: number) => Math.max(0, Math.min(100, Math.round(10 * (level + 20 * r.normal())) / 10))
  return {
    yaml,
    subject: (random: Random) => {
      const level = 55 + 15 * random.normal()
      return {
        facts: {
          any: true,
          ...Object.fromEntries(Array.from({ length: indicators }, (_, i) => [`f${i}`, value(level)])),
        },
        measures: Object.fromEntries(
          Array.from({ length: 10 }, (_, i) => {
            const k = 150 + whole(50)
            return [
              `m${i}`,
              {
                n: 200,
                quantities: {
                  rate: { value: `${k}/200`, distribution: { kind: 'beta' as const, a: `${k}.5`, b: `${200 - k}.5` } },
                },
              },
            ]
          }),
        ),
      }
    },
    columns: (count: number, random: Random) => {
      const levels = Float64Array.from({ length: count }, () => 55 + 15 * random.normal())
      return Object.fromEntries(Array.from({ length: indicators }, (_, i) => [`f${i}`, levels.map(value)]))
    },
  }
}
