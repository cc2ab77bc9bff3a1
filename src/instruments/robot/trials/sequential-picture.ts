import { type SequentialPlan, sequentialLines, sequentialTest } from '../../../metrics/sequential.ts'
import { type CurvePicture, thinnedLine } from '../../picture.ts'

/** Failures so far over trials, between the line under which the robot is accepted and the one over which it is rejected; the verdict is marked. */
export function sequentialPicture(plan: SequentialPlan, failed: readonly boolean[]): CurvePicture {
  const { slope, accept, reject } = sequentialLines(plan)
  let failures = 0
  const walk: (readonly [number, number])[] = [[0, 0]]
  for (const [i, fell] of failed.entries()) walk.push([i + 1, fell ? ++failures : failures])
  const end = failed.length
  const { verdict, after } = sequentialTest(plan, failed)
  const line = (at: number) =>
    [
      [0, at],
      [end, at + slope * end],
    ] as const
  return {
    kind: 'curve',
    title: { zh: '序贯检验', en: 'Sequential test' },
    x: { title: { zh: '试验', en: 'trials' }, scale: 'linear', range: [0, end], whole: true },
    y: {
      title: { zh: '失败', en: 'failures' },
      scale: 'linear',
      range: [0, Math.max(1, failures, reject)],
      whole: true,
    },
    lines: [
      { name: { zh: '累计失败', en: 'failures so far' }, points: thinnedLine(walk) },
      { name: { zh: '接受线', en: 'accepted at or under' }, points: line(accept), dashed: true },
      { name: { zh: '拒绝线', en: 'rejected at or over' }, points: line(reject), dashed: true },
    ],
    ...(after === null
      ? {}
      : {
          marks: [
            {
              name:
                verdict === 'accepted'
                  ? { zh: `第 ${after} 次后接受`, en: `accepted after ${after}` }
                  : { zh: `第 ${after} 次后拒绝`, en: `rejected after ${after}` },
              at: [after, failed.slice(0, after).filter(Boolean).length] as const,
            },
          ],
        }),
  }
}
