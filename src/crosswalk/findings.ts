import { done, failed, type Outcome, type Problem, problem, warning } from '../language/problem.ts'
import type { Finding } from './evidence.ts'
import type { Framework } from './framework.ts'
import { nodeNamed } from './named.ts'
import type { Network } from './network.ts'

/** What a report found, by node; requirements that the framework has not, in the text that it is mapped in, are left out: see `otherText`. */
export function findingsOfReport(
  net: Network,
  framework: string,
  found: ReadonlyMap<string, Finding>,
): ReadonlyMap<number, Finding> {
  const findings = new Map<number, Finding>()
  for (const [id, finding] of found) {
    const node = net.nodeOf(framework, id)
    if (node !== undefined) findings.set(node, finding)
  }
  return findings
}

/**
 * Findings by `framework#id` as findings by node, beside those that are `known`. One requirement cannot be found in two ways. Problems: findings-differ and those of a name.
 */
export function findingsAt(
  net: Network,
  told: Iterable<readonly [key: string, finding: Finding]>,
  known: ReadonlyMap<number, Finding> = new Map(),
): Outcome<ReadonlyMap<number, Finding>> {
  const findings = new Map(known)
  for (const [key, finding] of told) {
    const node = nodeNamed(net, key)
    if (!node.ok) return node
    const before = findings.get(node.value)
    if (before !== undefined && before !== finding)
      return failed(
        problem(
          'findings-differ',
          { zh: '同一条款有两种结论', en: 'One requirement has two findings' },
          { expected: before, got: `${key}: ${finding}` },
        ),
      )
    findings.set(node.value, finding)
  }
  return done(findings)
}

/** A text of a standard, by its canonical form. */
interface StandardText {
  readonly id: string
  readonly edition: string
  readonly hash: string
}

/** Mappings are made for one text: of another, what follows holds only as far as its requirements are the same. A warning, or undefined. */
export function otherText(frameworks: readonly Framework[], { id, hash, edition }: StandardText): Problem | undefined {
  const mapped = frameworks.find((f) => f.id === id)
  if (mapped?.hash === undefined || mapped.hash === hash) return undefined
  return warning(
    'mapped-other-text',
    {
      zh: '报告所依据的标准文本与映射所对应的不同，以下结论只在条款相同处成立',
      en: 'The report rests on another text of the standard than the mappings: what follows holds only where the requirements are the same',
    },
    { expected: `${id} ${mapped.version} ${mapped.hash}`, got: `${id} ${edition} ${hash}` },
  )
}
