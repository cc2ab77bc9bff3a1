import { useEffect, useMemo, useRef, useState } from 'react'
import type { Lang } from '../../../src/language/text.ts'
import type { Asked, Checked, Placed } from './checked.ts'
import type { Ask, Known, Paper, Told } from './drafting-worker.ts'

/** Milliseconds without a key before a text is checked. */
const PAUSE = 150

type Waiting = { readonly resolve: (answer: Checked | Paper) => void; readonly reject: (error: Error) => void }
type Without<T> = T extends unknown ? Omit<T, 'id'> : never

/** A worker that checks drafts; it ends with the page. */
export function useChecker() {
  const room = useRef<{ readonly worker: Worker; readonly waiting: Map<number, Waiting> } | undefined>(undefined)
  useEffect(
    () => () => {
      room.current?.worker.terminate()
      room.current = undefined
    },
    [],
  )
  return useMemo(() => {
    let last = 0
    const worked = () => {
      room.current ??= opened()
      return room.current
    }
    const asked = (what: Without<Ask>) => {
      const { worker, waiting } = worked()
      const id = ++last
      return new Promise<Checked | Paper>((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        worker.postMessage({ ...what, id } as Ask)
      })
    }
    return {
      /** from now on citations are looked up */
      know: (known: Known) => worked().worker.postMessage(known),
      check: (of: Asked) => asked({ kind: 'check', ...of }) as Promise<Checked>,
      paper: (of: Asked, lang: Lang, as: 'html' | 'docx') =>
        asked({ kind: 'paper', ...of, lang, as }) as Promise<Paper>,
    }
  }, [])
}

function opened() {
  const worker = new Worker(new URL('./drafting-worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, Waiting>()
  worker.onmessage = ({ data }: MessageEvent<Told>) => {
    const asked = waiting.get(data.id)
    waiting.delete(data.id)
    if ('answer' in data) asked?.resolve(data.answer)
    else asked?.reject(new Error(data.failed))
  }
  worker.onerror = (event) => {
    for (const { reject } of waiting.values()) reject(new Error(event.message))
    waiting.clear()
  }
  return { worker, waiting }
}

/** What the newest text comes to, a moment after the last key; an answer to an older text is passed over. */
export function useChecked(checker: ReturnType<typeof useChecker>, asked: Asked): Checked | undefined {
  const [found, setFound] = useState<Checked>()
  const { text, cases, base, extended, day } = asked
  useEffect(() => {
    let stale = false
    const of = {
      text,
      cases,
      ...(base ? { base } : {}),
      ...(extended ? { extended } : {}),
      ...(day === undefined ? {} : { day }),
    }
    const wait = setTimeout(() => {
      checker.check(of).then(
        (answer) => {
          if (!stale) setFound(answer)
        },
        (error) => {
          if (!stale) setFound((before) => before && { ...before, loads: false, problems: [broken(error)] })
        },
      )
    }, PAUSE)
    return () => {
      stale = true
      clearTimeout(wait)
    }
  }, [checker, text, cases, base, extended, day])
  return found
}

/** The checker itself failed: what it found before no longer holds, and that is said. */
function broken(error: unknown): Placed {
  const text = { zh: `检查程序出错：${String(error)}`, en: `The checker failed: ${String(error)}` }
  return { problem: { code: 'unexpected', severity: 'error', text }, from: 0, to: 0 }
}
