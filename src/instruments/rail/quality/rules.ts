import type { Text } from '../../../language/text.ts'

/** What a record can break, in plain words. Source: GTFS Schedule Reference; the division into errors and warnings is ours. */
export const rules = {
  'file-missing': { zh: '缺少必需的文件', en: 'a file that a feed needs is missing' },
  'row-broken': {
    zh: '行的列数与首行不同，或不是 UTF-8',
    en: 'a row has other columns than the first line, or is not UTF-8',
  },
  'field-missing': { zh: '必填字段为空', en: 'a required field is empty' },
  'key-twice': { zh: '编号重复', en: 'a key comes twice' },
  'reference-unknown': { zh: '引用的对象不存在', en: 'it refers to something that is not there' },
  'time-malformed': { zh: '时刻不合格式', en: 'a time has the wrong form' },
  'time-goes-back': { zh: '班次内时刻倒退', en: 'time goes back within a trip' },
  'date-malformed': { zh: '日期不合格式', en: 'a date has the wrong form' },
  'range-reversed': { zh: '止早于起', en: 'the end is before the beginning' },
  'number-malformed': { zh: '数字不合格式', en: 'a number has the wrong form' },
  'word-unknown': { zh: '取值不在规定之列', en: 'a value is none of those allowed' },
  'coordinate-out-of-range': { zh: '坐标超出范围', en: 'a coordinate is out of range' },
  'zone-unknown': { zh: '时区不存在', en: 'there is no such time zone' },
  'trip-without-calls': { zh: '班次没有停站', en: 'a trip calls nowhere' },
  'trip-with-one-call': { zh: '班次只停一站', en: 'a trip calls at one stop alone' },
  'stop-without-calls': { zh: '没有班次停靠的车站', en: 'no trip calls at a stop' },
  'route-without-trips': { zh: '没有班次的线路', en: 'a route has no trip' },
  'trip-not-planned': { zh: '记录的班次不在时刻表里', en: 'a recorded trip is not in the timetable' },
} satisfies Record<string, Text>

export type Rule = keyof typeof rules
