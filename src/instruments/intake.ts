import type { Reading } from './recognition/files/refusal.ts'

/** The last result of an instrument that reads tables: files with their hashes, what was refused, and what the subject declares. */
export interface Intake extends Reading {
  readonly kind: 'intake'
  readonly declared: Readonly<Record<string, unknown>>
}

export const isIntake = (result: object): result is Intake => 'kind' in result && result.kind === 'intake'
