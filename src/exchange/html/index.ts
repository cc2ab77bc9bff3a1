import type { Report } from '../../assessment/report.ts'
export function renderHtml(report: Report, lang: 'zh' | 'en'): string {
  return lang + report.judgement.evidence
}
