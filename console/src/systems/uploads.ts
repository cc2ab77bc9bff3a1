import { useState } from 'react'
import type { SubjectFile } from '../api/types.ts'
import { asSubjectFile, upload } from '../api/upload.ts'
import type { Named } from '../ui/dropped.ts'

export interface Upload {
  readonly path: string
  readonly size: number
  readonly stage: 'waiting' | 'hashing' | 'uploading' | 'interrupted' | 'done' | 'failed'
  /** 0 to 1 of the stage */
  readonly share: number
  readonly error?: unknown
  readonly stored?: SubjectFile
  /** absent for what an earlier version brought along */
  readonly file?: File
  /** done when it has arrived, also at the second try */
  readonly then?: (stored: SubjectFile) => void
}

/** Files on their way to the server, one after another. `into`: the assessment that they are brought into. */
export function useUploads({ already = [], into }: { already?: readonly SubjectFile[]; into?: string } = {}) {
  const [uploads, set] = useState<readonly Upload[]>(
    already.map((f) => ({ path: f.path, size: f.size, stage: 'done' as const, share: 1, stored: f })),
  )
  const change = (path: string, to: Partial<Upload>) =>
    set((all) => all.map((u) => (u.path === path ? { ...u, ...to } : u)))
  const run = async ({ path, file }: Named, then: Upload['then']) => {
    try {
      const on = {
        hashing: (share: number) => change(path, { stage: 'hashing', share }),
        sending: (share: number) => change(path, { stage: 'uploading', share }),
        interrupted: () => change(path, { stage: 'interrupted' }),
      }
      const stored = await upload(file, on, into)
      change(path, { stage: 'done', share: 1, stored: asSubjectFile(path, stored) })
      then?.(asSubjectFile(path, stored))
    } catch (error) {
      change(path, { stage: 'failed', error })
    }
  }
  const add = async (files: readonly Named[], then?: Upload['then']) => {
    const begun = files.map(
      ({ path, file }): Upload => ({
        ...{ path, file, size: file.size, stage: 'waiting', share: 0 },
        ...(then ? { then } : {}),
      }),
    )
    set((all) => [...all.filter((u) => !begun.some((b) => b.path === u.path)), ...begun])
    for (const one of files) await run(one, then)
  }
  return {
    uploads,
    add,
    remove: (path: string) => set((all) => all.filter((u) => u.path !== path)),
    again: (u: Upload) => (u.file ? run({ path: u.path, file: u.file }, u.then) : Promise.resolve()),
    done: uploads.every((u) => u.stage === 'done'),
    files: uploads.flatMap((u) => u.stored ?? []),
  }
}
