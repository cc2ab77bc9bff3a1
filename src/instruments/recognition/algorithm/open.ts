import { done, failed, type Outcome, type Problem, problem } from '../../../language/problem.ts'
import { type MeasureContext, SetupError, type Subject } from '../../contract.ts'
import { insidePath } from '../../inside-path.ts'
import { type AlgorithmAccess, algorithmOf } from './access.ts'
import type { Algorithm } from './algorithm.ts'
import { missingModels, openBuiltIn } from './built-in/open.ts'
import { problemFault } from './faults.ts'
import { notAllowed } from './permission.ts'
import { openProcess } from './process/open.ts'
import { openService } from './service.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Everything that keeps the algorithm from being run, without running anything. */
async function reachable(
  subject: Subject,
  env: Environment,
): Promise<Outcome<{ readonly access: AlgorithmAccess; readonly cwd: string }>> {
  const read = algorithmOf(subject, env)
  if (!read.ok) return read
  const access = read.value
  if (access.kind === 'tesseract.js') {
    const missing = await missingModels(access.engine)
    return missing.length > 0 ? failed(...missing) : done({ access, cwd: subject.folder })
  }
  if (access.kind === 'service') return done({ access, cwd: subject.folder }, read.warnings)
  const refused = notAllowed(access, env)
  const cwd = await insidePath(subject.folder, access.run.cwd)
  const lost = cwd === undefined || cwd === 'outside' ? noFolder(access.run.cwd, cwd) : undefined
  if (refused || lost) return failed(...[refused, lost].filter((p) => p !== undefined))
  return done({ access, cwd: cwd! })
}

function noFolder(given: string, why: 'outside' | undefined): Problem {
  const details = { place: { path: 'access.algorithm.run.cwd' }, got: given }
  return why === 'outside'
    ? problem(
        'path-outside',
        { zh: '路径指到了对象文件夹之外', en: "the path leads out of the subject's folder" },
        details,
      )
    : problem('algorithm-folder', { zh: '没有这个文件夹', en: 'there is no such folder' }, details)
}

/** Starts the subject's algorithm for up to `width` calls at once. Throws a SetupError where that cannot be done. */
export async function openAlgorithm(
  subject: Subject,
  width: number,
  signal: AbortSignal,
  env: Environment = process.env,
): Promise<Algorithm> {
  const found = await reachable(subject, env)
  if (!found.ok) throw problemFault(found.problems[0]!)
  const { access, cwd } = found.value
  switch (access.kind) {
    case 'tesseract.js':
      return openBuiltIn(access.engine, width)
    case 'service':
      return openService(access, width, signal)
    case 'process':
      return openProcess(access, cwd, width, signal, env)
  }
}

/** The algorithm of a run, started on first use and ended with it. */
export function algorithmFor(context: MeasureContext, width = context.width): Promise<Algorithm> {
  return context.shared(
    'recognition/algorithm',
    () => openAlgorithm(context.subject, width, context.signal),
    (algorithm) => algorithm.close(),
  )
}

/**
 * What would stop the run before it starts. A process or service is started once and asked who it is: a command that does not run is one
 * clear problem now rather than a fault for each input later.
 */
export async function checkAlgorithm(subject: Subject, env: Environment = process.env): Promise<readonly Problem[]> {
  const found = await reachable(subject, env)
  if (!found.ok) return found.problems
  if (found.value.access.kind === 'tesseract.js') return found.warnings
  try {
    const algorithm = await openAlgorithm(subject, 1, new AbortController().signal, env)
    await algorithm.close()
    return found.warnings
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    const { code, text, detail } = error.fault
    return [
      problem(code, text, {
        place: { path: 'access.algorithm' },
        expected: '{"name": …, "version": …, "model": …}',
        ...(detail === undefined ? {} : { got: detail }),
        next: {
          zh: '核对命令或地址，先单独运行它；启动后第一行输出（服务：对 {"hello": 1} 的回答）就是这一条',
          en: 'check the command or address and run it alone first; this is its first line of output (service: its answer to {"hello": 1})',
        },
      }),
    ]
  }
}
