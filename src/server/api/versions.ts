import type { z } from 'zod'
import { refusing } from './refusals.ts'
import type * as shapes from './shapes.ts'

/**
 * The tag of an assessment as it is shown: its row version, which every change by somebody raises. While it is measured what is shown also
 * changes by itself: then how far it is stands behind the version.
 */
export function tagOf({ rowVersion, activity, measures }: z.input<typeof shapes.assessment>): string {
  if (activity === 'idle') return `"v${rowVersion}"`
  return `"v${rowVersion}.${measures.map(({ measured, errors }) => `${measured}-${errors}`).join('.')}"`
}

/** Refuses where If-Match names no tag of this version; what is measured meanwhile is no change. */
export function matching(header: string, version: number | undefined): void {
  if (header.trim() === '*' || version === undefined) return
  const named = [...header.matchAll(/"v(\d+)[0-9.-]*"/g)].map(([, number]) => Number(number))
  if (!named.includes(version)) refusing('changed-meanwhile', { expected: header, got: `"v${version}"` })
}
