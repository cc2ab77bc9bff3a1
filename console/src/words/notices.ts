import type { Sentences } from './sentences.ts'

export const notices = {
  title: { zh: '提醒', en: 'Notices' },
  bell: { zh: '提醒，未读 {{n}} 条', en: 'Notices, {{n}} unread' },
  lead: {
    zh: '到期的监督与有效期、委托和决定。已读对整个机构生效。',
    en: 'What is due, requests and decisions. Read is read for the whole organization.',
  },
  empty: { zh: '没有提醒', en: 'No notices' },
  read: { zh: '标为已读', en: 'Mark as read' },
  unread: { zh: '未读', en: 'Unread' },
  due: { zh: '日期', en: 'Day' },
  open: { zh: '打开', en: 'Open' },
  'surveillance-month': { zh: '一个月内须监督', en: 'Surveillance is due within a month' },
  'surveillance-week': { zh: '一周内须监督', en: 'Surveillance is due within a week' },
  'surveillance-overdue': { zh: '监督已逾期', en: 'Surveillance is overdue' },
  'validity-ending': { zh: '有效期将在一个月内届满', en: 'Validity ends within a month' },
  'validity-ended': { zh: '有效期已届满', en: 'Validity has ended' },
  'request-received': { zh: '收到委托', en: 'A request has come' },
  'request-waiting': { zh: '委托已等待一周', en: 'A request has waited for a week' },
  'request-accepted': { zh: '委托已被接受', en: 'Your request was accepted' },
  'request-declined': { zh: '委托被谢绝', en: 'Your request was declined' },
  'decision-granted': { zh: '已同意签发', en: 'Attestation was granted' },
  'decision-refused': { zh: '不予签发', en: 'Attestation was refused' },
} satisfies Sentences
