/** What a reader asks of "elsewhere", as an address holds it. */
export interface AskedElsewhere {
  /** id of a framework */
  readonly in?: string | undefined
  /** 1 to 6 */
  readonly hops?: string | undefined
  /** ids of frameworks, by commas */
  readonly work?: string | undefined
  /** lines `framework#id,cost` */
  readonly costs?: string | undefined
}

export interface Asking {
  readonly asked: AskedElsewhere
  /** undefined takes a word back */
  readonly ask: (changed: AskedElsewhere) => void
}
