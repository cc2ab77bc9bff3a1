import { z } from 'zod'
import { TABLE_FILE } from './table.ts'

/** A table of a subject's `access`, relative to the subject's folder. */
export const tablePath = z.string().min(1).max(500).regex(TABLE_FILE)

/** A table, or 1 to 200 that are read as one. */
export const tablePaths = z.union([tablePath, z.array(tablePath).min(1).max(200)])

/** One table, or several that are read as one, in this order. */
export const tableFiles = z
  .union([tablePath.transform((f) => [f]), z.array(tablePath).min(1).max(200)])
  .refine((files) => new Set(files).size === files.length, 'no file twice')
