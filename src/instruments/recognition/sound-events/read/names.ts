/** Names of recordings as the durations have them; others may leave out folder or ending where that is not ambiguous, as RTTM does. */
export class Names {
  readonly #byName = new Map<string, string | null>()

  constructor(names: Iterable<string>) {
    const all = [...names]
    for (const name of all) this.#byName.set(name, name)
    for (const name of all)
      for (const short of new Set([stemOf(name), baseOf(name), stemOf(baseOf(name))])) {
        if (short === name) continue
        const other = this.#byName.get(short)
        // a full name is never hidden by somebody's short one, and two short ones hide each other
        if (other === undefined) this.#byName.set(short, name)
        else if (other !== short) this.#byName.set(short, null)
      }
  }

  /** The recording that is meant; undefined where there is none or more than one. */
  find(name: string): string | undefined {
    return this.#byName.get(name) ?? undefined
  }
}

export function stemOf(name: string): string {
  return name.replace(/\.[A-Za-z0-9]{1,5}$/, '')
}

function baseOf(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
}
