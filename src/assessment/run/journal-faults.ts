import { type Problem, problem, warning } from '../../language/problem.ts'

export function writeFault(path: string, error: unknown): Problem {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return problem(
      'journal-disk-full',
      {
        zh: '磁盘已满，日志无法继续写入；此前已确认的结果都在',
        en: 'the disk is full and the journal cannot grow; every result acknowledged so far is kept',
      },
      {
        place: { file: path },
        next: { zh: '腾出空间后用同一个日志继续', en: 'free some space, then resume with the same journal' },
      },
    )
  }
  return problem(
    'journal-write-failed',
    {
      zh: '日志无法写入；此前已确认的结果都在',
      en: 'the journal cannot be written; every result acknowledged so far is kept',
    },
    {
      place: { file: path },
      got: code ?? String(error),
      next: {
        zh: '检查路径和权限后用同一个日志继续',
        en: 'check the path and its permissions, then resume with the same journal',
      },
    },
  )
}

export function repaired(path: string, bytes: number): Problem {
  return warning(
    'journal-repaired',
    {
      zh: `日志末尾有 ${bytes} 字节没有写完整（上次运行被中断），已截去；对应的项会重新测量`,
      en: `the last ${bytes} bytes of the journal were not whole (the last run was cut short) and were cut off; their items are measured again`,
    },
    { place: { file: path } },
  )
}

export function otherRun(path: string, field: string, expected: string, got: string): Problem {
  return problem(
    'journal-of-another-run',
    {
      zh: `该日志属于另一次测量：${field} 不同`,
      en: `the journal belongs to another measurement: its ${field} differs`,
    },
    {
      place: { file: path, line: 1 },
      expected,
      got,
      next: {
        zh: '用新的日志文件，或把对象、参数和数据恢复到那次测量时的样子',
        en: 'use a new journal file, or restore subject, params and data as they were then',
      },
    },
  )
}
