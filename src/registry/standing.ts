/** The day of a time where this process runs, ISO 8601. */
export function dayOf(at: Date): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

/** What an attestation is worth on a day: one whose last day is over is expired, whether or not anybody has noted it. */
export function standing<S extends string>(status: S, until: string | null, today = dayOf(new Date())): S | 'expired' {
  return status === 'valid' && until !== null && until < today ? 'expired' : status
}
