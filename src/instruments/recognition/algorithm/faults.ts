import type { Problem } from '../../../language/problem.ts'
import type { Text } from '../../../language/text.ts'
import { SetupError } from '../../contract.ts'

/** What can go wrong between us and the algorithm. None of it is held against the algorithm. */
const texts = {
  'algorithm-start': { zh: '受测算法没有启动', en: 'the algorithm under test did not start' },
  'algorithm-other-model': {
    zh: '启动时报告的模型与对象文件所写不同',
    en: 'the model named at the start is not the one that the subject file names',
  },
  'algorithm-crash': { zh: '受测算法的进程退出了', en: 'the process of the algorithm under test ended' },
  'algorithm-timed-out': { zh: '受测算法在规定时间内没有回答', en: 'the algorithm under test did not answer in time' },
  'algorithm-garbage': {
    zh: '受测算法的标准输出里有不属于约定的内容',
    en: 'the algorithm under test wrote something to its standard output that is no message of the contract',
  },
  'algorithm-answer': {
    zh: '受测算法的回答不合约定',
    en: 'the answer of the algorithm under test breaks the contract',
  },
  'algorithm-cancelled': { zh: '运行被取消', en: 'the run was cancelled' },
} as const satisfies Record<string, Text>

export type AlgorithmFault = keyof typeof texts

export function algorithmFault(code: AlgorithmFault, detail?: string): SetupError {
  return new SetupError({ code, text: texts[code], ...(detail ? { detail } : {}) })
}

/** Carries a problem that only shows while measuring. */
export function problemFault({ code, text, got }: Problem): SetupError {
  return new SetupError({ code, text, ...(got === undefined ? {} : { detail: got }) })
}
