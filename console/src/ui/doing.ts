import { notifications } from '@mantine/notifications'
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { newKey } from '../../../src/server/client.ts'

/** Something done on the server. Trying the same again carries the same key, so that it is done once. */
export function useDoing<V, T>(
  run: (given: V, key: string) => Promise<T>,
  after: { touches?: readonly QueryKey[]; says?: string; done?: (value: T, given: V) => void } = {},
) {
  const queries = useQueryClient()
  const intention = useRef({ of: '', key: '' })
  return useMutation<T, Error, V>({
    mutationFn: (given) => {
      const of = JSON.stringify(given)
      if (intention.current.of !== of) intention.current = { of, key: newKey() }
      return run(given, intention.current.key)
    },
    onSuccess: async (value, given) => {
      intention.current = { of: '', key: '' }
      await Promise.all((after.touches ?? []).map((queryKey) => queries.invalidateQueries({ queryKey })))
      if (after.says) notifications.show({ message: after.says })
      after.done?.(value, given)
    },
  })
}
