/** Those who listen, in places that are used again; a Set that is added to and deleted from for hours leaves its old tables to the garbage. */
interface Listeners {
  readonly places: ((() => void) | undefined)[]
  readonly free: number[]
}

const callbacks = new WeakMap<AbortSignal, Listeners>()

/**
 * Calls back when the signal aborts; returns how to stop listening. All listeners of one signal share a single event listener,
 * because a run has one signal and very many requests, and Node warns of a leak from the eleventh listener on.
 */
export function onAbort(signal: AbortSignal | undefined, callback: () => void): () => void {
  if (signal === undefined) return () => {}
  if (signal.aborted) {
    callback()
    return () => {}
  }
  const { places, free } = callbacks.get(signal) ?? listenTo(signal)
  const place = free.pop() ?? places.length
  places[place] = callback
  return () => {
    if (places[place] !== callback) return
    places[place] = undefined
    free.push(place)
  }
}

function listenTo(signal: AbortSignal): Listeners {
  const listeners: Listeners = { places: [], free: [] }
  callbacks.set(signal, listeners)
  signal.addEventListener('abort', () => runAll(listeners.places), { once: true })
  return listeners
}

function runAll(calls: Listeners['places']): void {
  for (const call of calls) call?.()
}
