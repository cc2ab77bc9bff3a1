import { Exact } from '../../../language/exact.ts'

/** Whether k of n reaches a share as the standard writes it, exactly. n from 1. */
export function reaches(k: number, n: number, share: string | number): boolean {
  return Exact.parse(`${k}/${n}`)!.compare(Exact.parse(String(share))!) >= 0
}
