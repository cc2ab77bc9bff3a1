import { writeFileSync } from 'node:fs'
import { canaryOf } from '../../instruments/llm/bank/canary.ts'
import { bankText } from '../../instruments/llm/bank/canonical.ts'
import { problem } from '../../language/problem.ts'
import { type Common, Console } from '../console.ts'
import { exit } from '../exit.ts'
import { free, readLines } from './bank-files.ts'

/** A bank without what is held out, to be published. */
export async function bankExport(
  file: string,
  o: { public?: boolean; out: string; force?: boolean },
  common: Common,
): Promise<number> {
  const c = new Console(common)
  if (!o.public)
    return c.refuse([
      problem(
        'usage',
        { zh: '目前只有 --public 一种导出', en: 'There is one export: --public' },
        { expected: '--public' },
      ),
    ])
  const lines = readLines(file)
  if (!lines.ok) return c.refuse(lines.problems)
  const kept = lines.value.filter((l) => !l.holdout)
  const canaries = kept.flatMap((l) => canaryOf(l) ?? [])
  const taken = free(o.out, o.force)
  if (!taken.ok) return c.refuse(taken.problems)
  if (kept.length === canaries.length)
    return c.refuse([
      problem(
        'export-empty',
        { zh: '没有可以公开的题目：全部保留', en: 'Nothing can be published: all questions are held out' },
        { place: { file } },
      ),
    ])
  writeFileSync(o.out, bankText(kept))
  if (c.json) c.data({ file: o.out, lines: kept.length, heldBack: lines.value.length - kept.length, canaries })
  else {
    c.out(
      `${c.say('已写出', 'Wrote')} ${o.out}: ${c.say(`${kept.length} 行，保留的 ${lines.value.length - kept.length} 行不在其中`, `${kept.length} lines, without the ${lines.value.length - kept.length} that are held out`)}`,
    )
    if (canaries.length === 0)
      c.note(
        c.say(
          '⚠ 题库没有金丝雀：公开以后看不出谁拿它训练过',
          '⚠ The bank has no canary: once published, nothing shows who was trained on it',
        ),
      )
  }
  return exit.conforms
}
