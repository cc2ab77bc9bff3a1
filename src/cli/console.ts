import { isError, type Problem, renderProblem } from '../language/problem.ts'
import type { Lang } from '../language/text.ts'
import { exit } from './exit.ts'
import { type Say, sayer } from './language.ts'

export interface Common {
  readonly lang: Lang
  readonly json: boolean
}

/** Results go to standard output, everything said about the work to standard error. */
export class Console {
  readonly lang: Lang
  readonly json: boolean
  readonly say: Say

  constructor(common: Common) {
    this.lang = common.lang
    this.json = common.json
    this.say = sayer(common.lang)
  }

  note(line: string): void {
    process.stderr.write(`${line}\n`)
  }

  out(text: string): void {
    process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
  }

  data(value: unknown): void {
    process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
  }

  problems(problems: readonly Problem[]): void {
    if (problems.length === 0) return
    if (this.json) {
      process.stderr.write(`${JSON.stringify({ problems })}\n`)
      return
    }
    for (const p of problems) this.note(`${isError(p) ? '✗' : '⚠'} ${renderProblem(p, this.lang)}`)
  }

  /** Says what is wrong and gives the exit code for it. */
  refuse(problems: readonly Problem[]): number {
    this.problems(problems)
    return exit.usage
  }
}
