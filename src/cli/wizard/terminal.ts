import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { type Problem, renderProblem } from '../../language/problem.ts'
import { type Lang, say } from '../../language/text.ts'
import { sayer } from '../language.ts'
import type { Talk } from './dialogue.ts'

/** Ctrl-C or Ctrl-D at a question. */
export class Interrupted extends Error {}

/**
 * Asks on a terminal, or reads the answers from a pipe, one a line. Questions go to `out` and never mix with results.
 * A wrong answer is asked again on a terminal; in a pipe the lines after it would answer other questions, so it ends the work.
 */
export function terminalTalk(
  input: Readable & { isTTY?: boolean },
  out: Writable,
  lang: Lang,
): Talk & { close(): void } {
  const word = sayer(lang)
  const terminal = input.isTTY === true
  const reader = createInterface({ input, output: out, terminal })
  const lines: string[] = []
  let waiting: { take(line: string | undefined): void; fail(e: Error): void } | undefined
  let ended = false
  reader.on('line', (line) => {
    if (waiting) waiting.take(line)
    else lines.push(line)
  })
  reader.on('close', () => {
    ended = true
    // the end of a pipe leaves defaults; Ctrl-D on a terminal gives up, as Ctrl-C does
    if (terminal) waiting?.fail(new Interrupted())
    else waiting?.take(undefined)
  })
  reader.on('SIGINT', () => {
    waiting?.fail(new Interrupted())
    reader.close()
  })
  let greeted = false
  return {
    async ask(question, preset, place) {
      if (!greeted) out.write(`${word(...help)}\n\n`)
      greeted = true
      const options = question.options.map(
        ({ id, title }, i) => `    ${i + 1}  ${[id, say(title, lang)].filter(Boolean).join('  ')}\n`,
      )
      const shown = preset ?? word('未知', 'not known')
      // names and addresses need no form
      const expected =
        question.options.length === 0 && / \| |\d\.\.|^2026/.test(question.expected) ? ` (${question.expected})` : ''
      out.write(
        `${place.number}/${place.of}  ${say(question.text, lang)}${expected} ${question.key}\n${options.join('')}  [${shown}] `,
      )
      const line = await next()
      if (!terminal) out.write('\n')
      return line
    },
    again(problems: readonly Problem[]) {
      for (const p of problems) out.write(`✗ ${renderProblem(p, lang)}\n\n`)
      return terminal
    },
    close: () => reader.close(),
  }

  function next(): Promise<string | undefined> {
    if (lines.length > 0) return Promise.resolve(lines.shift())
    if (ended) return Promise.resolve(undefined)
    return new Promise((take, fail) => {
      waiting = {
        take: (line) => {
          waiting = undefined
          take(line)
        },
        fail: (e) => {
          waiting = undefined
          fail(e)
        },
      }
    })
  }
}

const help: readonly [string, string] = [
  '回车取方括号中的值；“-”未知；“<”回到上一题；“>”其余取默认；Ctrl-C 放弃，不写文件。',
  'Enter takes the value in brackets; - not known; < back to the last question; > defaults for all others; Ctrl-C gives up and writes nothing.',
]
