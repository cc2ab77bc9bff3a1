import type { Instrument, Item, MeasureContext, Subject } from '../contract.ts'

/** A context as a run gives it, whose resources are closed by `close`. */
export function session(
  subject: Subject,
  signal: AbortSignal,
  width = 2,
): { context: MeasureContext; close(): Promise<void> } {
  const held = new Map<string, { resource: Promise<unknown>; close: (resource: never) => Promise<void> | void }>()
  return {
    context: {
      signal,
      subject,
      width,
      shared: <T>(key: string, open: () => Promise<T>, close: (resource: T) => Promise<void> | void) => {
        const found = held.get(key)
        if (found) return found.resource as Promise<T>
        const resource = open()
        held.set(key, { resource, close })
        return resource
      },
    },
    close: async () => {
      for (const { resource, close } of held.values()) {
        const opened = await resource.then(
          (value) => ({ value }),
          () => undefined,
        )
        if (opened) await close(opened.value as never)
      }
    },
  }
}

export async function listed<P, I extends Item, R>(
  instrument: Instrument<P, I, R>,
  subject: Subject,
  params: P,
): Promise<I[]> {
  const items: I[] = []
  for await (const item of instrument.items(subject, params)) items.push(item)
  return items
}

/** Measures the given items in one session, one after the other. */
export async function measuredOnce<P, I extends Item, R>(
  instrument: Instrument<P, I, R>,
  subject: Subject,
  items: readonly I[],
): Promise<{ id: string; result: R }[]> {
  const { context, close } = session(subject, new AbortController().signal)
  try {
    const results: { id: string; result: R }[] = []
    for (const item of items) results.push({ id: item.id, result: await instrument.measure(item, context) })
    return results
  } finally {
    await close()
  }
}
