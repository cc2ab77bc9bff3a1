import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { findStandard, listStandards } from '../../assessment/library.ts'
import { nearestName } from '../../language/names.ts'
import { done, failed, type Outcome, problem } from '../../language/problem.ts'
import type { Standard } from '../../language/standard.ts'
import { type Common, Console } from '../console.ts'
import { exit } from '../exit.ts'
import { dialogue } from '../wizard/dialogue.ts'
import { readAnswers, readSettings, settle } from '../wizard/given.ts'
import { type Answers, chosen, questionsFor } from '../wizard/questions.ts'
import { bankFiles, subjectText } from '../wizard/subject-text.ts'
import { Interrupted, terminalTalk } from '../wizard/terminal.ts'

export interface InitOptions {
  readonly against?: string
  readonly for?: string
  readonly out: string
  readonly answers?: string
  readonly set: readonly string[]
  readonly yes?: boolean
  readonly force?: boolean
}

/** Makes a subject file: empty for one standard, or by asking for all standards of one kind of object. */
export async function init(o: InitOptions, common: Common): Promise<number> {
  const c = new Console(common)
  const standards = o.for === undefined ? one(o.against) : kind(o.for)
  if (!standards.ok) return c.refuse(standards.problems)
  if (existsSync(o.out) && !o.force)
    return c.refuse([
      problem(
        'file-exists',
        { zh: `文件 ${o.out} 已存在`, en: `The file ${o.out} exists already` },
        {
          next: {
            zh: '用 --out 换一个名字，或用 --force 覆盖',
            en: 'choose another name with --out, or overwrite it with --force',
          },
        },
      ),
    ])
  const answers = o.for === undefined ? new Map() : await answered(c, standards.value, o)
  if (typeof answers === 'number') return answers
  const asked = chosen(standards.value, answers)
  // whole or not at all: an interrupted run leaves no half file
  writeFileSync(`${o.out}.part`, subjectText(asked, answers, c.lang))
  renameSync(`${o.out}.part`, o.out)
  const next = asked.map(
    (s) => `plumbline plan ${quoted(o.out)} --against ${o.for === undefined ? quoted(o.against!) : s.id}`,
  )
  if (c.json)
    c.data({
      file: o.out,
      ...(o.for === undefined ? {} : { standards: asked.map((s) => s.id), answers: Object.fromEntries(answers) }),
      next,
    })
  else {
    c.out(`${c.say('已生成', 'Made')} ${o.out}`)
    if (answers.get('banks') === 'yes')
      c.out(`${c.say('自己的题库放在旁边', 'Put your own banks beside it')}: ${bankFiles(asked).join(', ')}`)
    c.out(
      `${o.for === undefined ? c.say('填好后运行', 'Fill it in, then run') : c.say('下一步运行', 'Run next')}: ${next.join('\n  ')}`,
    )
  }
  return exit.conforms
}

function one(against: string | undefined): Outcome<readonly Standard[]> {
  if (against === undefined)
    return failed(
      problem(
        'usage',
        { zh: '须给出 --against 或 --for', en: 'Either --against or --for is needed' },
        {
          expected: '--against <standard> | --for genai-service',
          next: { zh: '运行 plumbline help init', en: 'run plumbline help init' },
        },
      ),
    )
  const found = findStandard(against)
  return found.ok ? done([found.value.standard]) : found
}

/** A service that generates content is also an application that the grading standards grade. */
const also: Readonly<Record<string, readonly string[]>> = { 'genai-service': ['genai-application'] }

/** Every standard of the library whose `subject` is this kind of object. */
function kind(name: string): Outcome<readonly Standard[]> {
  const kinds = [name, ...(Object.hasOwn(also, name) ? also[name]! : [])]
  const entries = listStandards().map((e) => ({
    id: e.id,
    subject: /^subject:[ \t]*([\w-]+)/m.exec(readFileSync(e.file, 'utf8'))?.[1] ?? '',
  }))
  const some = entries
    .filter((e) => kinds.includes(e.subject))
    .flatMap(({ id }) => {
      const found = findStandard(id)
      return found.ok ? [found.value.standard] : []
    })
  if (some.length > 0) return done(some)
  const known = [...new Set(entries.map((e) => e.subject))].filter((s) => s !== '').sort()
  const near = nearestName(name, known)
  return failed(
    problem(
      'unknown-name',
      { zh: `没有标准评价“${name}”这类对象`, en: `No standard assesses the kind of object "${name}"` },
      {
        expected: known.join(', '),
        got: name,
        ...(near ? { next: { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } } : {}),
      },
    ),
  )
}

/** The answers, or the exit code when there will be none. */
async function answered(c: Console, standards: readonly Standard[], o: InitOptions): Promise<Answers | number> {
  const [file, settings] = [
    o.answers === undefined ? done(new Map<string, string>()) : readAnswers(o.answers),
    readSettings(o.set),
  ]
  if (!file.ok || !settings.ok)
    return c.refuse([...(file.ok ? [] : file.problems), ...(settings.ok ? [] : settings.problems)])
  const questions = (answers: Answers) => questionsFor(standards, answers)
  const given = settle(new Map([...file.value, ...settings.value]), questions)
  if (!given.ok) return c.refuse(given.problems)
  const talk = terminalTalk(process.stdin, process.stderr, c.lang)
  try {
    const talked = await dialogue(questions, given.value, o.yes ? { ...talk, ask: async () => undefined } : talk)
    if (talked.kind === 'refused') return exit.usage
    if (talked.left > 0 && !o.yes)
      c.note(
        c.say(
          `其余 ${talked.left} 个问题取默认值或未知`,
          `The other ${talked.left} questions are left at their default or not known`,
        ),
      )
    return talked.answers
  } catch (e) {
    if (!(e instanceof Interrupted)) throw e
    c.note(c.say('\n已放弃，没有写文件', '\nGiven up; nothing was written'))
    return exit.interrupted
  } finally {
    talk.close()
  }
}

/** As a shell takes it. */
function quoted(word: string): string {
  return /^[\w./@:+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
