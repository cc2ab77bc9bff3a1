import { checkpointIfNew } from '../../registry/checkpoint-round.ts'
import type { House } from '../../registry/house.ts'
import { folders } from '../place.ts'
import { addBackup, backupsIn, sweepBackups, wanted } from './backups.ts'
import { hourly } from './hourly.ts'

const HOUR = 3600_000

export type Round = 'backup' | 'checkpoint' | 'notices'

export interface Rounds {
  readonly house: Pick<House, 'engine' | 'workFolder'>
  /** of the installation */
  readonly folder: string
  /** minutes between two dumps of the embedded database; 0: none */
  readonly backupEvery: number
  /** dumps that are kept, default 24 */
  readonly keep?: number
  /** milliseconds between two looks at what is due, default 2,000 */
  readonly look?: number
  /** what did not work; people are served all the same */
  readonly onFault: (what: Round, fault: string) => void
}

/**
 * What a server does for what it keeps while nobody looks: dumps the embedded database, signs the ends of the audit chains once a day and at
 * its end, and once an hour notes what is due and takes away what is old.
 */
export function startRounds({ house, folder, backupEvery, keep = 24, look = 2000, onFault }: Rounds) {
  const { engine } = house
  const sealing = { engine, keysFolder: folders.keys(folder), folder: folders.checkpoints(folder) }
  let [sealed, noted] = [0, 0]
  // a disk that is full is not asked every time
  let tried = 0
  const attempt = async (
    what: Round,
    work: () => Promise<{ readonly ok: boolean; readonly problems?: readonly { readonly code: string }[] }>,
  ) => {
    try {
      const made = await work()
      if (!made.ok) onFault(what, made.problems?.map(({ code }) => code).join(', ') ?? '')
    } catch (error) {
      onFault(what, error instanceof Error ? error.message : String(error))
    }
  }
  const backup = async () => {
    if (!engine.dump) return
    const last = (await backupsIn(folder)).at(-1)
    // one of the future was written before the clock was put back
    const age = last ? Math.abs(Date.now() - last.at.getTime()) : Number.POSITIVE_INFINITY
    const asked = await wanted(folder)
    const due = backupEvery > 0 && age >= backupEvery * 60_000 && Date.now() - tried >= 60_000
    if (asked || due) {
      tried = Date.now()
      await attempt('backup', () => addBackup(engine, folder, keep))
    }
  }
  const seal = async () => {
    if (Math.abs(Date.now() - sealed) < 24 * HOUR) return
    sealed = Date.now()
    await attempt('checkpoint', () => checkpointIfNew(sealing))
  }
  const note = async () => {
    if (Math.abs(Date.now() - noted) < HOUR) return
    noted = Date.now()
    await hourly(house, new Date(), (error) =>
      onFault('notices', error instanceof Error ? error.message : String(error)),
    ).catch((error: unknown) => onFault('notices', String(error)))
  }
  // one after another: two dumps at once would name the same file
  let under = sweepBackups(folder)
  const round = () => {
    under = under
      .then(backup)
      .then(seal)
      .then(note)
      .catch(() => undefined)
  }
  round()
  const timer = setInterval(round, look)
  return {
    stop: async () => {
      clearInterval(timer)
      await under
      await attempt('checkpoint', () => checkpointIfNew(sealing))
    },
  }
}
