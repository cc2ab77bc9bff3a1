import { numberOf } from '../../files/cell.ts'
import type { Parsed } from '../../files/refusal.ts'
import type { Row } from '../../files/table.ts'
import type { SoundRow } from '../params.ts'

const filename = { names: ['filename', 'file', 'audio', '文件', '文件名'] }

export const durationColumns = { filename, duration: { names: ['duration', 'seconds', '时长', '秒数'] } }

export const eventColumns = {
  filename,
  onset: { names: ['onset', 'start', '起始', '开始'] },
  offset: { names: ['offset', 'end', '终止', '结束'] },
  label: { names: ['event_label', 'label', 'class', '类别', '标签'] },
}

/** One event of a file. `least` 1: it must last, as a reference does; 0: it may be over at once. */
export interface SoundLine {
  readonly file: string
  readonly row: SoundRow
}

export function durationOf(
  row: Row<keyof typeof durationColumns>,
): Parsed<{ readonly file: string; readonly seconds: number }> {
  const [file, seconds] = [row.cell('filename'), numberOf(row.cell('duration'))]
  if (file === '' || file.length > 500) return { expected: 'filename: at most 500 characters' }
  if (seconds === undefined || !(seconds > 0 && seconds <= 1e7))
    return { expected: 'duration: seconds above 0, at most 10 000 000', got: row.cell('duration') }
  return { file, seconds }
}

/** A row of DCASE; one with nothing but a file's name says that nothing is in it. */
export function tableLine(row: Row<keyof typeof eventColumns>, least: 0 | 1): Parsed<SoundLine> {
  const [file, onset, offset, label] = (['filename', 'onset', 'offset', 'label'] as const).map((name) => row.cell(name))
  if (file !== '' && onset === '' && offset === '' && label === '') return undefined
  return lineOf(file!, onset, offset, label, least)
}

/** NIST RTTM: `SPEAKER file channel onset duration <NA> <NA> name …`; other types of line are passed over. */
export function rttmLine(text: string, least: 0 | 1): Parsed<SoundLine> {
  const fields = text.trim().split(/\s+/)
  if (fields[0] === '' || fields[0]!.startsWith(';;')) return undefined
  if (!/^[A-Z][A-Z0-9_-]*$/.test(fields[0]!))
    return { expected: 'SPEAKER file channel onset duration <NA> <NA> name', column: 1 }
  if (fields[0] !== 'SPEAKER') return undefined
  const [onset, duration] = [numberOf(fields[3] ?? ''), numberOf(fields[4] ?? '')]
  if (fields.length < 8 || onset === undefined || duration === undefined)
    return { expected: 'SPEAKER file channel onset duration <NA> <NA> name', column: 1 }
  return lineOf(fields[1]!, String(onset), String(onset + duration), fields[7], least)
}

/** A label track of Audacity: onset, offset and label behind tabs; the lines with a backslash (frequencies) are passed over. */
export function audacityLine(file: string, text: string, least: 0 | 1): Parsed<SoundLine> {
  if (text.trim() === '' || text.startsWith('\\')) return undefined
  const [onset, offset, label] = text.split('\t')
  return lineOf(file, onset?.trim(), offset?.trim(), label?.trim(), least)
}

function lineOf(
  file: string,
  onset: string | undefined,
  offset: string | undefined,
  label: string | undefined,
  least: 0 | 1,
): Exclude<Parsed<SoundLine>, undefined> {
  const [from, to] = [numberOf(onset ?? ''), numberOf(offset ?? '')]
  if (file === '' || label === undefined || label === '' || label.length > 500)
    return { expected: 'filename, onset, offset, event_label' }
  if (from === undefined || to === undefined || from < 0 || (least === 1 ? to <= from : to < from))
    return {
      expected: least === 1 ? 'seconds, 0 <= onset < offset' : 'seconds, 0 <= onset <= offset',
      got: `${onset ?? ''} ${offset ?? ''}`,
    }
  return { file, row: [label, from, to] }
}
