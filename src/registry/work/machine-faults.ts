import { isAbsolute } from 'node:path'
import type { Problem } from '../../language/problem.ts'

/** What is wrong with a machine that works, and not with what was asked of it: put right, the same work comes to its end. */
const codes: Readonly<Record<string, string>> = {
  'journal-disk-full': 'ENOSPC',
  'journal-write-failed': 'the journal cannot be written',
  'bundle-disk-full': 'ENOSPC',
  'bundle-not-saved': 'the bundle cannot be written',
}

/** A fault of the machine among problems, in the words of its log; undefined where there is none. */
export function machineFault(problems: readonly Problem[]): string | undefined {
  const fault = problems.find(({ code }) => code in codes)
  return fault && [codes[fault.code], fault.got, fault.place?.file].filter(Boolean).join(' ')
}

/** Problems as tenants may read them: without where a file lies on the machine that works. */
export function withoutMachinePaths(problems: readonly Problem[]): readonly Problem[] {
  return problems.map(({ place, ...problem }) => {
    if (place?.file === undefined || !isAbsolute(place.file)) return { ...problem, ...(place ? { place } : {}) }
    const { file: _, ...rest } = place
    return { ...problem, ...(Object.keys(rest).length > 0 ? { place: rest } : {}) }
  })
}
