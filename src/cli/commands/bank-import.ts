import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { canaryLine, isCanaryId } from '../../instruments/llm/bank/canary.ts'
import { bankText } from '../../instruments/llm/bank/canonical.ts'
import { allClasses, aspectIds, classTitle } from '../../instruments/llm/bank/classes.ts'
import { importBank } from '../../instruments/llm/bank/import/import.ts'
import { type BankType, bankTypes } from '../../instruments/llm/bank/item.ts'
import { done, failed, type Outcome, problem } from '../../language/problem.ts'
import { say } from '../../language/text.ts'
import { type Common, Console } from '../console.ts'
import { exit } from '../exit.ts'
import { free } from './bank-files.ts'

export interface ImportOptions {
  readonly as: BankType
  readonly out: string
  readonly source?: string
  readonly licence?: string
  readonly textLang?: string
  readonly class?: string
  readonly map: readonly string[]
  readonly holdout?: number
  readonly canary?: string | true
  readonly force?: boolean
}

/** Another file of questions as a bank. 0 when every line was taken, 1 when some were left out, each said with its line and why. */
export async function bankImport(file: string, o: ImportOptions, common: Common): Promise<number> {
  const c = new Console(common)
  if (!bankTypes.includes(o.as))
    return c.refuse([
      problem(
        'unknown-name',
        { zh: '没有这种题目', en: 'There is no such type of question' },
        { expected: bankTypes.join(', '), got: o.as },
      ),
    ])
  const classes = ownNames(o)
  if (!classes.ok) return c.refuse(classes.problems)
  const canary = o.canary === true ? randomUUID() : o.canary
  if (canary !== undefined && !isCanaryId(canary))
    return c.refuse([
      problem('usage', { zh: '--canary 须为小写 UUID', en: '--canary is a UUID in lower case' }, { got: canary }),
    ])
  const taken = free(o.out, o.force)
  if (!taken.ok) return c.refuse(taken.problems)
  const made = await importBank(file, {
    type: o.as,
    classes: classes.value,
    ...(o.source === undefined ? {} : { source: o.source }),
    ...(o.licence === undefined ? {} : { licence: o.licence }),
    ...(o.textLang === undefined ? {} : { lang: o.textLang }),
    ...(o.class === undefined ? {} : { classId: o.class }),
    ...(o.holdout === undefined ? {} : { holdout: o.holdout }),
  })
  if (!made.ok) return c.refuse(made.problems)
  const { read, lines, skipped, renamed } = made.value
  const unsaid = lines.filter((l) => l.source === undefined || l.licence === undefined).length
  if (unsaid > 0)
    return c.refuse([
      problem(
        'import-unlicensed',
        { zh: `${unsaid} 行没有来源或许可`, en: `${unsaid} lines say no source or no licence` },
        {
          place: { file },
          next: {
            zh: '用 --source 与 --licence 写明；不清楚就写 unknown，并在公开之前弄清楚',
            en: 'give --source and --licence; write unknown if it is not known, and find out before publishing',
          },
        },
      ),
    ])
  if (lines.length > 0)
    writeFileSync(o.out, bankText(canary === undefined ? lines : [...lines, canaryLine(canary, o.source, o.licence)]))
  const held = lines.filter((l) => l.holdout).length
  if (c.json)
    c.data({
      read,
      mapped: lines.length,
      skipped: skipped.length,
      ...(lines.length > 0 ? { file: o.out } : {}),
      holdout: held,
      renamed,
      canary,
      left: skipped,
    })
  else {
    for (const s of skipped)
      c.note(`✗ ${file}:${s.line} ${say(s.why, c.lang)}${s.got === undefined ? '' : `${c.say('：', ': ')}${s.got}`}`)
    if (renamed.length > 0)
      c.note(
        c.say(`${renamed.length} 行的编号是新编的`, `${renamed.length} lines have an id made from the question`) +
          c.say('：行 ', ': lines ') +
          shortList(renamed.map(String)),
      )
    c.out(
      c.say(
        `读了 ${read} 行，收下 ${lines.length} 行，略去 ${skipped.length} 行`,
        `read ${read}, taken ${lines.length}, left out ${skipped.length}`,
      ),
    )
    if (lines.length > 0)
      c.out(`${c.say('已写出', 'Wrote')} ${o.out}\n${c.say('下一步运行', 'Run next')}: plumbline bank check ${o.out}`)
  }
  if (lines.length === 0) return exit.usage
  return skipped.length === 0 ? exit.conforms : exit.doesNotConform
}

/** `--map 我们的类名=A.2.i` and `--class`: ids that exist. */
function ownNames(o: ImportOptions): Outcome<ReadonlyMap<string, string>> {
  const pairs = o.map.map(
    (m) => [m.slice(0, m.lastIndexOf('=')).trim(), m.slice(m.lastIndexOf('=') + 1).trim()] as const,
  )
  const wrong = [...pairs.map(([, id]) => id), ...(o.class === undefined ? [] : [o.class])].filter(
    (id) => classTitle(id) === undefined,
  )
  if (wrong.length > 0)
    return failed(
      problem(
        'unknown-name',
        { zh: '没有这个类', en: 'There is no such class' },
        { expected: [...allClasses, ...aspectIds].join(', '), got: wrong.join(', ') },
      ),
    )
  return done(new Map(pairs))
}

function shortList(items: readonly string[]): string {
  return items.length <= 12 ? items.join(', ') : `${items.slice(0, 12).join(', ')}, … (${items.length})`
}
