const callbacks = new WeakMap<AbortSignal, Set<() => void>>()

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
  let listeners = callbacks.get(signal)
  if (listeners === undefined) {
    const all = new Set<() => void>()
    listeners = all
    callbacks.set(signal, all)
    signal.addEventListener('abort', () => runAll(all), { once: true })
  }
  const own = listeners
  own.add(callback)
  return () => own.delete(callback)
}

function runAll(calls: Iterable<() => void>): void {
  for (const call of calls) call()
}
