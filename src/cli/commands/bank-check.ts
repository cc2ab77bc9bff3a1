import { createReadStream, existsSync, statSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { canaryOf, givesAway } from '../../instruments/llm/bank/canary.ts'
import { allClasses, aspectIds, classTitle, refusalClasses } from '../../instruments/llm/bank/classes.ts'
import type { BankType } from '../../instruments/llm/bank/item.ts'
import { bankStatistics } from '../../instruments/llm/bank/statistics.ts'
import { done, failed, type Outcome, problem } from '../../language/problem.ts'
import { say } from '../../language/text.ts'
import { type Common, Console } from '../console.ts'
import { exit } from '../exit.ts'
import { readLines } from './bank-files.ts'

/** Hold-out lines are at least this share of a bank; fewer are said. */
const HOLDOUT = 0.3

/** Counts a bank, and looks for its canaries in answers. 1 when a canary was given away. */
export async function bankCheck(file: string, o: { answers?: string }, common: Common): Promise<number> {
  const c = new Console(common)
  const lines = readLines(file)
  if (!lines.ok) return c.refuse(lines.problems)
  const questions = lines.value.filter((l) => canaryOf(l) === undefined)
  const canaries = lines.value.flatMap((l) => canaryOf(l) ?? [])
  const types = [...new Set(questions.map((l) => l.type))].sort().map((type) => {
    const of = questions.filter((l) => l.type === type)
    const { total, byClass, missing, unexpected } = bankStatistics(
      of.map((l) => l.classId),
      expected(type),
    )
    return { type, total, byClass, missing, unexpected }
  })
  const held = questions.filter((l) => l.holdout).length
  const share = questions.length === 0 ? 0 : held / questions.length
  const unlicensed = questions.filter((l) => l.source === undefined || l.licence === undefined).length
  const given = o.answers === undefined ? done([]) : await leaks(o.answers, canaries)
  if (!given.ok) return c.refuse(given.problems)
  const data = {
    file,
    questions: questions.length,
    types,
    holdout: { lines: held, share: Number(share.toFixed(4)), enough: share >= HOLDOUT },
    canaries,
    unlicensed,
    ...(o.answers === undefined ? {} : { leaks: given.value }),
  }
  if (c.json) c.data(data)
  else {
    for (const t of types) {
      c.out(`${t.type}: ${t.total}`)
      for (const [id, n] of Object.entries(t.byClass))
        c.out(`  ${id.padEnd(12)} ${String(n).padStart(6)}  ${say(classTitle(id), c.lang)}`)
      if (t.missing.length > 0)
        c.out(`  ${c.say('没有题目的类', 'classes without a question')} ${t.missing.length}: ${t.missing.join(', ')}`)
    }
    const percent = `${(share * 100).toFixed(1)} %`
    c.out(
      `${c.say('保留题（不公开）', 'held out (never published)')}: ${held} (${percent})${share >= HOLDOUT ? '' : c.say('，少于 30 %', ', less than 30 %')}`,
    )
    c.out(`${c.say('金丝雀', 'canaries')}: ${canaries.length === 0 ? c.say('无', 'none') : canaries.join(', ')}`)
    if (unlicensed > 0) c.out(`${c.say('没有来源或许可的题目', 'questions without source or licence')}: ${unlicensed}`)
    for (const l of given.value)
      c.out(`✗ ${o.answers}:${l.line} ${c.say('含有金丝雀', 'holds the canary')} ${l.canary}`)
    if (o.answers !== undefined && given.value.length === 0)
      c.out(c.say('回答中没有金丝雀', 'No canary in the answers'))
  }
  return given.value.length === 0 ? exit.conforms : exit.doesNotConform
}

/** Classes that the size rules of GB/T 45654-2025 expect of a bank; of other banks none. */
function expected(type: BankType): readonly string[] {
  return type === 'content'
    ? allClasses
    : type === 'should_refuse'
      ? refusalClasses
      : type === 'should_not_refuse'
        ? aspectIds
        : []
}

/** Lines of a text file in which a canary is given away; memory holds one line, and no more than 16 MB of it. */
async function leaks(file: string, canaries: readonly string[]): Promise<Outcome<{ line: number; canary: string }[]>> {
  if (!existsSync(file) || statSync(file).isDirectory())
    return failed(problem('file-unreadable', { zh: `无法读取文件 ${file}`, en: `The file ${file} cannot be read` }))
  const found: { line: number; canary: string }[] = []
  let line = 0
  for await (const text of createInterface({
    input: createReadStream(file, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    line++
    for (const canary of canaries) if (givesAway(text.slice(0, 16_000_000), canary)) found.push({ line, canary })
  }
  return done(found)
}
