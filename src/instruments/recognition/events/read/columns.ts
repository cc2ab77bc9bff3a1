import { numberOf, scoreOf } from '../../files/cell.ts'
import type { Parsed } from '../../files/refusal.ts'
import type { Row } from '../../files/table.ts'
import type { AlarmRow, EventRow, PredictionRow } from '../params.ts'

const stream = { names: ['stream', 'camera', 'channel', 'video', '视频流', '摄像机', '通道', '视频'] }
const type = { names: ['type', 'event', 'label', 'class', '类型', '事件类型', '类别'] }
const start = { names: ['start', 'begin', 'onset', '开始', '开始时间'] }
const end = { names: ['end', 'stop', 'offset', '结束', '结束时间'] }
const score = { names: ['score', 'confidence', '得分', '置信度'] }

export const streamColumns = {
  stream,
  duration: { names: ['duration', 'seconds', '时长', '秒数'] },
  stratum: { names: ['stratum', 'condition', '分层', '条件'], optional: true },
  output: { names: ['output', 'file', '输出', '输出文件'], optional: true },
}
export const eventColumns = { stream, start, end, type }
const raised = { time: { names: ['time', 'timestamp', '时间', '报警时间'] }, type, score: { ...score, optional: true } }
export const alarmColumns = { stream, ...raised }
/** In a file of one stream. */
export const ownAlarmColumns = raised
export const predictionColumns = { stream, start, end, type, score }

/** A name in a cell: a video stream or a type of event. */
const named = (text: string) => text !== '' && text.length <= 500

export interface StreamRow {
  readonly stream: string
  readonly seconds: number
  readonly stratum: string
  readonly output: string | undefined
}

const MOST_SECONDS = 1e9

export function streamOf(row: Row<keyof typeof streamColumns>): Parsed<StreamRow> {
  const seconds = numberOf(row.cell('duration'))
  if (!named(row.cell('stream'))) return { expected: 'stream: a name of at most 500 characters' }
  if (seconds === undefined || !(seconds > 0 && seconds <= MOST_SECONDS))
    return { expected: 'duration: seconds above 0', got: row.cell('duration') }
  const output = row.has('output') ? row.cell('output') : undefined
  return { stream: row.cell('stream'), seconds, stratum: row.cell('stratum'), output }
}

export interface Placed<T> {
  readonly stream: string
  readonly row: T
}

/** `least`: an event may be over at once (0), a segment may not (1). */
export function eventOf(row: Row<keyof typeof eventColumns>, least: 0 | 1): Parsed<Placed<EventRow>> {
  const [from, to] = [numberOf(row.cell('start')), numberOf(row.cell('end'))]
  if (!named(row.cell('stream')) || !named(row.cell('type'))) return { expected: 'stream, start, end, type' }
  if (from === undefined || to === undefined || from < 0 || (least === 0 ? to < from : to <= from))
    return {
      expected: least === 0 ? 'seconds, 0 <= start <= end' : 'seconds, 0 <= start < end',
      got: `${row.cell('start')} ${row.cell('end')}`,
    }
  return { stream: row.cell('stream'), row: [row.cell('type'), from, to] }
}

export function alarmOf(row: Row<keyof typeof raised>): Parsed<{ readonly row: AlarmRow }> {
  const time = numberOf(row.cell('time'))
  if (!named(row.cell('type'))) return { expected: 'time, type' }
  if (time === undefined || time < 0) return { expected: 'time: seconds from 0', got: row.cell('time') }
  if (!row.has('score')) return { row: [row.cell('type'), time] }
  const given = scoreOf(row.cell('score'))
  if (given === undefined) return { expected: 'score: a number', got: row.cell('score') }
  return { row: [row.cell('type'), time, Number.isNaN(given) ? null : given] }
}

export function predictionOf(row: Row<keyof typeof predictionColumns>): Parsed<Placed<PredictionRow>> {
  const [from, to] = [numberOf(row.cell('start')), numberOf(row.cell('end'))]
  const given = scoreOf(row.cell('score'))
  if (!named(row.cell('stream')) || !named(row.cell('type'))) return { expected: 'stream, start, end, type, score' }
  if (from === undefined || to === undefined || to < from)
    return { expected: 'seconds, start <= end', got: `${row.cell('start')} ${row.cell('end')}` }
  if (given === undefined) return { expected: 'score: a number', got: row.cell('score') }
  return { stream: row.cell('stream'), row: [row.cell('type'), from, to, Number.isNaN(given) ? null : given] }
}
