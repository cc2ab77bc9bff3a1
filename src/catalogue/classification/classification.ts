import type { Known } from '../edition.ts'

/** Somebody put a document into a class of a system of standards. */
export interface Classification {
  /** number of the edition */
  readonly number: string
  /** id of the system */
  readonly taxonomy: string
  readonly class: string
  /** the one place in this system that counts; the others are further views (rule SYS-5) */
  readonly primary: boolean
  readonly by: string
  readonly known: Known
  readonly note: string
}
