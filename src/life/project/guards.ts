import { type Problem, problem } from '../../language/problem.ts'
import type { Text } from '../../language/text.ts'
import { presets } from '../ballot/presets.ts'
import { tally } from '../ballot/tally.ts'
import { daysBetween } from '../calendar.ts'
import type { Procedure } from '../procedure/procedure.ts'
import type { Context } from './context.ts'
import { documentsOf, isOpenToComments, type Project } from './project.ts'
import { hasPassed } from './text-checks.ts'

interface Asked {
  readonly procedure: Procedure
  readonly project: Project
  readonly with: Readonly<Record<string, number>>
  readonly context: Context
}

export interface Guard {
  /** numbers that it needs */
  readonly takes: readonly string[]
  /** undefined where it lets through */
  readonly stops: (asked: Asked) => Problem | undefined
}

/** What has to hold before a project goes on. A procedure names them; each has one idea. */
export const guards: Readonly<Record<string, Guard>> = {
  'form-complete': {
    takes: [],
    stops: ({ project: { opened } }) =>
      opened.whyLocal.trim() === '' || opened.object.trim() === '' || opened.title.zh.trim() === ''
        ? stop(
            'life-form-incomplete',
            { zh: '申报内容不完整', en: 'The proposal is not complete' },
            {
              zh: '补齐名称、标准化对象，以及为什么制定地方标准',
              en: 'say its title, its object, and why it is to be a local standard',
            },
          )
        : undefined,
  },
  'plan-number': {
    takes: [],
    stops: ({ project }) =>
      project.planNumber === undefined
        ? stop(
            'life-no-plan-number',
            { zh: '还没有计划号', en: 'There is no plan number' },
            { zh: '先登记公布的计划号', en: 'write down the number of the published plan first' },
          )
        : undefined,
  },
  'comments-open': {
    takes: ['days'],
    stops: ({ procedure, project, with: { days = 0 }, context }) => {
      const stay = project.stays.findLast((s) => isOpenToComments(procedure, s.state))
      const open = stay === undefined ? 0 : daysBetween(stay.since, stay.until ?? context.day)
      return stay === undefined || open < days
        ? stop(
            'life-comments-too-short',
            { zh: '公开征求意见的时间不够', en: 'It has not been open to comments for long enough' },
            { zh: '等到期满再转入下一步', en: 'wait until the time is over' },
            { expected: `≥ ${days} d`, got: `${open} d` },
          )
        : undefined
    },
  },
  'comments-disposed': {
    takes: [],
    stops: ({ project }) => {
      const open = project.comments.filter((c) => c.handled === undefined)
      return open.length > 0
        ? stop(
            'life-comments-open',
            { zh: '还有意见没有处理', en: 'Some comments are not disposed of' },
            { zh: '逐条写明处理意见', en: 'dispose of each' },
            {
              expected: '0',
              got: `${open.length}: ${open
                .slice(0, 5)
                .map((c) => c.comment)
                .join(', ')}`,
            },
          )
        : undefined
    },
  },
  'changes-weighed': {
    takes: [],
    stops: ({ project }) => {
      const last = project.stays.findLastIndex((s) => s.state === project.state)
      return project.weighed === undefined || project.weighed.stay < last
        ? stop(
            'life-changes-not-weighed',
            { zh: '没有说明修改是否为实质性修改', en: 'Nobody said whether the changes are substantive' },
            {
              zh: '说明是否改了要求、限值、试验方法或范围；是则再次征求意见',
              en: 'say whether a requirement, limit, method or the scope was changed; if so, comments are asked for again',
            },
          )
        : project.weighed.substantive
          ? stop(
              'life-changes-substantive',
              { zh: '有实质性修改，须再次征求意见', en: 'The changes are substantive: comments are asked for again' },
              { zh: '退回征求意见', en: 'move it back to comments' },
            )
          : undefined
    },
  },
  'papers-sent': {
    takes: ['days'],
    stops: ({ project, with: { days = 0 }, context }) => {
      const sent = project.papersSent
      const ago = sent === undefined ? undefined : daysBetween(sent.on, project.meeting?.on ?? context.day)
      return ago === undefined || ago < days
        ? stop(
            'life-papers-late',
            { zh: '送审材料没有提前足够的天数送达', en: 'The papers were not sent early enough' },
            { zh: '先送达材料，期满后再审查', en: 'send the papers, and review when the time is over' },
            { expected: `≥ ${days} d`, got: ago === undefined ? '–' : `${ago} d` },
          )
        : undefined
    },
  },
  'ballot-passed': {
    takes: [],
    stops: ({ procedure, project }) => {
      const stay = project.stays.length - 1
      const ballot = project.ballots.findLast((b) => b.stay === stay && b.closed !== undefined)
      const rule = presets[procedure.ballot]
      const counted = ballot && rule && tally(ballot.voters.length, ballot.votes, rule)
      return counted?.passed === true
        ? undefined
        : stop(
            'life-ballot-not-passed',
            { zh: '没有通过的表决', en: 'There is no ballot that passed' },
            counted?.quorum === 'missed'
              ? {
                  zh: '参加人数不足，重新组织表决；原来的票保留',
                  en: 'too few took part: hold it again; the old papers are kept',
                }
              : { zh: '组织表决，或退回起草', en: 'hold a ballot, or move it back' },
            {
              expected: procedure.ballot,
              got: counted ? `${counted.favour} / ${counted.against} / ${counted.cast} (${ballot.voters.length})` : '–',
            },
          )
    },
  },
  minutes: {
    takes: [],
    stops: ({ project }) => {
      const { meeting } = project
      return meeting === undefined ||
        meeting.stay < project.stays.length - 1 ||
        meeting.signers.length === 0 ||
        meeting.minutes === ''
        ? stop(
            'life-no-minutes',
            { zh: '没有签字的审查会议纪要', en: 'There are no signed minutes of the review' },
            {
              zh: '登记会议、应到与实到人数、纪要和签字人',
              en: 'write down the meeting, who belongs and who came, the minutes and who signed',
            },
          )
        : undefined
    },
  },
  'check-passed': {
    takes: [],
    stops: ({ project }) => {
      const wanted = ['format', 'not-looser', 'competition']
      const missing = wanted.filter((w) => !hasPassed(project, w))
      return missing.length > 0
        ? stop(
            'life-checks-open',
            {
              zh: '格式、不低于上级标准、不限制竞争三项检查没有全部通过',
              en: 'Format, not looser than the higher level, and competition have not all been checked and passed',
            },
            {
              zh: '逐项检查；低于国家要求的须修改',
              en: 'check each; what is looser than the national requirement is changed',
            },
            { expected: wanted.join(', '), got: missing.join(', ') },
          )
        : undefined
    },
  },
  'not-looser': {
    takes: [],
    stops: ({ project }) =>
      hasPassed(project, 'not-looser')
        ? undefined
        : stop(
            'life-looser',
            {
              zh: '没有与国家标准比较，或有宽于国家标准的要求',
              en: 'It has not been held against the national standards, or a requirement is looser',
            },
            {
              zh: '逐条比较；宽于国家标准的要求改严后再报批',
              en: 'compare each requirement; tighten what is looser, then submit it',
            },
          ),
  },
  'lint-passed': {
    takes: [],
    stops: ({ project }) =>
      hasPassed(project, 'lint')
        ? undefined
        : stop(
            'life-lint-open',
            { zh: '征求意见稿没有通过文本检查', en: 'The draft for comments has not passed the checks of its text' },
            {
              zh: '对现在的文本运行检查；文本改了，再运行一次',
              en: 'run the checks on the text as it is now; on another text, once more',
            },
          ),
  },
  'number-free': {
    takes: [],
    stops: ({ project, context }) =>
      project.number === undefined || context.numbers.has(project.number)
        ? stop(
            'life-number',
            {
              zh: project.number === undefined ? '还没有编号' : '编号已经用过',
              en: project.number === undefined ? 'It has no number' : 'The number was given before',
            },
            {
              zh: '编一个从未用过的号；废止的编号也不再用',
              en: 'give one that was never given; those of abolished standards are never given again',
            },
            project.number === undefined ? {} : { got: project.number },
          )
        : undefined,
  },
  published: {
    takes: [],
    stops: ({ project: { published } }) =>
      published === undefined || published.announcement === '' || published.text === ''
        ? stop(
            'life-not-published',
            { zh: '没有公告和免费公开的文本', en: 'There is no announcement with the text free of charge' },
            {
              zh: '登记公告、文本和实施日期',
              en: 'write down the announcement, the text and the day on which it takes effect',
            },
          )
        : undefined,
  },
  filed: {
    takes: [],
    stops: ({ project: { filed } }) =>
      filed === undefined
        ? stop(
            'life-not-filed',
            { zh: '还没有备案', en: 'It has not been filed' },
            { zh: '登记备案号', en: 'write down the filing record' },
          )
        : undefined,
  },
  effective: {
    takes: [],
    stops: ({ project: { published }, context }) =>
      published === undefined || context.day < published.effective
        ? stop(
            'life-not-effective',
            { zh: '还没有到实施日期', en: 'It has not taken effect yet' },
            { zh: '到实施日期再转入现行', en: 'move it when it takes effect' },
            published === undefined ? {} : { expected: published.effective, got: context.day },
          )
        : undefined,
  },
  concluded: {
    takes: [],
    stops: ({ project: { evaluated }, procedure, project }) => {
      const entered = project.stays.findLast((s) => s.state === project.state)?.since ?? ''
      return evaluated === undefined || evaluated.on < entered
        ? stop(
            'life-no-conclusion',
            { zh: '没有复审结论', en: 'The review has no conclusion' },
            {
              zh: '登记实施情况评估和结论：继续有效、修订或废止',
              en: 'write down the evaluation and its conclusion: confirmed, revised or abolished',
            },
            { got: procedure.states.get(project.state)?.id ?? '' },
          )
        : undefined
    },
  },
}

/** Documents that a state asks for and that are not there. */
export function missingDocuments(procedure: Procedure, project: Project): readonly string[] {
  const there = documentsOf(project)
  return (procedure.states.get(project.state)?.documents ?? []).filter((kind) => !there.has(kind))
}

const stop = (
  code: string,
  text: Required<Text>,
  next: Required<Text>,
  details: { expected?: string; got?: string } = {},
): Problem => problem(code, text, { ...details, next })
