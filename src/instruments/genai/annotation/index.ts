import { done, type Outcome } from '../../../language/problem.ts'
import type { Instrument, Subject } from '../../contract.ts'
import { recordFile } from '../../records/files.ts'
import { type RecordItem, recordWork } from '../../records/work.ts'
import { readLedger, readRules } from './ledger.ts'
import { type AnnotationCount, type AnnotationParams, annotationReducer } from './reduce.ts'

/** The ledger of annotation: who labelled, who reviewed, who was examined, and which risks the rules cover. */
export const annotation: Instrument<AnnotationParams, RecordItem<AnnotationCount>, AnnotationCount> = {
  ...annotationReducer,
  title: { zh: '标注台账', en: 'Annotation ledger' },
  method: {
    title: {
      zh: '逐条清点标注与审核记录，人员考核按作业当日是否有效计',
      en: 'Records of annotation and review counted; an examination counts if it was in force on the day of the work',
    },
    source: 'GB/T 45654-2025, annotation; TC260-003 5.3',
  },
  produces: {
    sameHands: {
      kind: 'integer',
      title: { zh: '标注与审核同一人的条目', en: 'items annotated and reviewed by one person' },
    },
    classesCovered: {
      kind: 'integer',
      title: { zh: '安全标注规则覆盖的风险类', en: 'risk classes the safety rules cover' },
    },
    safetyUnreviewed: { kind: 'integer', title: { zh: '未审核的安全性条目', en: 'safety items not reviewed' } },
    functionalSampled: { kind: 'integer', title: { zh: '抽检过的功能性条目', en: 'functional items checked' } },
    unexamined: {
      kind: 'integer',
      title: { zh: '未经考核合格的在岗人员', en: 'people at work without an examination' },
    },
  },
  ...recordWork('annotation', countsOf),
}

async function countsOf(
  subject: Subject,
  params: AnnotationParams,
): Promise<Outcome<readonly RecordItem<AnnotationCount>[]>> {
  const records = await recordFile(subject, 'annotation', params.records)
  if (!records.ok) return records
  const people = await recordFile(subject, 'annotation', params.people)
  if (!people.ok) return people
  const rules = await recordFile(subject, 'annotation', params.rules)
  if (!rules.ok) return rules
  const ledger = readLedger(
    { text: records.value.text, file: params.records },
    { text: people.value.text, file: params.people },
    params.pass,
  )
  if (!ledger.ok) return ledger
  const covered = readRules(rules.value.text, params.rules)
  return covered.ok ? done([...ledger.value, covered.value].map((result) => ({ id: result.part, result }))) : covered
}
