import type { Report } from '../../../../src/assessment/report.ts'
import { testableOf } from '../../../../src/crosswalk/elsewhere.ts'
import { type Bounds, boundsOf, conclude, type Finding } from '../../../../src/crosswalk/evidence.ts'
import { findingsOfReport } from '../../../../src/crosswalk/findings.ts'
import type { Framework } from '../../../../src/crosswalk/framework.ts'
import type { Network } from '../../../../src/crosswalk/network.ts'
import { findingsOf } from '../../../../src/crosswalk/of-judgement.ts'

/** A report as a place in the crosswalk. */
export interface Assessed {
  /** its standard as the mappings know it */
  readonly framework: Framework
  readonly findings: ReadonlyMap<number, Finding>
  /** the mappings were made for the very text that the report rests on */
  readonly sameText: boolean
}

/** Undefined where no mapping names its standard. */
export function assessedIn(net: Network, { standard, judgement }: Report): Assessed | undefined {
  const framework = net.frameworks.find((f) => f.id === standard.id)
  if (framework === undefined) return undefined
  const findings = findingsOfReport(net, standard.id, findingsOf(standard, Object.values(judgement.nodes)))
  return { framework, findings, sameText: framework.hash === standard.hash }
}

export interface Prospect {
  readonly framework: Framework
  readonly bounds: Bounds
}

/** What the findings say of every other framework in which something can be found, most first. */
export function prospects(net: Network, { framework: own, findings }: Assessed, hops: number): readonly Prospect[] {
  const conclusions = conclude(net.graph, findings, hops)
  return net.frameworks
    .filter((f) => f.id !== own.id && f.requirements.some((r) => r.testable))
    .map((framework) => ({ framework, bounds: boundsOf(testableOf(net, framework.id), conclusions) }))
    .sort((a, b) => b.bounds.proved - a.bounds.proved || b.bounds.atMost - a.bounds.atMost)
}
