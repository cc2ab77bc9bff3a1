import { type Problem, problem } from '../language/problem.ts'

const why: Readonly<Record<string, { zh: string; en: string }>> = {
  ENOSPC: { zh: '磁盘已满', en: 'the disk is full' },
  EDQUOT: { zh: '磁盘配额已用完', en: 'the disk quota is used up' },
  EACCES: { zh: '没有权限', en: 'permission denied' },
  EPERM: { zh: '没有权限', en: 'permission denied' },
  EROFS: { zh: '文件系统只读', en: 'the file system is read-only' },
  ENOENT: { zh: '文件或文件夹不存在', en: 'there is no such file or folder' },
  ENOTDIR: { zh: '路径中有一段不是文件夹', en: 'a part of the path is not a folder' },
  EEXIST: { zh: '已有同名文件', en: 'a file of that name is in the way' },
  EISDIR: { zh: '那是一个文件夹', en: 'it is a folder' },
}

/** What the operating system refused, or a mistake of ours, as one problem: nobody should have to read a stack. */
export function unexpected(error: unknown, debug: boolean): Problem {
  const { code, path } = error as NodeJS.ErrnoException
  const reason = code === undefined ? undefined : why[code]
  if (reason)
    return problem(
      code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'file-trouble',
      { zh: `文件操作失败：${reason.zh}`, en: `A file could not be used: ${reason.en}` },
      {
        ...(path === undefined ? {} : { place: { file: path } }),
        got: code,
        next: {
          zh: '排除后再次运行同一命令；已经测得的都会保留',
          en: 'put it right and run the same command again; what was measured so far is kept',
        },
      },
    )
  return problem(
    'internal',
    { zh: '程序出现意外错误，这是准绳的缺陷', en: 'Something unexpected happened; this is a defect of Plumbline' },
    {
      got: debug && error instanceof Error ? error.stack : String(error instanceof Error ? error.message : error),
      next: {
        zh: '设 PLUMBLINE_DEBUG=1 再运行，并把输出连同命令报告给我们',
        en: 'run again with PLUMBLINE_DEBUG=1 and report what it says, with the command',
      },
    },
  )
}
