import { done, failed, type Outcome, type Problem, problem } from '../../language/problem.ts'
import { presets } from '../ballot/presets.ts'
import { atMost } from '../ballot/tally.ts'
import { daysBetween } from '../calendar.ts'
import { planLife } from '../deadlines.ts'
import type { Procedure, Transition } from '../procedure/procedure.ts'
import type { LifeRole } from '../roles.ts'
import type { Deed } from './act.ts'
import type { Context } from './context.ts'
import { guards, missingDocuments } from './guards.ts'
import { isOpenToComments, type Project } from './project.ts'
import { isTextCheck } from './text-checks.ts'

export interface Given {
  readonly by: string
  readonly role: LifeRole
  readonly deed: Deed
}

/** Who may do what, beside moving, which the procedure says. */
const who: Readonly<Record<Exclude<Deed['what'], 'moved'>, readonly LifeRole[]>> = {
  opened: ['public', 'department', 'secretariat', 'drafting-lead', 'drafter', 'member', 'chair', 'city-body'],
  handed: ['department', 'secretariat', 'drafting-lead', 'drafter', 'city-body'],
  drafted: ['secretariat', 'drafting-lead', 'drafter'],
  planned: ['city-body'],
  paused: ['secretariat', 'city-body'],
  resumed: ['secretariat', 'city-body'],
  extended: ['city-body'],
  asked: ['secretariat'],
  commented: ['public', 'department', 'secretariat', 'drafting-lead', 'drafter', 'member', 'chair', 'city-body'],
  disposed: ['secretariat', 'drafting-lead', 'drafter'],
  replied: ['secretariat'],
  weighed: ['secretariat', 'drafting-lead'],
  'papers-sent': ['secretariat'],
  checked: ['secretariat', 'city-body'],
  'ballot-opened': ['secretariat', 'chair'],
  voted: ['member', 'chair'],
  'ballot-closed': ['secretariat', 'chair'],
  met: ['secretariat', 'chair'],
  numbered: ['city-body'],
  published: ['city-body'],
  filed: ['city-body'],
  evaluated: ['department', 'city-body'],
  amended: ['secretariat', 'city-body'],
  struck: ['secretariat', 'city-body'],
}

/** Whether an act may be done now; otherwise everything that stands against it, each with what to do next. */
export function allowed(
  procedure: Procedure,
  project: Project | undefined,
  given: Given,
  context: Context,
): Outcome<void> {
  const { deed, role } = given
  if (project === undefined)
    return deed.what === 'opened'
      ? done(undefined)
      : failed(no('life-not-opened', { zh: '项目还没有立项', en: 'The project has not been opened' }))
  if (deed.what === 'opened')
    return failed(no('life-opened-twice', { zh: '项目已经建立', en: 'The project is there already' }))
  const kind = procedure.states.get(project.state)?.kind
  if (kind === 'end' && deed.what !== 'struck')
    return failed(no('life-over', { zh: '项目已经结束', en: 'The project is over' }, { got: project.state }))
  if (deed.what === 'moved') return mayMove(procedure, project, given, deed, context)
  if (!who[deed.what].includes(role)) return failed(notTheirs(role, who[deed.what]))
  const wrong = fits(procedure, project, deed, context)
  return wrong === undefined ? done(undefined) : failed(wrong)
}

/** The ways out of the state that a project is in, with what stands against each. */
export function waysOn(
  procedure: Procedure,
  project: Project,
  context: Context,
): readonly { readonly transition: Transition; readonly against: readonly Problem[] }[] {
  return procedure.transitions
    .filter((t) => t.from === project.state)
    .map((transition) => ({ transition, against: against(procedure, project, transition, context) }))
}

function mayMove(
  procedure: Procedure,
  project: Project,
  { role }: Given,
  deed: Extract<Deed, { what: 'moved' }>,
  context: Context,
): Outcome<void> {
  const { plan } = procedure
  if (deed.to === plan.to) {
    const life = planLife(procedure, project, context.day, context.holidays)
    if (life && context.day > life.due) return (deed.reason ?? '').trim() === '' ? failed(noReason()) : done(undefined)
  }
  const ways = procedure.transitions.filter((t) => t.from === project.state)
  const way = ways.find((t) => t.to === deed.to)
  if (way === undefined)
    return failed(
      no(
        'life-no-way',
        { zh: '从当前状态不能到那里', en: 'No way leads there from where it is' },
        { expected: ways.map((t) => t.to).join(' | '), got: deed.to },
      ),
    )
  if (!way.by.includes(role)) return failed(notTheirs(role, way.by))
  const found = [
    ...(way.reason && (deed.reason ?? '').trim() === '' ? [noReason()] : []),
    ...against(procedure, project, way, context),
  ]
  return found.length > 0 ? failed(...found) : done(undefined)
}

function against(procedure: Procedure, project: Project, way: Transition, context: Context): readonly Problem[] {
  const pause = project.pauses.find((p) => p.to === undefined)
  const found: Problem[] = pause
    ? [
        no(
          'life-paused',
          { zh: '项目暂停中', en: 'The project stands still' },
          { got: pause.reason, next: { zh: '先恢复', en: 'let it go on first' } },
        ),
      ]
    : []
  // out of a state for a reason, its documents need not be there
  const missing = way.reason ? [] : missingDocuments(procedure, project)
  if (missing.length > 0)
    found.push(
      no(
        'life-documents-missing',
        { zh: '缺少文件', en: 'Documents are missing' },
        {
          expected: missing.map((m) => `${m} (${procedure.documents.get(m)?.zh ?? ''})`).join(', '),
          next: { zh: '提交后再转入下一步', en: 'hand them in first' },
        },
      ),
    )
  for (const { guard, with: numbers } of way.guards) {
    const stopped = guards[guard]!.stops({ procedure, project, with: numbers, context })
    if (stopped) found.push(stopped)
  }
  return found
}

/** Whether an act that moves nothing fits what is there. */
function fits(procedure: Procedure, p: Project, deed: Deed, { day, numbers, holidays }: Context): Problem | undefined {
  switch (deed.what) {
    case 'handed':
      return procedure.documents.has(deed.kind) && /^[0-9a-f]{64}$/.test(deed.sha256)
        ? undefined
        : no(
            'life-document-unknown',
            { zh: '程序里没有这种文件', en: 'The procedure has no such kind of document' },
            { expected: [...procedure.documents.keys()].join(' | '), got: deed.kind },
          )
    case 'checked':
      return p.text !== undefined && isTextCheck(deed.check) && deed.of !== p.text.sha256
        ? no(
            'life-check-is-run',
            {
              zh: '草案文本在登记库里，这项检查须运行，不能登记',
              en: 'The text is here: this check is run, not declared',
            },
            { next: { zh: '在项目页运行检查', en: 'run it on the page of the project' } },
          )
        : undefined
    case 'paused':
      if (deed.reason.trim() === '') return noReason()
      return p.pauses.some((x) => x.to === undefined)
        ? no('life-paused', { zh: '项目已经暂停', en: 'It stands still already' })
        : undefined
    case 'resumed':
      return p.pauses.some((x) => x.to === undefined)
        ? undefined
        : no('life-not-paused', { zh: '项目没有暂停', en: 'It does not stand still' })
    case 'extended': {
      if (p.extended)
        return no(
          'life-extended-twice',
          { zh: '只能延期一次', en: 'It is extended once at the most' },
          { got: p.extended.on },
        )
      if (deed.reason.trim() === '') return noReason()
      return planLife(procedure, p, day, holidays)
        ? undefined
        : no('life-no-plan', { zh: '没有有效的计划可以延期', en: 'There is no plan in force to be extended' })
    }
    case 'commented':
      if (!isOpenToComments(procedure, p.state))
        return no(
          'life-not-open-to-comments',
          { zh: '现在不是征求意见期', en: 'It is not open to comments now' },
          { got: p.state },
        )
      return p.comments.some((c) => c.comment === deed.comment)
        ? no(
            'life-comment-twice',
            { zh: '这条意见已经登记', en: 'This comment is there already' },
            { got: deed.comment },
          )
        : undefined
    case 'disposed': {
      const comment = p.comments.find((c) => c.comment === deed.comment)
      if (comment === undefined) return unknownComment(deed.comment)
      if (['partial', 'reject', 'out-of-scope'].includes(deed.disposition) && deed.reason.trim() === '')
        return no('life-disposition-no-reason', {
          zh: '部分采纳和不采纳须说明理由',
          en: 'Taking over in part, and not at all, is for a reason that is given',
        })
      if (
        deed.disposition === 'duplicate' &&
        !p.comments.some((c) => c.comment === deed.duplicateOf && c.comment !== deed.comment)
      )
        return unknownComment(deed.duplicateOf ?? '')
      return undefined
    }
    case 'replied':
      return p.comments.some((c) => c.comment === deed.comment) ? undefined : unknownComment(deed.comment)
    case 'weighed':
      return deed.reason.trim() === '' ? noReason() : undefined
    case 'ballot-opened':
      return mayOpenBallot(procedure, p, deed)
    case 'voted':
      return mayVote(p, deed)
    case 'ballot-closed':
      return p.ballots.some((b) => b.id === deed.ballot && b.closed === undefined) ? undefined : noBallot(deed.ballot)
    case 'met':
      return deed.present <= deed.members && deed.signers.length > 0
        ? undefined
        : no(
            'life-meeting',
            {
              zh: '实到人数不能多于应到人数，纪要须有人签字',
              en: 'No more can come than belong, and somebody signs the minutes',
            },
            { got: `${deed.present} / ${deed.members}` },
          )
    case 'numbered':
      return numbers.has(deed.number)
        ? no('life-number', { zh: '编号已经用过', en: 'The number was given before' }, { got: deed.number })
        : undefined
    case 'published':
      return deed.effective < day
        ? no(
            'life-effective-before',
            { zh: '实施日期早于发布日期', en: 'It takes effect before it is published' },
            { expected: `≥ ${day}`, got: deed.effective },
          )
        : undefined
    case 'filed':
      return p.published ? undefined : no('life-not-published', { zh: '还没有发布', en: 'It has not been published' })
    case 'evaluated':
      return deed.reason.trim() === '' ? noReason() : undefined
    case 'amended':
      return mayAmend(procedure, p, deed, day)
    default:
      return undefined
  }
}

function mayOpenBallot(
  procedure: Procedure,
  p: Project,
  deed: Extract<Deed, { what: 'ballot-opened' }>,
): Problem | undefined {
  const rule = presets[procedure.ballot]!
  if (p.ballots.some((b) => b.closed === undefined))
    return no('life-ballot-open', { zh: '还有一次表决没有结束', en: 'A ballot is still open' })
  if (p.ballots.some((b) => b.id === deed.ballot))
    return no('life-ballot-twice', { zh: '表决的标识重复', en: 'The ballot is there already' }, { got: deed.ballot })
  const voters = new Set(deed.voters)
  if (voters.size === 0 || voters.size !== deed.voters.length)
    return no('life-voters', { zh: '表决人为空或重复', en: 'There are no voters, or one stands twice' })
  if (rule.least !== undefined && voters.size < rule.least)
    return no(
      'life-voters-few',
      { zh: '专家人数不足', en: 'There are too few experts' },
      { expected: `≥ ${rule.least}`, got: String(voters.size) },
    )
  if (deed.excluded.some(({ member }) => voters.has(member)))
    return no('life-voter-excluded', { zh: '回避的人不能表决', en: 'Who is excluded does not vote' })
  const units = (deed.fromDraftingUnits ?? []).filter((m) => voters.has(m)).length
  if (rule.draftingUnits && !atMost(units, rule.draftingUnits, voters.size))
    return no(
      'life-drafting-units',
      { zh: '起草单位的表决人过多', en: 'Too many voters are of the drafting units' },
      { expected: `≤ ${rule.draftingUnits.of}/${rule.draftingUnits.from}`, got: `${units} / ${voters.size}` },
    )
  return undefined
}

function mayVote(p: Project, deed: Extract<Deed, { what: 'voted' }>): Problem | undefined {
  const ballot = p.ballots.find((b) => b.id === deed.ballot)
  if (ballot === undefined || ballot.closed !== undefined) return noBallot(deed.ballot)
  if (!ballot.voters.includes(deed.member))
    return no('life-no-voter', { zh: '不是这次表决的表决人', en: 'Not a voter of this ballot' }, { got: deed.member })
  return deed.marks.length === 1 && deed.marks[0] === 'against' && deed.reason.trim() === ''
    ? no('life-against-no-reason', { zh: '反对须写明技术理由', en: 'A vote against gives its technical reason' })
    : undefined
}

function mayAmend(
  { amendments }: Procedure,
  p: Project,
  deed: Extract<Deed, { what: 'amended' }>,
  day: string,
): Problem | undefined {
  const { sheets, items, commentDays } = amendments
  if (p.published === undefined) return no('life-not-published', { zh: '还没有发布', en: 'It has not been published' })
  if (p.amendments.length >= sheets)
    return no(
      'life-amendments',
      { zh: '修改单已满，须修订', en: 'There are as many amendment sheets as there may be: revise it' },
      { expected: `≤ ${sheets}` },
    )
  if (deed.items.length === 0 || deed.items.length > items)
    return no(
      'life-amendment-items',
      { zh: '一份修改单的修改项数不符', en: 'An amendment sheet has another number of items than it may' },
      { expected: `1 – ${items}`, got: String(deed.items.length) },
    )
  if (deed.sheet !== p.amendments.length + 1)
    return no(
      'life-amendment-number',
      { zh: '修改单的序号不对', en: 'The sheet has another number than is next' },
      { expected: String(p.amendments.length + 1), got: String(deed.sheet) },
    )
  const open = daysBetween(deed.commentedFrom, day)
  return open >= commentDays
    ? undefined
    : no(
        'life-comments-too-short',
        { zh: '修改单征求意见的时间不够', en: 'The amendment has not been open to comments for long enough' },
        { expected: `≥ ${commentDays} d`, got: `${open} d` },
      )
}

const no = (code: string, text: { zh: string; en: string }, details: Parameters<typeof problem>[2] = {}): Problem =>
  problem(code, text, details)
const noReason = () => no('life-no-reason', { zh: '须写明理由', en: 'A reason is written down' })
const noBallot = (got: string) =>
  no('life-no-ballot', { zh: '没有这次进行中的表决', en: 'There is no such ballot that is open' }, { got })
const unknownComment = (got: string) =>
  no('life-comment-unknown', { zh: '没有这条意见', en: 'There is no such comment' }, { got })
const notTheirs = (got: LifeRole, expected: readonly LifeRole[]) =>
  no(
    'life-not-theirs',
    { zh: '这一步不由这个角色办理', en: 'This is not for that role to do' },
    { expected: expected.join(' | '), got },
  )
