import type { Sentences } from './sentences.ts'

export const roles = {
  owner: { zh: '所有者', en: 'Owner' },
  manager: { zh: '管理员', en: 'Manager' },
  measurer: { zh: '测评员', en: 'Measurer' },
  reviewer: { zh: '复核员', en: 'Reviewer' },
  viewer: { zh: '只读成员', en: 'Viewer' },
} satisfies Sentences

export const kinds = {
  company: { zh: '企业', en: 'Company' },
  laboratory: { zh: '检测机构', en: 'Test laboratory' },
  committee: { zh: '标准化技术委员会', en: 'Standards committee' },
  regulator: { zh: '监管部门', en: 'Regulator' },
  zone: { zh: '试点示范区', en: 'Pilot zone' },
  administrator: { zh: '系统管理', en: 'Administration' },
} satisfies Sentences

export const permission = {
  'subject.read': { zh: '查看系统', en: 'See systems' },
  'subject.write': { zh: '登记系统', en: 'Add systems' },
  'assessment.read': { zh: '查看评价', en: 'See assessments' },
  'assessment.run': { zh: '进行评价', en: 'Run assessments' },
  'assessment.review': { zh: '复核', en: 'Review' },
  'assessment.decide': { zh: '决定', en: 'Decide' },
  'report.publish': { zh: '公开登记', en: 'Publish' },
  'request.send': { zh: '发出委托', en: 'Send requests' },
  'request.answer': { zh: '答复委托', en: 'Answer requests' },
  'secret.manage': { zh: '管理密钥', en: 'Manage keys' },
  'industry.publish': { zh: '公布产业监测', en: 'Publish industry monitoring' },
  'inspection.order': { zh: '下达检查', en: 'Order inspections' },
  'inspection.answer': { zh: '答复检查', en: 'Answer inspections' },
  'standard.draft': { zh: '起草标准', en: 'Draft standards' },
  'draft.read': { zh: '查看标准草案', en: 'See drafts of standards' },
  'draft.comment': { zh: '对标准草案提意见，参加表决', en: 'Comment on drafts of standards, and vote' },
  'committee.manage': { zh: '管理委员名单', en: 'Keep the list of the committee' },
  'audit.read': { zh: '查看审计记录', en: 'Read the audit log' },
  'token.manage': { zh: '管理令牌', en: 'Manage tokens' },
  'member.manage': { zh: '管理成员', en: 'Manage members' },
  'organization.found': { zh: '建立组织', en: 'Found organizations' },
} satisfies Sentences
