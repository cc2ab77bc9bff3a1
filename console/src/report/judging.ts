import { useEffect, useMemo, useRef } from 'react'
import type { Evidence } from '../../../src/judge/evidence.ts'
import type { Judgement } from '../../../src/judge/judgement.ts'
import { ProblemError } from '../../../src/language/problem.ts'
import type { Ask, Told } from './judge-worker.ts'

export type Judge = (evidence: Evidence) => Promise<Judgement>

interface Room {
  readonly worker: Worker
  readonly waiting: Map<number, { resolve: (j: Judgement) => void; reject: (e: unknown) => void }>
}

/** Judges under the standard of a bundle in a worker, which is started when it is first asked. */
export function useJudge(bytes: Uint8Array): Judge {
  const room = useRef<Room | undefined>(undefined)
  const last = useRef(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another bundle needs another worker
  useEffect(
    () => () => {
      room.current?.worker.terminate()
      room.current = undefined
    },
    [bytes],
  )
  return useMemo(
    () => (evidence) => {
      room.current ??= opened(bytes)
      const { worker, waiting } = room.current
      const id = ++last.current
      return new Promise<Judgement>((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        worker.postMessage({ kind: 'judge', id, evidence } satisfies Ask)
      })
    },
    [bytes],
  )
}

function opened(bytes: Uint8Array): Room {
  const worker = new Worker(new URL('./judge-worker.ts', import.meta.url), { type: 'module' })
  const waiting: Room['waiting'] = new Map()
  worker.onmessage = ({ data }: MessageEvent<Told>) => {
    const asked = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.ok) asked?.resolve(data.judgement)
    else asked?.reject(new ProblemError(data.problems))
  }
  worker.onerror = (event) => {
    for (const { reject } of waiting.values()) reject(new Error(event.message))
    waiting.clear()
  }
  worker.postMessage({ kind: 'open', bytes } satisfies Ask)
  return { worker, waiting }
}
