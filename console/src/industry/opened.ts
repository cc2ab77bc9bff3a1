import { queryOptions } from '@tanstack/react-query'
import { ProblemError } from '../../../src/language/problem.ts'
import { type IndustrySnapshot, readSnapshot } from '../../../src/monitoring/publication/snapshot.ts'
import { ask } from '../api/client.ts'

/** Reads a snapshot here: its hash is computed again in the browser, whoever sent it. @throws ProblemError */
export function opened(text: string): IndustrySnapshot {
  const read = readSnapshot(text)
  if (!read.ok) throw new ProblemError(read.problems)
  return read.value
}

export const snapshotQuery = (id: string) =>
  queryOptions({
    queryKey: ['industry', id, 'snapshot'],
    queryFn: async ({ signal }) =>
      opened(await (await ask('GET /industry/:id/snapshot', { params: { id }, signal })).text()),
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  })
