import { done, failed, type Outcome, problem } from './problem.ts'
import type { Library } from './load.ts'
import type { RawMap } from './source.ts'
import type { Standard } from './standard.ts'

export interface Merged {
  readonly raw: RawMap
  readonly files: ReadonlyMap<string, string>
  readonly base?: NonNullable<Standard['extends']>
}

export function mergeExtended(raw: RawMap, name: string, text: string, _library: Library): Outcome<Merged> {
  if (raw.entries.has('extends')) return failed(problem('extends', { zh: '尚不支持', en: 'not yet' }))
  return done({ raw, files: new Map([[name, text]]) })
}
