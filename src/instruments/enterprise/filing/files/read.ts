import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { done, failed, type Outcome, problem } from '../../../../language/problem.ts'
import { readAccess } from '../../../access.ts'
import type { Subject } from '../../../contract.ts'
import type { FilingRead } from '../filing-of.ts'
import type { Where } from '../form.ts'
import type { FilingRecord } from '../record.ts'
import { locateBytes } from './bytes.ts'
import { csvFiling } from './csv.ts'
import { jsonFiling } from './json.ts'
import { workbookFiling } from './workbook.ts'

const shape = z.strictObject({
  file: z.string().regex(/\.(json|csv|xlsx)$/i),
  /** the day on which documents have to be valid; today where it is left out */
  on: z.iso.date().optional(),
})

export interface FilingFile {
  readonly file: string
  /** of the bytes of the file */
  readonly sha256: string
  readonly record: FilingRecord
  readonly read: FilingRead
  /** where a path of the record stands in the file */
  readonly where: Where
}

/** Reads the filing that a section of the subject's `access` names: JSON, CSV or XLSX by its ending. All its faults come at once. */
export async function readFiling(
  subject: Subject,
  section: string,
): Promise<Outcome<FilingFile & { readonly on: string }>> {
  const given = readAccess(subject, section, shape, (fault) =>
    problem(
      'filing-access',
      {
        zh: '评价对象没有正确写明填报文件在哪里',
        en: 'the subject does not say as it should where its filing is',
      },
      {
        ...fault,
        expected: '{file: filing.xlsx, on: 2026-11-23} (.json .csv .xlsx)',
        next: { zh: `在对象描述的 access.${section} 里补上`, en: `write it under access.${section} of the subject` },
      },
    ),
  )
  if (!given.ok) return given
  const { file, on = new Date().toISOString().slice(0, 10) } = given.value
  const found = await readFilingFile(subject.folder, file)
  return found.ok ? done({ ...found.value, on }) : found
}

/** Reads a filing in a folder, without a subject. */
export async function readFilingFile(folder: string, file: string): Promise<Outcome<FilingFile>> {
  const bytes = await locateBytes(folder, file)
  if (!bytes.ok) return bytes
  if (!/\.xlsx$/i.test(file) && !isUtf8(bytes.value))
    return failed(
      problem(
        'filing-not-utf8',
        { zh: '文件不是 UTF-8 编码', en: 'the file is not UTF-8' },
        {
          place: { file },
          next: { zh: '另存为“CSV UTF-8”，或直接用 .xlsx', en: 'save it as "CSV UTF-8", or use the .xlsx itself' },
        },
      ),
    )
  const found = /\.xlsx$/i.test(file)
    ? await workbookFiling(bytes.value, file)
    : (/\.csv$/i.test(file) ? csvFiling : jsonFiling)(new TextDecoder().decode(bytes.value), file)
  if (!found.read.ok) return failed(...found.read.problems)
  const sha256 = createHash('sha256').update(bytes.value).digest('hex')
  return done({ file, sha256, record: found.record as FilingRecord, read: found.read.value, where: found.where })
}
