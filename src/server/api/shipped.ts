import type { Relation } from '../../catalogue/relations/relation.ts'
import { type Network, network } from '../../crosswalk/network.ts'
import { type OpenCatalogue, openCatalogue } from '../../exchange/catalogue/shipped.ts'
import { citationsOfStandards } from '../../exchange/catalogue/standards-cite.ts'
import { type Crosswalk, readCrosswalk } from '../../exchange/crosswalk/catalogue.ts'
import { type Outcome, ProblemError } from '../../language/problem.ts'

/** Made when it is first asked for: what ships with this version changes with the next one alone. */
function kept<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function read<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new ProblemError(outcome.problems)
  return outcome.value
}

export const shippedCatalogue: () => OpenCatalogue = kept(() => read(openCatalogue()))

/** What the catalogue and the standards that run here refer to. */
export const shippedReferences: () => readonly Relation[] = kept(() => [
  ...shippedCatalogue().relations,
  ...citationsOfStandards(),
])

/** Frameworks and mappings, without the sets whose licence lets nobody see their rows. */
export const shippedCrosswalk: () => Crosswalk & { readonly net: Network } = kept(() => {
  const { frameworks, sets: all } = read(readCrosswalk())
  const sets = all.filter((s) => s.publishable)
  return { frameworks, sets, net: network(frameworks, sets) }
})
