import type { Engine } from '../../registry/engine.ts'
import { EVENTS } from '../../registry/unit.ts'

/** Somebody who waits for news of one organization. */
export interface Listener {
  next(milliseconds: number): Promise<'news' | 'silence' | 'ended'>
  stop(): void
}

/** One ear on the database for all who wait. */
export interface Changes {
  of(org: string): Listener
  stop(): Promise<void>
}

export async function changesOf(engine: Engine): Promise<Changes> {
  const waiting = new Map<string, Set<(what: 'news' | 'ended') => void>>()
  const wake = (org: string, what: 'news' | 'ended') => {
    for (const tell of waiting.get(org) ?? []) tell(what)
  }
  const deaf = await engine.listen(EVENTS, (org) => {
    // the connection was lost meanwhile: everyone looks
    for (const each of org === '' ? waiting.keys() : [org]) wake(each, 'news')
  })
  return {
    of: (org) => {
      let [news, ended] = [false, false]
      let told: (() => void) | undefined
      const tell = (what: 'news' | 'ended') => {
        if (what === 'ended') ended = true
        else news = true
        told?.()
      }
      const all = waiting.get(org) ?? new Set()
      waiting.set(org, all.add(tell))
      return {
        next: async (milliseconds) => {
          if (!news && !ended)
            await new Promise<void>((resolve) => {
              const timer = setTimeout(resolve, milliseconds)
              told = () => {
                clearTimeout(timer)
                resolve()
              }
            })
          if (ended) return 'ended'
          const had = news
          news = false
          return had ? 'news' : 'silence'
        },
        stop: () => {
          all.delete(tell)
          if (all.size === 0) waiting.delete(org)
          tell('ended')
        },
      }
    },
    stop: async () => {
      for (const org of [...waiting.keys()]) wake(org, 'ended')
      await deaf()
    },
  }
}
