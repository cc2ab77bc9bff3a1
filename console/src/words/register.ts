import type { Sentences } from './sentences.ts'

export const register = {
  title: { zh: '公开登记', en: 'Public register' },
  lead: {
    zh: '已公开的评价结果。不必登录，也不必相信：每份都能核验。',
    en: 'Published results. No account and no trust needed: each can be verified.',
  },
  search: { zh: '查找系统、组织或标准', en: 'Find a system, organization or standard' },
  empty: { zh: '没有找到', en: 'Nothing found' },
  emptyText: { zh: '换个词再试，或这里还没有公开的结果。', en: 'Try another word; perhaps nothing is published yet.' },
  organization: { zh: '组织', en: 'Organization' },
  performer: { zh: '评价方', en: 'Assessed by' },
  published: { zh: '公开时间', en: 'Published' },
  status: { zh: '状态', en: 'Status' },
  changed: { zh: '状态变更', en: 'Status changed' },
  inspect: { zh: '下达检查', en: 'Order an inspection' },
  bundle: { zh: '下载报告包', en: 'Download the bundle' },
} satisfies Sentences
