import { isUtf8 } from 'node:buffer'
import { readFile, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { done, failed, type Outcome, problem } from '../../../../language/problem.ts'
import { type Converted, type ConvertOptions, convert } from './convert.ts'
import type { Draft } from './draft.ts'
import { jsonDrafts, jsonlDrafts } from './objects.ts'
import { csvDrafts, xlsxDrafts } from './tables.ts'

const LARGEST = 64 * 1024 * 1024
const forms = ['.jsonl', '.json', '.csv', '.xlsx']

/** Reads a file of questions by its ending (JSON Lines, JSON, CSV, XLSX) and converts it. The file is hostile until it has been read. */
export async function importBank(path: string, o: ConvertOptions): Promise<Outcome<Converted>> {
  const drafts = await draftsOf(path)
  return drafts.ok ? done(convert(drafts.value, o)) : drafts
}

async function draftsOf(path: string): Promise<Outcome<readonly Draft[]>> {
  const place = { file: path }
  const form = extname(path).toLowerCase()
  if (!forms.includes(form))
    return failed(
      problem(
        'import-form',
        { zh: '不认识这种文件', en: 'Files of this form are not read' },
        { place, expected: forms.join(', '), got: form },
      ),
    )
  const size = await stat(path).then(
    (s) => s.size,
    () => undefined,
  )
  if (size === undefined)
    return failed(
      problem('file-unreadable', { zh: `无法读取文件 ${path}`, en: `The file ${path} cannot be read` }, { place }),
    )
  if (size > LARGEST)
    return failed(
      problem(
        'import-too-large',
        { zh: '文件过大', en: 'The file is too large' },
        { place, expected: `≤ ${LARGEST}`, got: String(size) },
      ),
    )
  const bytes = await readFile(path)
  if (form === '.xlsx') return xlsxDrafts(bytes, path)
  if (!isUtf8(bytes))
    return failed(
      problem(
        'bank-not-utf8',
        { zh: '文件不是 UTF-8 编码。', en: 'The file is not UTF-8.' },
        {
          place,
          next: { zh: '在表格软件中另存为“CSV UTF-8”，或另存为 .xlsx', en: 'save it as "CSV UTF-8", or as .xlsx' },
        },
      ),
    )
  const text = bytes.toString('utf8')
  return form === '.csv' ? csvDrafts(text, path) : form === '.json' ? jsonDrafts(text, path) : done(jsonlDrafts(text))
}
