import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Framework } from '../../../src/crosswalk/framework.ts'
import type { MappingSet } from '../../../src/crosswalk/mapping.ts'
import { type Network, network } from '../../../src/crosswalk/network.ts'
import { ask } from '../api/client.ts'

/** Frameworks and mappings, asked for once, as one graph. */
const crosswalkQuery = queryOptions({
  queryKey: ['crosswalks'],
  queryFn: async ({ signal }): Promise<Network> => {
    const { frameworks, sets } = await ask('GET /crosswalks', { signal })
    return network(frameworks as readonly Framework[], sets as readonly MappingSet[])
  },
  staleTime: Number.POSITIVE_INFINITY,
  structuralSharing: false,
})

export const useCrosswalk = () => useQuery(crosswalkQuery)
