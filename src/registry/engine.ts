/** What a statement gave. Whole numbers beyond 32 bits differ between drivers: cast them in the statement (`::int`, `::text`). */
export interface Rows<T> {
  readonly rows: readonly T[]
  /** rows inserted, updated or deleted */
  readonly affected: number
}

/** One statement with parameters `$1`, `$2` … */
export type Query = <T = Record<string, unknown>>(text: string, values?: readonly unknown[]) => Promise<Rows<T>>

/** A transaction's connection. */
export interface Connection {
  readonly query: Query
  /** several statements without parameters */
  readonly script: (text: string) => Promise<void>
}

/** PostgreSQL, embedded in the process or a server; nothing above this line knows which. */
export interface Engine {
  readonly kind: 'embedded' | 'server'
  /** one transaction as a role that owns nothing (`enter` gives it what it may do), rolled back where `work` throws */
  transaction<T>(enter: string, work: (connection: Connection) => Promise<T>): Promise<T>
  /** with the rights of the installation: roles, migrations, backup. One at a time, under a lock that other processes respect. */
  install<T>(work: (connection: Connection) => Promise<T>): Promise<T>
  /** hands over what is notified on a channel until the function it gives is called; after a lost connection `''`, to look again */
  listen(channel: string, take: (payload: string) => void): Promise<() => Promise<void>>
  /** all files as a tar archive, while it runs; of the embedded one */
  dump?(): Promise<Blob>
  close(): Promise<void>
}

/** A name that may stand in SQL text as it is. */
export function plainName(name: string): string {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name)) throw new Error(`not a plain name: ${name}`)
  return name
}
