import { numberOf } from '../../recognition/files/cell.ts'
import type { Parsed } from '../../recognition/files/refusal.ts'
import type { Row } from '../../recognition/files/table.ts'
import type { EventResult, OperationResult, severities, subsystems } from './params.ts'

const maybe = (...names: string[]) => ({ names, optional: true })

export const operationColumns = {
  line: { names: ['line', '线路'] },
  planned: { names: ['planned', '计划列次', '图定列次'] },
  cancelled: { names: ['cancelled', 'canceled', '未兑现列次', '取消列次'] },
  late: maybe('late', '晚点列次'),
  trainKm: maybe('train_km', 'trainkm', '列公里'),
  trainKm10k: maybe('train_km_10k', '万列公里'),
  carKm: maybe('car_km', 'carkm', '车公里'),
  carKm10k: maybe('car_km_10k', '万车公里'),
  cars: maybe('cars', 'cars_per_train', '编组', '编组辆数'),
  doorCycles: maybe('door_cycles', '站台门动作次数'),
  doorFaults: maybe('door_faults', '站台门故障次数'),
  ridership: maybe('ridership', '客运量'),
  satisfaction: maybe('satisfaction', '乘客满意度得分'),
  support: maybe('support', '服务保障能力得分'),
  keyIndicators: maybe('key_indicators', 'keyindicators', '关键指标得分'),
}

/**
 * A line and what it ran. Kilometres are train-kilometres, or car-kilometres with the cars of a train, by which they are divided; the name of the
 * column says which, so that one never passes for the other.
 */
export function operationOf(row: Row<keyof typeof operationColumns>): Parsed<OperationResult> {
  const [planned, cancelled, late] = [count(row, 'planned'), count(row, 'cancelled'), count(row, 'late')]
  if (row.cell('line') === '') return { expected: 'line' }
  if (planned === undefined || cancelled === undefined || planned === null || cancelled === null || cancelled > planned)
    return {
      expected: 'planned, cancelled: whole numbers, cancelled <= planned',
      got: `${row.cell('planned')} ${row.cell('cancelled')}`,
    }
  if (late === undefined || (late !== null && late > planned - cancelled))
    return { expected: 'late: at most planned - cancelled', got: row.cell('late') }
  const trainKm = kilometres(row)
  if (typeof trainKm !== 'number') return trainKm
  const [doorCycles, doorFaults] = [count(row, 'doorCycles'), count(row, 'doorFaults')]
  if (doorCycles === undefined || doorFaults === undefined)
    return { expected: 'door_cycles, door_faults: whole numbers' }
  const points = (['ridership', 'satisfaction', 'support', 'keyIndicators'] as const).map((name) =>
    amount(row.cell(name)),
  )
  const [ridership, satisfaction, support, keyIndicators] = points
  if (ridership === undefined || satisfaction === undefined || support === undefined || keyIndicators === undefined)
    return { expected: 'ridership, satisfaction, support, key_indicators: numbers from 0' }
  return {
    kind: 'operation',
    line: row.cell('line'),
    ...{ planned, cancelled, late, trainKm, doorCycles, doorFaults, ridership, satisfaction, support, keyIndicators },
  }
}

function kilometres(
  row: Row<keyof typeof operationColumns>,
): number | { readonly expected: string; readonly got: string } {
  const written = (['trainKm', 'trainKm10k', 'carKm', 'carKm10k'] as const).filter((name) => row.cell(name) !== '')
  const [one] = written
  const expected = 'one of train_km (列公里), train_km_10k (万列公里), car_km (车公里), car_km_10k (万车公里), above 0'
  if (one === undefined || written.length > 1) return { expected, got: written.join(', ') || 'nothing' }
  const value = amount(row.cell(one))
  if (value === undefined || value === null || value === 0) return { expected, got: row.cell(one) }
  const km = one.endsWith('10k') ? value * 10_000 : value
  if (one.startsWith('train')) return km
  const cars = numberOf(row.cell('cars'))
  return cars === undefined || !Number.isInteger(cars) || cars < 1
    ? { expected: 'cars: how many cars a train has; car-kilometres are not train-kilometres', got: row.cell('cars') }
    : km / cars
}

export const eventColumns = {
  line: { names: ['line', '线路'] },
  subsystem: maybe('subsystem', '专业', '系统'),
  delay: { names: ['delay_min', 'delaymin', 'delay', '延误分钟', '晚点分钟'] },
  withdrawn: maybe('withdrawn', '退出正线', '下线'),
  interrupted: maybe('interrupted', '中断行车'),
  sections: maybe('sections', '影响区间数', '影响车站数'),
  severity: maybe('severity', '事件等级'),
  forceMajeure: maybe('force_majeure', 'forcemajeure', '不可抗力'),
  from: maybe('start_of_fault', 'startoffault', '开始时间'),
  to: maybe('end_of_fault', 'endoffault', '恢复时间'),
}

const SUBSYSTEMS: Readonly<Record<string, (typeof subsystems)[number]>> = {
  ...{ vehicle: 'vehicle', 车辆: 'vehicle', signal: 'signal', 信号: 'signal', power: 'power', 供电: 'power' },
  ...{ psd: 'door', door: 'door', 站台门: 'door', 屏蔽门: 'door', other: 'other', 其他: 'other', '': 'other' },
}
const SEVERITIES: Readonly<Record<string, (typeof severities)[number]>> = {
  ...{ '': 'none', none: 'none', 无: 'none', general: 'general', 一般: 'general', major: 'major', 较大: 'major' },
  ...{ severe: 'major', 重大: 'major', extraordinary: 'major', 特别重大: 'major' },
}
const YES: Readonly<Record<string, boolean>> = {
  ...{ '': false, no: false, false: false, '0': false, 否: false, yes: true, true: true, '1': true, 是: true },
}

export function eventOf(row: Row<keyof typeof eventColumns>): Parsed<EventResult> {
  const word = <T>(of: Readonly<Record<string, T>>, name: keyof typeof eventColumns): T | undefined => {
    const key = row.cell(name).toLowerCase()
    return Object.hasOwn(of, key) ? of[key] : undefined
  }
  const delay = row.cell('delay') === '' ? 0 : amount(row.cell('delay'))
  if (row.cell('line') === '') return { expected: 'line' }
  if (delay === undefined || delay === null) return { expected: 'delay_min: minutes from 0', got: row.cell('delay') }
  const [subsystem, severity] = [word(SUBSYSTEMS, 'subsystem'), word(SEVERITIES, 'severity')]
  if (subsystem === undefined)
    return {
      expected: 'subsystem: vehicle, signal, power, psd, other (车辆、信号、供电、站台门、其他)',
      got: row.cell('subsystem'),
    }
  if (severity === undefined)
    return { expected: 'severity: general, major, severe, extraordinary, or nothing', got: row.cell('severity') }
  const [withdrawn, interrupted, forceMajeure] = [
    word(YES, 'withdrawn'),
    word(YES, 'interrupted'),
    word(YES, 'forceMajeure'),
  ]
  if (withdrawn === undefined || interrupted === undefined || forceMajeure === undefined)
    return { expected: 'withdrawn, interrupted, force_majeure: yes or no (是、否)' }
  const sections = count(row, 'sections')
  if (sections === undefined) return { expected: 'sections: a whole number', got: row.cell('sections') }
  const restored = restoredAfter(row.cell('from'), row.cell('to'))
  if (restored === undefined)
    return {
      expected: 'start_of_fault <= end_of_fault: YYYY-MM-DD HH:MM',
      got: `${row.cell('from')} ${row.cell('to')}`,
    }
  return {
    kind: 'event',
    line: row.cell('line'),
    subsystem,
    delay,
    withdrawn,
    interrupted,
    sections,
    severity,
    forceMajeure,
    restored,
  }
}

const TIME = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?$/

/** Minutes between two local times of one place; null where one is missing. */
function restoredAfter(from: string, to: string): number | null | undefined {
  if (from === '' || to === '') return null
  if (!TIME.test(from) || !TIME.test(to)) return undefined
  const [a, b] = [Date.parse(`${from.replace(' ', 'T')}Z`), Date.parse(`${to.replace(' ', 'T')}Z`)]
  return Number.isNaN(a) || Number.isNaN(b) || b < a ? undefined : (b - a) / 60_000
}

/** Null for an empty cell, undefined for what is no number from 0. */
function amount(text: string): number | null | undefined {
  if (text === '') return null
  const value = numberOf(text)
  return value === undefined || value < 0 ? undefined : value
}

function count<C extends string>(row: Row<C>, name: C): number | null | undefined {
  const text = row.cell(name)
  if (text === '') return null
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
