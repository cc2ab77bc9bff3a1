import { z } from 'zod'
import { dayOf, serviceSeconds } from './service-time.ts'

/** A file or folder, relative to the subject's folder. */
export const filePath = z.string().min(1).max(500)

const day = z.union([z.string(), z.number()]).transform((given, context) => {
  const found = dayOf(String(given))
  if (found !== undefined) return found
  context.addIssue({ code: 'custom', message: 'a day, YYYY-MM-DD' })
  return z.NEVER
})

/** `7:30` or `07:30:00`, up to 47:59:59. */
const time = z.string().transform((given, context) => {
  const found = serviceSeconds(/^\d{1,2}:\d\d$/.test(given) ? `${given}:00` : given)
  if (found !== undefined) return found
  context.addIssue({ code: 'custom', message: 'a time, H:MM or H:MM:SS' })
  return z.NEVER
})

/** Which part of a feed counts: service days, lines, and hours of each day. */
export const scopeShape = {
  dates: z.array(day).min(1).max(400).optional(),
  /** route_id or route_short_name; all lines where it is left out */
  routes: z
    .array(z.union([z.string(), z.number()]).transform(String))
    .min(1)
    .max(200)
    .optional(),
  /** calls from the first time on and before the second */
  window: z.strictObject({ from: time, to: time }).optional(),
}

export interface Window {
  readonly from: number
  readonly to: number
}
