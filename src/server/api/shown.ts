import type { z } from 'zod'
import type { AssessmentRow, Progress } from '../../registry/assessments.ts'
import { progress } from '../../registry/assessments.ts'
import { standing } from '../../registry/standing.ts'
import type { Unit } from '../../registry/unit.ts'
import type * as shapes from './shapes.ts'

const iso = (at: Date) => at.toISOString()

/** Assessments as the API shows them, with how far each measure is. */
export async function shownAssessments(
  unit: Unit,
  rows: readonly AssessmentRow[],
): Promise<z.input<typeof shapes.assessment>[]> {
  const begun = rows.filter(({ run }) => run > 0).map((row) => row.assessment_id)
  const done = await progress(unit, begun)
  return rows.map((row) =>
    shownAssessment(
      unit.org,
      row,
      done.filter(({ assessment }) => assessment === row.assessment_id),
    ),
  )
}

function shownAssessment(
  org: string,
  row: AssessmentRow,
  done: readonly Progress[],
): z.input<typeof shapes.assessment> {
  return {
    id: row.assessment_id,
    org,
    subject: row.subject_id,
    version: row.version_number,
    standard: row.standard_hash,
    kind: row.kind,
    performer: row.performer_org,
    state: row.state,
    activity: row.activity,
    date: row.date,
    items: row.items_total,
    measures: row.measures.map(({ measure, instrument, title, items }) => {
      const own = done.find((p) => p.measure === measure)
      return { measure, instrument, title, items, measured: own?.measured ?? 0, errors: own?.errors ?? 0 }
    }),
    problems: [...row.problems] as z.input<typeof shapes.problem>[],
    determinedBy: [...row.determined_by],
    reviewedBy: row.reviewed_by,
    rowVersion: row.row_version,
    createdBy: row.created_by,
    createdAt: iso(row.created_at),
    updatedAt: iso(row.updated_at),
  }
}

interface ReportRow {
  report_id: string
  assessment_id: string
  bundle_sha256: string
  standard_hash: string
  subject: z.input<typeof shapes.report>['subject']
  verdict: string
  headline: Record<string, string>
  signed_by: string | null
  created_at: Date
  decision: 'granted' | 'refused' | null
  reason: string
  decided_by: string
  decided_at: Date
  valid_from: string | null
  valid_until: string | null
  status: 'none' | 'valid' | 'suspended' | 'withdrawn'
  status_reason: string | null
  surveillance: string[]
  published: boolean
}

/** Reports of an assessment or one alone, newest first, each with what was decided about it. */
export async function shownReports(
  { query, org }: Unit,
  of: { readonly assessment: string } | { readonly report: string },
): Promise<z.input<typeof shapes.report>[]> {
  const [column, id] = 'report' in of ? ['report_id', of.report] : ['assessment_id', of.assessment]
  const { rows } = await query<ReportRow>(
    `SELECT r.*, t.decision, t.reason, t.decided_by, t.decided_at, t.valid_from::text, t.valid_until::text, t.status, t.status_reason, t.surveillance, t.published
     FROM registry.report r LEFT JOIN registry.attestation t ON t.org_id = r.org_id AND t.report_id = r.report_id
     WHERE r.org_id = $1 AND r.${column} = $2 ORDER BY r.created_at DESC`,
    [org, id],
  )
  return rows.map((row) => ({
    id: row.report_id,
    assessment: row.assessment_id,
    bundle: row.bundle_sha256,
    standard: row.standard_hash,
    subject: row.subject,
    verdict: row.verdict,
    headline: row.headline,
    signedBy: row.signed_by,
    createdAt: iso(row.created_at),
    attestation:
      row.decision === null
        ? null
        : {
            decision: row.decision,
            reason: row.reason,
            decidedBy: row.decided_by,
            decidedAt: iso(row.decided_at),
            validFrom: row.valid_from,
            validUntil: row.valid_until,
            status: standing(row.status, row.valid_until),
            statusReason: row.status_reason,
            surveillance: row.surveillance,
            published: row.published,
          },
  }))
}
