import type { Report } from '../../assessment/report.ts'
export function renderText(report: Report, lang: 'zh' | 'en', width: number): string {
  return (
    JSON.stringify(report.draws?.results) +
    lang +
    width +
    JSON.stringify(
      report.judgement.results.map(
        (r) =>
          report.judgement.nodes[r]?.level ?? report.judgement.nodes[r]?.outcome ?? report.judgement.nodes[r]?.value,
      ),
    )
  )
}
