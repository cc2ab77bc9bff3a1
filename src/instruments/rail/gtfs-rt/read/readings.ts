import type { Reading } from '../../../recognition/files/refusal.ts'

/** What reading records and the timetable came to together; the first twenty refusals, the timetable's first. */
export function joined(own: Reading, other: Reading | undefined): Reading {
  if (other === undefined) return own
  return {
    files: [...other.files, ...own.files],
    refused: own.refused + other.refused,
    refusals: [...other.refusals, ...own.refusals].slice(0, 20),
  }
}
