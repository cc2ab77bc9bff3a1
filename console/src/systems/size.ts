/** Bytes for people, by powers of two. */
export function showSize(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB']
  const i = bytes === 0 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  return `${(bytes / 2 ** (10 * i)).toFixed(i === 0 ? 0 : 1)} ${units[i]}`
}
