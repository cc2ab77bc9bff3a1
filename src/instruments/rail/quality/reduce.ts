import { decimal } from '../../../metrics/decimal.ts'
import type { Reducer } from '../../contract.ts'
import { estimateBars } from '../../estimate-bars.ts'
import type { Reading } from '../../recognition/files/refusal.ts'
import { type FileFindings, type QualityParams, type QualityResult, qualityParams } from './params.ts'
import { rules } from './rules.ts'

/** One less what wrong records weigh, over all records: 1 for one with an error, `warningWeight` for one with a warning alone. */
export const qualityReducer: Reducer<QualityParams, QualityResult> = {
  name: 'rail/quality',
  version: '1',
  params: qualityParams,
  reduce(results, { warningWeight }) {
    const files: FileFindings[] = []
    let intake: Reading | undefined
    for (const { result } of results) {
      if (result.kind === 'intake') intake = result.intake
      else files.push(result)
    }
    files.sort((a, b) => (a.file < b.file ? -1 : 1))
    const sum = (of: (f: FileFindings) => number) => files.reduce((s, f) => s + of(f), 0)
    const [records, errors, warnings] = [sum((f) => f.records), sum((f) => f.errors), sum((f) => f.warnings)]
    const quality = (of: { readonly records: number; readonly errors: number; readonly warnings: number }) =>
      of.records === 0 ? null : decimal((of.records - of.errors - warningWeight * of.warnings) / of.records)
    const byFile = files.map((f) => ({
      ...{ file: f.file, records: f.records, errors: f.errors, warnings: f.warnings },
      quality: quality(f),
    }))
    const notices = files
      .flatMap(({ file, notices: own }) => own.map((n) => ({ ...n, file })))
      .sort((a, b) => (a.severity < b.severity ? -1 : a.severity > b.severity ? 1 : b.count - a.count))
    const whole = quality({ records, errors, warnings })
    return {
      n: records,
      evidence: records === 0 ? 'none' : 'recomputed',
      quantities: {
        dataQuality: whole === null ? null : { value: whole, n: records },
        ...{ records, errors, warnings },
        files: byFile.length === 0 ? null : byFile,
        notices:
          notices.length === 0
            ? null
            : notices.map(({ rule, severity, file, count, line }) => ({ rule, severity, file, count, line })),
      },
      detail: {
        warningWeight,
        bounds: 'none: every record was checked',
        notices: notices.map((n) => ({ ...n, title: rules[n.rule] })),
        ...(intake === undefined ? {} : { intake }),
      },
      pictures: estimateBars(
        { zh: '各文件的数据质量', en: 'Quality of the data, by file' },
        { title: { zh: '质量', en: 'quality' }, scale: 'linear', percent: true },
        byFile,
        'file',
        'quality',
        whole,
      ),
    }
  },
}
