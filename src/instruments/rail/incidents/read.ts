import type { Parsed } from '../../recognition/files/refusal.ts'
import type { Row } from '../../recognition/files/table.ts'
import { countOf, MOMENT_FORM, maybe, momentOf, oneOf, secondsFrom, yesOrNo } from '../records/cells.ts'
import type { detectors, IncidentRow } from './params.ts'

export const incidentColumns = {
  id: { names: ['id', 'incident_id', '编号', '事件编号'] },
  kind: { names: ['kind', 'type', '类别', '事件类别'] },
  drill: { names: ['drill', '演练', '是否演练'] },
  onset: maybe('onset', '发生时间'),
  detectedBy: { names: ['detected_by', '发现者', '检出者'] },
  alarm: maybe('alarm', '报警时间'),
  right: maybe('right_plan', '应启动预案', '正确预案'),
  first: maybe('first_plan', '首个预案', '系统预案'),
  steps: maybe('steps', '步骤数'),
  automatic: maybe('automatic_steps', '自动步骤数'),
}
type Columns = keyof typeof incidentColumns

const DETECTORS: Readonly<Record<string, (typeof detectors)[number]>> = {
  ...{ system: 'system', 系统: 'system', person: 'person', 人: 'person', 人工: 'person' },
  ...{ nobody: 'nobody', none: 'nobody', 无: 'nobody', 未发现: 'nobody' },
}

/** `seen`: ids of this listing, so that an incident written twice counts once. */
export function incidentOf(row: Row<Columns>, seen: Set<string>): Parsed<IncidentRow> {
  const [id, kind] = [row.cell('id'), row.cell('kind')]
  const [drill, detectedBy] = [yesOrNo(row.cell('drill')), oneOf(DETECTORS, row.cell('detectedBy'))]
  if (id === '' || id.length > 200) return { expected: 'id: 1 to 200 characters' }
  if (seen.has(id)) return { expected: 'id: each once', got: id }
  if (kind === '' || kind.length > 100) return { expected: 'kind: 1 to 100 characters' }
  if (drill === undefined) return { expected: 'drill: yes or no (是、否)', got: row.cell('drill').slice(0, 80) }
  if (detectedBy === undefined)
    return {
      expected: 'detected_by: system, person, nobody (系统、人、无)',
      got: row.cell('detectedBy').slice(0, 80),
    }
  const delay = delayOf(row.cell('onset'), row.cell('alarm'))
  if (delay === undefined)
    return {
      expected: `onset <= alarm: ${MOMENT_FORM}`,
      got: `${row.cell('onset')} ${row.cell('alarm')}`.slice(0, 80),
    }
  if (detectedBy === 'nobody' && row.cell('alarm') !== '')
    return { expected: 'alarm: empty where nobody detected it', got: row.cell('alarm').slice(0, 80) }
  const steps = stepsOf(row.cell('automatic'), row.cell('steps'))
  if (steps === undefined)
    return {
      expected: 'steps, automatic_steps: whole numbers, automatic_steps <= steps',
      got: `${row.cell('steps')} ${row.cell('automatic')}`.slice(0, 80),
    }
  seen.add(id)
  // where the right plan is known and the system named none, it named the wrong one
  const matched = row.cell('right') === '' ? null : row.cell('right') === row.cell('first')
  return { kind, drill, detectedBy, delay, matched, steps }
}

/** Seconds; null where a time is missing, undefined where one is none or the alarm came before the onset. */
function delayOf(onset: string, alarm: string): number | null | undefined {
  const [from, to] = [momentOf(onset), momentOf(alarm)]
  if ((onset !== '' && from === undefined) || (alarm !== '' && to === undefined)) return undefined
  if (from === undefined || to === undefined) return null
  const seconds = secondsFrom(from, to)
  return seconds === undefined || seconds < 0 ? undefined : seconds
}

function stepsOf(automatic: string, all: string): readonly [number, number] | null | undefined {
  const [own, of] = [countOf(automatic), countOf(all)]
  if (own === undefined || of === undefined) return undefined
  if (own === null && of === null) return null
  return own === null || of === null || own > of ? undefined : [own, of]
}
