/** How much a reader lets a bundle ask for, in bytes and entries. */
export interface BundleLimits {
  /** the file itself */
  readonly bytes: number
  readonly entries: number
  /** one entry, unpacked */
  readonly entryBytes: number
  /** all entries, unpacked */
  readonly totalBytes: number
}

const mebibyte = 2 ** 20

export const usualLimits: BundleLimits = {
  bytes: 512 * mebibyte,
  entries: 50_000,
  entryBytes: 256 * mebibyte,
  totalBytes: 1024 * mebibyte,
}
