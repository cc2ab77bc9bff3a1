import { type Problem, problem } from '../../../../language/problem.ts'
import type { Refusal } from '../../files/refusal.ts'

export function invalid({ file, line, column, expected, got }: Refusal): Problem {
  return problem(
    'sound-events-reference-invalid',
    { zh: '时长表或参考的这一行不合格式。', en: 'This line of durations or reference is not valid.' },
    {
      place: { file, line, ...(column === undefined ? {} : { column }) },
      expected,
      ...(got === undefined ? {} : { got }),
    },
  )
}

export function unlabelled(path: string): Problem {
  return problem(
    'sound-events-reference-invalid',
    { zh: '找不到这个录音的参考标签文件。', en: 'The file of labels of this recording was not found.' },
    {
      place: { file: path },
      next: { zh: '没有事件的录音要有一个空文件', en: 'a recording without events needs an empty file' },
    },
  )
}

export function tooMany(file: string, name: string, most: number): Problem {
  return problem(
    'sound-events-too-many',
    { zh: '一个录音里的事件太多。', en: 'One recording has too many events.' },
    {
      place: { file, path: name },
      expected: `<= ${most}`,
      next: { zh: '把录音切开。', en: 'Cut the recording into parts.' },
    },
  )
}
