import { useState } from 'react'

/** The beginning of a long list that is at hand, and more of it when it is wanted; another `key` begins again. `more` is for `More`. */
export function usePaged<T>(all: readonly T[], key: string, size = 60) {
  const [seen, see] = useState({ key, pages: 1 })
  const pages = seen.key === key ? seen.pages : 1
  return {
    shown: all.slice(0, pages * size),
    more: {
      hasNextPage: all.length > pages * size,
      isFetchingNextPage: false,
      fetchNextPage: async () => see({ key, pages: pages + 1 }),
    },
  }
}
