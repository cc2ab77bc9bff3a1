import type { Sentences } from './sentences.ts'

export const signIn = {
  title: { zh: '登录', en: 'Sign in' },
  lead: {
    zh: '把标准变成可以运行的程序：测量、判定、签署，任何人都能复核。',
    en: 'Standards you can run: measure, judge and sign, so that anyone can check it again.',
  },
  email: { zh: '邮箱', en: 'E-mail' },
  password: { zh: '密码', en: 'Password' },
  submit: { zh: '登录', en: 'Sign in' },
  secondTitle: { zh: '两步验证', en: 'Second factor' },
  secondText: { zh: '请输入验证器应用显示的六位数字。', en: 'Enter the six digits that your authenticator shows.' },
  code: { zh: '验证码', en: 'Code' },
  backupCode: { zh: '备用码', en: 'Backup code' },
  useBackup: { zh: '改用备用码', en: 'Use a backup code instead' },
  useCode: { zh: '改用验证器', en: 'Use the authenticator instead' },
  confirm: { zh: '确认', en: 'Confirm' },
  again: { zh: '重新登录', en: 'Sign in again' },
  or: { zh: '或', en: 'or' },
  by: { zh: '用 {{name}} 登录', en: 'Sign in with {{name}}' },
  refused: { zh: '没有登录成功', en: 'You were not signed in' },
  refusedText: {
    zh: '身份提供方认识您，但这个邮箱没有收到过邀请，或邮箱未经提供方核实。',
    en: 'The provider knows you, but nobody has invited this e-mail address, or the provider does not vouch for it.',
  },
  refusedNext: {
    zh: '请让组织的所有者邀请这个邮箱，接受邀请后再试。',
    en: 'Ask an owner of your organization for an invitation to this address, accept it, then try again.',
  },
  withoutAccount: { zh: '不需要账户', en: 'Without an account' },
} satisfies Sentences

export const setUp = {
  title: { zh: '初始设置', en: 'First set-up' },
  lead: {
    zh: '还没有任何账户。您将成为系统的第一位管理员。',
    en: 'Nobody has an account yet. You will be the first administrator.',
  },
  token: { zh: '初始设置令牌', en: 'Set-up token' },
  tokenHint: { zh: '服务启动时显示，以 pls_ 开头。', en: 'The server shows it when it starts; it begins with pls_.' },
  person: { zh: '您', en: 'You' },
  name: { zh: '姓名', en: 'Name' },
  email: { zh: '邮箱', en: 'E-mail' },
  password: { zh: '密码', en: 'Password' },
  passwordHint: {
    zh: '至少 12 个字符；几个不相干的词就很好。',
    en: 'At least 12 characters; some unrelated words do well.',
  },
  organization: { zh: '您的组织', en: 'Your organization' },
  withOrganization: { zh: '同时建立我的组织', en: 'Found my organization too' },
  kind: { zh: '类型', en: 'Kind' },
  nameZh: { zh: '中文名称', en: 'Name in Chinese' },
  nameEn: { zh: '英文名称', en: 'Name in English' },
  submit: { zh: '完成设置', en: 'Finish the set-up' },
  done: { zh: '已经设置过', en: 'It has been set up already' },
  doneText: {
    zh: '已经有管理员。请登录，或请成员邀请您。',
    en: 'There is an administrator already. Sign in, or ask a member to invite you.',
  },
} satisfies Sentences

export const invitation = {
  title: { zh: '接受邀请', en: 'Accept an invitation' },
  to: { zh: '您受邀加入 {{name}}，角色为“{{role}}”。', en: 'You are invited to join {{name}} as {{role}}.' },
  newHere: { zh: '新建账户', en: 'I am new here' },
  haveAccount: { zh: '我已有账户', en: 'I have an account' },
  signInFirst: { zh: '登录并接受', en: 'Sign in and accept' },
  join: { zh: '建立账户并加入', en: 'Make an account and join' },
  accept: { zh: '以 {{name}} 的身份加入', en: 'Join as {{name}}' },
  noToken: { zh: '链接里没有邀请', en: 'The link holds no invitation' },
} satisfies Sentences
