import { type Problem, type ProblemDetails, ProblemError, problem } from '../../language/problem.ts'
import type { Text } from '../../language/text.ts'

interface Refusal extends Text {
  /** of the answer over HTTP */
  readonly status: number
  readonly next?: Text
}

const again: Text = { zh: '稍后再试', en: 'try again later' }

const refusals = {
  'not-signed-in': { zh: '尚未登录', en: 'You are not signed in', status: 401 },
  'not-allowed': {
    zh: '您的角色不能这样做',
    en: 'Your role does not allow this',
    status: 403,
    next: { zh: '请联系本组织的所有者', en: 'ask an owner of your organization' },
  },
  'origin-foreign': { zh: '请求来自其他网站', en: 'The request comes from another site', status: 403 },
  'request-malformed': { zh: '请求的内容不正确', en: 'The request is not well formed', status: 400 },
  'request-large': { zh: '请求过大', en: 'The request is too large', status: 413 },
  'not-found': { zh: '没有找到', en: 'There is no such thing here', status: 404 },
  'set-up-done': {
    zh: '已经有管理员',
    en: 'There is an administrator already',
    status: 409,
    next: { zh: '请登录，或请成员邀请您', en: 'sign in, or ask a member to invite you' },
  },
  'set-up-token-wrong': {
    zh: '初始设置令牌不正确',
    en: 'The set-up token is not the right one',
    status: 403,
    next: { zh: '使用服务启动时显示的令牌', en: 'use the one that the server showed when it started' },
  },
  'invitation-void': {
    zh: '邀请无效：已使用、已撤回、已过期，或不存在',
    en: 'The invitation is void: used, withdrawn, expired, or none',
    status: 410,
    next: { zh: '请邀请人重新发出邀请', en: 'ask for a new one' },
  },
  'invitation-other': { zh: '邀请给的是另一个邮箱', en: 'The invitation is for another e-mail address', status: 403 },
  'email-taken': {
    zh: '该邮箱已有账户',
    en: 'This e-mail address has an account already',
    status: 409,
    next: { zh: '先登录，再接受邀请', en: 'sign in first, then accept' },
  },
  'member-already': { zh: '您已是该组织的成员', en: 'You are a member of this organization already', status: 409 },
  'last-owner': {
    zh: '组织须至少有一名所有者',
    en: 'An organization needs at least one owner',
    status: 409,
    next: { zh: '先任命另一名所有者', en: 'make somebody else an owner first' },
  },
  'password-short': { zh: '密码太短', en: 'The password is too short', status: 422 },
  'password-long': { zh: '密码太长', en: 'The password is too long', status: 422 },
  'password-common': {
    zh: '这个密码很容易被猜到',
    en: 'This password is easily guessed',
    status: 422,
    next: { zh: '换一个：几个不相干的词就很好', en: 'take another: some unrelated words do well' },
  },
  'sign-in-wrong': { zh: '邮箱或密码不正确', en: 'The e-mail address or the password is wrong', status: 401 },
  'password-wrong': { zh: '密码不正确', en: 'The password is wrong', status: 400 },
  'code-wrong': { zh: '验证码不正确', en: 'The code is wrong', status: 401 },
  'code-used': {
    zh: '该验证码已使用过',
    en: 'This code has been used',
    status: 401,
    next: { zh: '等待下一个验证码', en: 'wait for the next one' },
  },
  'challenge-over': {
    zh: '登录未完成且已失效',
    en: 'This sign-in was not finished and is over',
    status: 401,
    next: { zh: '重新登录', en: 'sign in again' },
  },
  'second-factor-on': { zh: '已启用两步验证', en: 'The second factor is on already', status: 409 },
  'second-factor-off': { zh: '未启用两步验证', en: 'The second factor is not on', status: 409 },
  'too-many-attempts': { zh: '尝试次数过多', en: 'Too many attempts', status: 429, next: again },
  'scope-beyond': { zh: '令牌的权限超出您的权限', en: 'The token would be allowed more than you are', status: 403 },
  refused: { zh: '请求被拒绝', en: 'The request was refused', status: 400 },
  fault: { zh: '服务出错', en: 'The server failed', status: 500, next: again },
} as const satisfies Record<string, Refusal>

export type RefusalCode = keyof typeof refusals

export function refusal(code: RefusalCode, details: ProblemDetails = {}): Problem {
  const { zh, en, ...rest } = refusals[code] as Refusal & { zh: string; en: string }
  return problem(code, { zh, en }, { next: rest.next, ...details })
}

/** Out of a transaction, which is undone. */
export function refuse(code: RefusalCode, details?: ProblemDetails): never {
  throw new ProblemError([refusal(code, details)])
}

export function statusOf(problems: readonly Problem[]): number {
  return (refusals as Record<string, Refusal>)[problems[0]?.code ?? 'fault']?.status ?? 400
}
