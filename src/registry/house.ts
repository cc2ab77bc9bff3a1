import type { Engine } from './engine.ts'
import type { EvidenceStore } from './evidence/store.ts'
import type { Jobs } from './jobs.ts'
import type { Telemetry } from './telemetry.ts'
import type { Vault } from './vault.ts'

/** What everything that is kept rests on: the database, the evidence, the queue, and a local folder for work in progress. */
export interface House {
  readonly engine: Engine
  readonly evidence: EvidenceStore
  readonly jobs: Jobs
  /** of this machine; nothing in it is the only copy of anything */
  readonly workFolder: string
  /** where the key lies that signs reports */
  readonly keysFolder: string
  /** of the secrets that organizations keep here */
  readonly vault: Vault
  readonly telemetry: Telemetry
}
