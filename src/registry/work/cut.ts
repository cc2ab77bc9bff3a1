/** Items of a chunk: enough chunks that several workers share a measure and a lost one costs little, few enough that a file is not read for a handful. */
export function cut(items: number): number {
  return Math.min(2000, Math.max(20, Math.ceil(items / 64)))
}
