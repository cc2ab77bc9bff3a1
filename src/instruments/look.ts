import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ProblemError, problem } from '../language/problem.ts'
import { insidePath } from './inside-path.ts'
import type { Looked } from './looked.ts'
import { lookAtFeed } from './rail/feed/look.ts'
import { lookAtMessages } from './rail/gtfs-rt/look.ts'
import { MESSAGE_FILE } from './rail/gtfs-rt/read/messages.ts'
import { lookAtTable } from './recognition/files/look.ts'
import { TABLE_FILE } from './recognition/files/table.ts'
import { lookAtLog } from './robot/log/look.ts'
import { indexed } from './robot/log/read/read.ts'

/**
 * What a file or folder holds that an instrument could read: logs of robots, timetables, archives of messages, tables. Nothing is measured.
 * ProblemError: look-missing, look-form, and those of whoever reads it.
 */
export async function lookAt(folder: string, name: string): Promise<Looked> {
  const path = await insidePath(folder, name)
  if (path === undefined || path === 'outside')
    throw new ProblemError([
      problem(
        'look-missing',
        { zh: '找不到这个文件', en: 'this file was not found' },
        { place: { file: name }, next: { zh: '检查路径', en: 'check its path' } },
      ),
    ])
  if ((await stat(path)).isDirectory())
    return (await has(join(path, 'stop_times.txt'))) ? lookAtFeed(folder, name) : lookAtMessages(folder, name)
  if (indexed(name) !== undefined) return lookAtLog(folder, name)
  if (/\.zip$/i.test(name)) return lookAtFeed(folder, name)
  if (TABLE_FILE.test(name)) return lookAtTable(folder, name)
  if (MESSAGE_FILE.test(name)) return lookAtMessages(folder, name)
  throw new ProblemError([
    problem(
      'look-form',
      { zh: '不认识这种文件', en: 'files of this form are not known here' },
      {
        place: { file: name },
        expected: '.bag | .mcap | .zip (GTFS) | .pb | .json | .csv | .tsv | .txt | .jsonl | .parquet',
        next: { zh: '转换成所列格式之一', en: 'convert it to one of these' },
      },
    ),
  ])
}

const has = (path: string) =>
  stat(path).then(
    (s) => s.isFile(),
    () => false,
  )
