import { failed, problem } from '../../../../language/problem.ts'
import { filingOf } from '../filing-of.ts'
import type { Where } from '../form.ts'
import type { Found } from './csv.ts'

/** A filing as one JSON record. Faults name the path of keys. */
export function jsonFiling(text: string, file: string): Found {
  const where: Where = (path) => ({ file, path })
  let record: unknown
  try {
    record = JSON.parse(text)
  } catch (error) {
    const said = error instanceof Error ? error.message : ''
    const at = /position (\d+)/.exec(said)?.[1]
    const line = at === undefined ? undefined : text.slice(0, Number(at)).split('\n').length
    return {
      where,
      record: undefined,
      read: failed(
        problem(
          'filing-json',
          { zh: '文件不是 JSON', en: 'the file is not JSON' },
          { place: { file, ...(line === undefined ? {} : { line }) }, got: said.slice(0, 120) },
        ),
      ),
    }
  }
  return { record, read: filingOf(record, where), where }
}
