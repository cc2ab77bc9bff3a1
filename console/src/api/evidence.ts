/** Where a file is downloaded; of an assessment, also by whoever assesses it for another organization. */
export const evidenceAddress = (sha256: string, assessment?: string): string =>
  `/api/v1/evidence/${sha256}${assessment === undefined ? '' : `?assessment=${assessment}`}`
