import { z } from 'zod'

/** What a standard may name to read another section, so that one instrument serves several measures. */
export const sectionName = (name: string) =>
  z
    .string()
    .regex(/^[a-z][A-Za-z0-9]{0,39}$/)
    .default(name)
