import type { z } from 'zod'
import type { AssessmentRow, Cursor, Progress } from '../../registry/assessments.ts'
import { progress } from '../../registry/assessments.ts'
import type { AssessmentKind } from '../../registry/database.ts'
import { openReviews } from '../../registry/review-sheets.ts'
import { dayOf, standing } from '../../registry/standing.ts'
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
  const open = await openReviews(unit, begun)
  return rows.map((row) =>
    shownAssessment(
      unit.org,
      row,
      done.filter(({ assessment }) => assessment === row.assessment_id),
      open.find((o) => o.assessment === row.assessment_id && o.run === row.run)?.open ?? 0,
    ),
  )
}

function shownAssessment(
  org: string,
  row: AssessmentRow,
  done: readonly Progress[],
  openReviews: number,
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
    openReviews,
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

const reportColumns = `r.report_id, r.assessment_id, r.bundle_sha256, r.standard_hash, r.subject, r.verdict, r.headline, r.signed_by, r.created_at,
  t.decision, t.reason, t.decided_by, t.decided_at, t.valid_from::text, t.valid_until::text, t.status, t.status_reason, t.surveillance, t.published`
const reportRows = `registry.report r LEFT JOIN registry.attestation t ON t.org_id = r.org_id AND t.report_id = r.report_id`

/** Reports of an assessment or one alone, newest first, each with what was decided about it. */
export async function shownReports(
  { query, org }: Unit,
  of: { readonly assessment: string } | { readonly report: string },
): Promise<z.input<typeof shapes.report>[]> {
  const [column, id] = 'report' in of ? ['report_id', of.report] : ['assessment_id', of.assessment]
  const { rows } = await query<ReportRow>(
    `SELECT ${reportColumns} FROM ${reportRows} WHERE r.org_id = $1 AND r.${column} = $2 ORDER BY r.created_at DESC`,
    [org, id],
  )
  return rows.map(shownReport)
}

export interface ReportFilter {
  /** id of a standard, in whatever edition */
  readonly standard?: string | undefined
  /** id of a system of the organization */
  readonly subject?: string | undefined
  /** `undecided`, or what became of the attestation; `none`: refused */
  readonly state?: 'undecided' | 'none' | 'valid' | 'expired' | 'suspended' | 'withdrawn' | undefined
  readonly after?: Cursor | undefined
  readonly limit: number
}

/** Reports in the space of the unit, newest first; of these assessments alone where they are given. `at`: for the cursor. */
export async function listedReports(
  { query, org }: Unit,
  { standard, subject, state, after, limit }: ReportFilter,
  assessments?: readonly string[],
) {
  const { rows } = await query<ReportRow & ListedRow>(
    `SELECT ${reportColumns}, r.created_at::text AS at, a.performer_org, a.kind FROM ${reportRows}
     JOIN registry.assessment a ON a.org_id = r.org_id AND a.assessment_id = r.assessment_id
     JOIN registry.standard s ON s.hash = r.standard_hash
     WHERE r.org_id = $1 AND ($2::uuid[] IS NULL OR r.assessment_id = ANY ($2::uuid[]))
       AND ($3::text IS NULL OR s.id = $3) AND ($4::uuid IS NULL OR a.subject_id = $4)
       AND ($5::text IS NULL OR 
         CASE WHEN t.status = 'valid' AND t.valid_until < $9::date THEN 'expired' ELSE coalesce(t.status, 'undecided') END = $5)
       AND ($6::timestamptz IS NULL OR (r.created_at, r.report_id) < ($6::timestamptz, $7::uuid))
     ORDER BY r.created_at DESC, r.report_id DESC LIMIT $8`,
    [
      ...[org, assessments ?? null, standard ?? null, subject ?? null, state ?? null],
      ...[after?.at ?? null, after?.id ?? null, limit, dayOf(new Date())],
    ],
  )
  return rows.map((row) => ({ ...shownReport(row), org, performer: row.performer_org, kind: row.kind, at: row.at }))
}

interface ListedRow {
  readonly at: string
  readonly performer_org: string
  readonly kind: AssessmentKind
}

function shownReport(row: ReportRow): z.input<typeof shapes.report> {
  return {
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
  }
}
