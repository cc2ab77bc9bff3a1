import type { Outcome } from '../../language/problem.ts'
import type { Subject } from '../contract.ts'
import { type FoundFile, findFile } from '../llm/bank/files.ts'

/** A file of records: in the folder that a section of `access` names (`corpus: records/corpus`), or beside the subject file. */
export function recordFile(subject: Subject, section: string, name: string): Promise<Outcome<FoundFile>> {
  const folder = subject.access[section]
  const path = typeof folder === 'string' && folder !== '.' && folder !== '' ? `${folder}/${name}` : name
  return findFile(path, subject.folder, undefined)
}
