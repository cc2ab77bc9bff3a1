import { readFile, stat } from 'node:fs/promises'
import { done, failed, type Outcome, problem } from '../../../../language/problem.ts'
import { insidePath } from '../../../inside-path.ts'

const MOST = 32 * 1024 * 1024

/** The bytes of a file inside the subject's folder: filing-file where it is not there, leads out of the folder, or is above 32 MiB. */
export async function locateBytes(folder: string, file: string): Promise<Outcome<Uint8Array>> {
  const path = await insidePath(folder, file)
  const size = path === undefined || path === 'outside' ? undefined : await stat(path).catch(() => undefined)
  if (path === undefined || path === 'outside' || !size?.isFile() || size.size > MOST)
    return failed(
      problem(
        'filing-file',
        { zh: '读不到填报文件', en: 'the file of the filing cannot be read' },
        {
          place: { file },
          expected: path === 'outside' ? "inside the subject's folder" : '≤ 32 MiB',
          next: {
            zh: '把文件放进对象文件夹，用相对路径',
            en: "put the file into the subject's folder and use a relative path",
          },
        },
      ),
    )
  return done(await readFile(path))
}
