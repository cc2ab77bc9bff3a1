import { z } from 'zod'
import { TABLE_FILE } from './table.ts'

/** A table of a subject's `access`, relative to the subject's folder. */
export const tablePath = z.string().min(1).max(500).regex(TABLE_FILE)

/** A table, or 1 to 200 that are read as one. */
export const tablePaths = z.union([tablePath, z.array(tablePath).min(1).max(200)])
