import { libraryTexts } from '../assessment/library.ts'
import { checkText } from '../drafting/passes.ts'
import { compareRequirement, counterparts, looserThanNational } from '../language/diff/counterpart.ts'
import type { Direction } from '../language/diff/direction.ts'
import { loadFiles, loadStandard } from '../language/load.ts'
import { done, failed, type Outcome, type Problem, problem } from '../language/problem.ts'
import type { Lang } from '../language/text.ts'
import type { Deed } from '../life/project/act.ts'
import { type Project, projectAt } from '../life/project/project.ts'
import type { LifeRole } from '../life/roles.ts'
import { draft, unknownDraft } from './drafts/drafts.ts'
import { act, actsOf, projectRow, type Rules, unknownProject } from './projects.ts'
import { unknownStandard } from './standards.ts'
import type { Unit } from './unit.ts'

/** What is to be checked of the text that a project works on. */
export type TextWish =
  | { readonly check: 'lint' }
  | {
      readonly check: 'not-looser'
      readonly against: readonly {
        /** hash of a standard of the registry */
        readonly standard: string
        /** ids of the local and the national requirement; others are counterparts by the same id */
        readonly pairs: readonly (readonly [local: string, national: string])[]
      }[]
      /** why there is no national standard to hold it against; asked for where `against` is empty */
      readonly none?: string
    }

export interface TextChecked {
  readonly passed: boolean
  readonly problems: readonly Problem[]
  readonly compared: readonly {
    readonly local: string
    readonly national: string
    readonly direction: Direction
  }[]
  readonly note: string
}

/**
 * Runs a check on the text that a project works on, and writes its result into the project as an act, in the language of who runs it. Problems: project-unknown, life-no-text,
 * draft-unknown, standard-unknown, unknown-name, life-no-reason, those of a standard that does not load, and those of an act.
 */
export async function checkProject(
  unit: Unit,
  rules: Rules,
  id: string,
  { role, wish, lang }: { readonly role: LifeRole; readonly wish: TextWish; readonly lang: Lang },
): Promise<Outcome<TextChecked & { readonly seq: number }>> {
  const row = await projectRow(unit, id)
  const procedure = row && rules.procedures.get(row.procedure)
  const project = procedure && projectAt(procedure, await actsOf(unit, id))
  if (row === undefined || project === undefined) return failed(unknownProject(id))
  const text = await textOf(unit, project)
  if (!text.ok) return text
  const { sha256, written } = text.value
  const checked =
    wish.check === 'lint' ? done(wording(written, lang)) : await againstNation(unit, written.text, wish, lang)
  if (!checked.ok) return checked
  const { passed, note } = checked.value
  const deed: Deed = { what: 'checked', check: wish.check, passed, note, of: sha256 }
  const acted = await act(unit, rules, id, { role, deed, seen: row.acts })
  return acted.ok ? done({ ...checked.value, seq: acted.value.seq }) : acted
}

/** The version that a project works on; what is here under its hash is what was named. */
async function textOf(unit: Unit, { text }: Project) {
  if (text === undefined) return failed<never>(noText())
  const found = await draft(unit, text.draft, text.version)
  if (found === undefined || found.version.sha256 !== text.sha256) return failed<never>(unknownDraft(text.draft))
  return done({ sha256: text.sha256, written: found.version })
}

function wording(written: { readonly text: string; readonly cases: string }, lang: Lang): TextChecked {
  const { passed, problems, cases } = checkText(written.text, written.cases, libraryTexts)
  const errors = problems.filter((p) => p.severity === 'error').length
  const advice = problems.length - errors
  const agreed = `${cases.agree}/${cases.all}`
  const note =
    lang === 'zh'
      ? `错误 ${errors}，提醒 ${advice}，用例 ${agreed}`
      : `errors ${errors}, advice ${advice}, cases ${agreed}`
  return { passed, problems, compared: [], note }
}

async function againstNation(
  unit: Unit,
  text: string,
  { against, none = '' }: Extract<TextWish, { check: 'not-looser' }>,
  lang: Lang,
): Promise<Outcome<TextChecked>> {
  if (against.length === 0)
    return none.trim() === '' ? failed(noneNamed()) : done({ passed: true, problems: [], compared: [], note: none })
  const local = loadStandard('standard.yaml', text, libraryTexts)
  if (!local.ok) return local
  const [problems, compared, names]: [Problem[], TextChecked['compared'][number][], string[]] = [[], [], []]
  for (const { standard, pairs } of against) {
    const row = await unit.db.selectFrom('standard').select(['files']).where('hash', '=', standard).executeTakeFirst()
    if (row === undefined) return failed(unknownStandard(standard))
    const national = loadFiles(row.files)
    if (!national.ok) return national
    const found = counterparts(local.value, national.value, pairs)
    if (!found.ok) return found
    names.push(`${national.value.id} ${national.value.edition}`)
    problems.push(...looserThanNational(found.value))
    for (const pair of found.value)
      compared.push({
        local: pair.local.id,
        national: `${national.value.id}: ${pair.national.id}`,
        direction: compareRequirement(pair.national, pair.local).direction,
      })
  }
  const count = (d: Direction) => compared.filter((c) => c.direction === d).length
  const [looser, unsure] = [count('looser'), count('incomparable')]
  const note =
    lang === 'zh'
      ? `${names.join('、')}：比较 ${compared.length} 条，更宽 ${looser}，不可比 ${unsure}`
      : `${names.join(', ')}: ${compared.length} compared, looser ${looser}, incomparable ${unsure}`
  // a comparison of nothing proves nothing
  if (compared.length === 0) return failed(nothingCompared())
  return done({ passed: problems.length === 0, problems, compared, note })
}

export const noText = (): Problem =>
  problem(
    'life-no-text',
    { zh: '项目没有指定登记库里的草案文本', en: 'The project works on no text that is kept here' },
    { next: { zh: '先在项目页选定草案的版本', en: 'choose a version of a draft on the page of the project first' } },
  )
const noneNamed = (): Problem =>
  problem(
    'life-no-reason',
    { zh: '没有国家标准可比时，须写明理由', en: 'Where no national standard is named, say why there is none' },
    { place: { path: 'none' } },
  )
const nothingCompared = (): Problem =>
  problem(
    'life-nothing-compared',
    { zh: '没有一条要求有对应', en: 'No requirement has a counterpart' },
    { next: { zh: '写出对应的要求，如 V2=Q_21', en: 'name counterparts, such as V2=Q_21' } },
  )
