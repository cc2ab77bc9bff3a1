import { stat } from 'node:fs/promises'
import { type Problem, problem } from '../../language/problem.ts'

/** Nobody but its owner may read it; what is not there is read by nobody. */
export async function ownersAlone(file: string, mode: '600' | '700'): Promise<readonly Problem[]> {
  const found = await stat(file).catch(() => undefined)
  if (process.platform === 'win32' || found === undefined || (found.mode & 0o077) === 0) return []
  return [
    problem(
      'readable-by-others',
      { zh: '他人可以读取这个文件或文件夹', en: 'Others can read this file or folder' },
      {
        place: { file },
        expected: `0${mode}`,
        got: `0${(found.mode & 0o777).toString(8)}`,
        next: { zh: `运行：chmod ${mode} '${file}'`, en: `run: chmod ${mode} '${file}'` },
      },
    ),
  ]
}
