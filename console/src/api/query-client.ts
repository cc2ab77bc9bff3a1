import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './refused.ts'

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      // a refusal stays one
      retry: (failures, error) =>
        failures < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      retryDelay: (failures) => 400 * 2 ** failures,
    },
  },
})
