import { z } from 'zod'

/** Absolute folders of the standard in which a bank is looked for after the subject's own, in order; added by the planner, and no part of what is measured. */
export const bankRoot = z.union([z.string(), z.array(z.string())]).optional()

export type BankRoot = string | readonly string[]
