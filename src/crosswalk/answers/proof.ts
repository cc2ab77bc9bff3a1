import type { Elsewhere } from '../elsewhere.ts'
import type { Bounds, Proof, Standing } from '../evidence.ts'
import { nameOf } from '../named.ts'
import type { Network } from '../network.ts'
import { type Relation, spelled } from '../relation.ts'

/** What findings prove under a framework, as a program reads it. Requirements as `framework#id`; null: several taken together. */
export interface ProofAnswer {
  readonly framework: string
  readonly hops: number
  readonly bounds: Bounds
  readonly requirements: readonly {
    readonly id: string
    readonly standing: Standing | 'unknown'
    readonly proofs?: readonly {
      readonly says: Proof['says']
      readonly findings: readonly (string | null)[]
      readonly steps: readonly {
        readonly from: string | null
        readonly to: string | null
        readonly possible: readonly Relation[]
        readonly set?: string
        readonly mapping?: string
      }[]
    }[]
  }[]
  /** not findings: a person has to look */
  readonly candidates: readonly {
    readonly from: string | null
    readonly to: string | null
    readonly possible: readonly Relation[]
  }[]
}

export function proofAnswer(
  net: Network,
  framework: string,
  hops: number,
  { nodes, conclusions, bounds, candidates }: Elsewhere,
): ProofAnswer {
  const key = (node: number) => nameOf(net, node)
  return {
    framework,
    hops,
    bounds,
    requirements: nodes.map((n) => {
      const concluded = conclusions.get(n)
      const { id } = net.places[n]!.requirement
      if (concluded === undefined) return { id, standing: 'unknown' }
      return {
        id,
        standing: concluded.standing,
        proofs: concluded.proofs.map(({ says, findings, steps }) => ({
          says,
          findings: findings.map(key),
          steps: steps.map(({ from, to, possible, row }) => ({
            from: key(from),
            to: key(to),
            possible: spelled(possible),
            ...(row === null ? {} : { set: net.rows[row]!.set.id, mapping: net.rows[row]!.mapping.id }),
          })),
        })),
      }
    }),
    candidates: candidates.map((c) => ({ from: key(c.source), to: key(c.node), possible: spelled(c.possible) })),
  }
}
