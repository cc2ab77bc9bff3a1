import { ProblemError, problem } from '../../../language/problem.ts'

/** A row of a timetable that means nothing: what is planned is what everything is compared with, so it stops the measure. */
export function feedInvalid(file: string, line: number, expected: string, got: string): ProblemError {
  return new ProblemError([
    problem(
      'rail-feed-invalid',
      { zh: '时刻表数据（GTFS）有一行不合格式', en: 'a row of the GTFS feed has the wrong form' },
      {
        place: { file, line },
        expected,
        got: got.slice(0, 200),
        next: { zh: '改正这一行，或用校验工具检查整份数据', en: 'mend the row, or run a GTFS validator over the feed' },
      },
    ),
  ])
}

/** A feed in which nothing is left to look at, and why. */
export function feedEmpty(file: string, expected: string, got: string): ProblemError {
  return new ProblemError([
    problem(
      'rail-feed-empty',
      { zh: '时刻表里没有所要的班次', en: 'the timetable has no trip of those that are asked for' },
      {
        place: { file },
        expected,
        got: got.slice(0, 200),
        next: { zh: '检查 dates、routes 和 calendar.txt', en: 'check dates, routes and calendar.txt' },
      },
    ),
  ])
}
