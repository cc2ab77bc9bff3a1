import { type Problem, warning } from '../../language/problem.ts'

interface Held {
  readonly resource: Promise<unknown>
  readonly close: (resource: never) => Promise<void> | void
}

/** The resources one run opens on first use and closes at its end, last opened first. */
export class SharedResources {
  readonly #held = new Map<string, Held>()

  /** The resource under `key`, opened once however many ask at the same time. One that failed to open is tried anew by the next who asks. */
  shared<T>(key: string, open: () => Promise<T>, close: (resource: T) => Promise<void> | void): Promise<T> {
    const found = this.#held.get(key)
    if (found) return found.resource as Promise<T>
    const resource = Promise.resolve().then(open)
    const held: Held = { resource, close }
    this.#held.set(key, held)
    resource.catch(() => {
      if (this.#held.get(key) === held) this.#held.delete(key)
    })
    return resource
  }

  /** Closes all of them; one that does not close is a warning and keeps no other from closing. */
  async close(): Promise<readonly Problem[]> {
    const warnings: Problem[] = []
    for (const [key, { resource, close }] of [...this.#held].reverse()) {
      const opened = await resource.then(
        (value) => ({ value }),
        () => undefined,
      )
      if (!opened) continue
      try {
        await close(opened.value as never)
      } catch (error) {
        warnings.push(
          warning(
            'resource-not-closed',
            { zh: `共用资源 ${key} 未能正常关闭`, en: `the shared resource ${key} did not close` },
            { got: error instanceof Error ? error.message : String(error) },
          ),
        )
      }
    }
    this.#held.clear()
    return warnings
  }
}
