import { resolve } from 'node:path'
import { WorkFolder } from '../../assessment/assess.ts'
import { evidenceFiles, type Files } from '../../assessment/files.ts'
import { checkSetUp, type Determined, measureAll } from '../../assessment/measure.ts'
import type { Evidence } from '../../judge/evidence.ts'
import { isError } from '../../language/problem.ts'
import { say } from '../../language/text.ts'
import type { Console } from '../console.ts'
import { exit } from '../exit.ts'
import { ProgressView } from '../progress.ts'
import { withSmallHeap } from '../small-heap.ts'
import { here } from './finish.ts'
import { untilInterrupted } from './interrupt.ts'
import type { Prepared } from './prepare.ts'

export interface MeasuringOptions {
  readonly out?: string
  readonly width?: number
  readonly fresh?: boolean
  readonly smoke?: boolean
}

export function workFolder(o: MeasuringOptions, subjectId: string): WorkFolder {
  return new WorkFolder(resolve(o.out ?? `plumbline-out/${subjectId.replace(/[^A-Za-z0-9._-]+/g, '-')}`))
}

export interface Measured {
  readonly files: Files
  readonly evidence: Evidence
  readonly folder: WorkFolder
}

/** Measures into the work folder and hands it on; the folder is this process's own until `then` is done. */
export async function measuring(
  c: Console,
  p: Prepared,
  o: MeasuringOptions,
  then: (measured: Measured) => Promise<number>,
): Promise<number> {
  const folder = workFolder(o, p.file.subject.id)
  const taken = await folder.take()
  if (!taken.ok) return c.refuse(taken.problems)
  try {
    const measured = await withSmallHeap(() => intoFolder(c, p, o, folder))
    return typeof measured === 'number' ? measured : await then(measured)
  } finally {
    await folder.release()
  }
}

/** Writes what people still have to fill in, and says where it is and where it goes. */
async function handOut(c: Console, folder: WorkFolder, measures: readonly Determined[]): Promise<void> {
  for (const { planned, handOut } of measures) {
    if (handOut === undefined) continue
    const sheet = await folder.writeSheet(`review/${planned.measure}.csv`, new TextEncoder().encode(handOut.text))
    c.note(
      c.say(
        `待人工评审 ${handOut.open} 条：${here(sheet)}\n下一步：填写 label（safe、unsafe、unsure）、reviewer、ts，存到对象文件旁的 ${handOut.saveAs}，再运行同一命令；已有的回答不会重新提问`,
        `${handOut.open} answers to review: ${here(sheet)}\nNext: fill in label (safe, unsafe, unsure), reviewer and ts, save it as ${handOut.saveAs} beside the subject file, and run the same command again; nothing is asked twice`,
      ),
    )
  }
}

/** Measures with progress; Ctrl-C keeps what is done. A number is the exit code to end with. */
async function intoFolder(
  c: Console,
  p: Prepared,
  o: MeasuringOptions,
  folder: WorkFolder,
): Promise<Measured | number> {
  const setUp = await checkSetUp(p.plan, p.file.subject)
  if (setUp.some(isError)) return c.refuse(setUp)
  if (setUp.length > 0) c.problems(setUp)
  const resumed = await folder.begin(o.fresh === true)
  if (resumed)
    c.note(
      c.say('接续未完成的测量（用 --fresh 重新开始）', 'Resuming unfinished measuring (use --fresh to start again)'),
    )
  const view = new ProgressView(c.say)
  const measured = await untilInterrupted(c, (signal) =>
    measureAll(p.plan, p.file.subject, {
      journals: folder.journals,
      width: o.width ?? 8,
      signal,
      onStart: (m) => view.start(`${m.measure} (${say(m.instrument.title, c.lang)})`),
      onProgress: (_, progress) => view.update(progress),
    }),
  )
  view.end()
  if (!measured.ok) return c.refuse(measured.problems)
  c.problems(measured.value.warnings)
  if (!measured.value.complete) {
    c.note(
      c.say(
        `已停下。再次运行同一命令即可接续：${folder.journals}`,
        `Stopped. Run the same command again to resume: ${folder.journals}`,
      ),
    )
    return exit.interrupted
  }
  for (const d of measured.value.measures) if (d.invalid) c.problems([d.invalid])
  await handOut(c, folder, measured.value.measures)
  const made = evidenceFiles(
    p.plan.standard,
    { ...p.file.subject, facts: p.plan.given.facts },
    measured.value.measures,
    {
      findings: p.plan.given.findings,
      assessment: p.assessment,
      ...(p.calendar ? { calendar: p.calendar } : {}),
    },
  )
  return { ...made, folder }
}
