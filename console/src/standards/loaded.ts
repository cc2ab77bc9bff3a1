import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Standard } from '../../../src/language/standard.ts'
import { standardQuery } from '../api/queries.ts'
import { queries } from '../api/query-client.ts'
import { ApiError } from '../api/refused.ts'

/** A standard as the language reads it, checked here and not taken on trust. */
export const loadedQuery = (hash: string) =>
  queryOptions({
    queryKey: ['standards', hash, 'loaded'],
    queryFn: async (): Promise<Standard> => {
      const [{ files }, { loadStandard }] = await Promise.all([
        queries.ensureQueryData(standardQuery(hash)),
        import('../../../src/language/load.ts'),
        import('./jitless.ts'),
      ])
      const [entry, ...bases] = files
      const loaded = loadStandard(entry![0], entry![1], (reference) => {
        const name = `${reference.split('@')[0]}/standard.yaml`
        const base = bases.find(([n]) => n === name)
        return base && { name, text: base[1] }
      })
      if (!loaded.ok) throw new ApiError(422, loaded.problems as never)
      return loaded.value
    },
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  })

export const useLoaded = (hash: string | undefined) => useQuery({ ...loadedQuery(hash ?? ''), enabled: !!hash })
