import type { Sentences } from './sentences.ts'

export const home = {
  hello: { zh: '{{name}}，您好', en: 'Hello, {{name}}' },
  companyTitle: { zh: '我的系统', en: 'My systems' },
  companyEmpty: { zh: '还没有系统', en: 'No systems yet' },
  companyEmptyText: {
    zh: '先登记要评价的系统和它的版本，再选一项标准。',
    en: 'First describe the system that is to be assessed and its version, then choose a standard.',
  },
  addSystem: { zh: '登记系统', en: 'Add a system' },
  startHere: { zh: '从这里开始', en: 'Where to start' },
  running: { zh: '进行中的评价', en: 'Assessments under way' },
  accepted: { zh: '已接受的委托', en: 'Requests that you accepted' },
  inspections: { zh: '检查', en: 'Inspections' },
  toMend: { zh: '待整改', en: 'To be mended' },
  toConfirm: { zh: '待确认或逾期的整改', en: 'Corrective actions to confirm, or overdue' },
  recent: { zh: '近期评价', en: 'Recent assessments' },
  queue: { zh: '待处理的委托', en: 'Requests that wait for you' },
  queueEmpty: { zh: '没有待处理的委托', en: 'No request waits for you' },
  regulatorText: {
    zh: '从公开登记下达检查，或核验收到的报告。',
    en: 'Order an inspection from the public register, or verify a report that you received.',
  },
  committeeText: {
    zh: '查看现行的标准与参考方案，并在系统上试行。',
    en: 'See the standards and reference profiles in force, and try them on systems.',
  },
  zoneText: {
    zh: '查看公开登记和已向您开放的评价。',
    en: 'See the public register and the assessments that are open to you.',
  },
  administratorText: {
    zh: '建立组织，管理成员、令牌和审计记录。',
    en: 'Found organizations; manage members, tokens and the audit log.',
  },
  nextDescribe: { zh: '回答问题并开始', en: 'Answer the questions and begin' },
  nextWatch: { zh: '查看进度', en: 'Watch it run' },
  nextResume: { zh: '继续', en: 'Resume' },
  nextReview: { zh: '复核', en: 'Review' },
  nextDecide: { zh: '作出决定', en: 'Decide' },
  nextReport: { zh: '查看报告', en: 'See the report' },
  nextFix: { zh: '查看错误', en: 'See what failed' },
  nextAssess: { zh: '评价', en: 'Assess' },
  neverAssessed: { zh: '尚未评价', en: 'Never assessed' },
} satisfies Sentences
