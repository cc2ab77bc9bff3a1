import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { ask } from '../api/client.ts'
import { ApiError } from '../api/refused.ts'

/** Milliseconds without a key before a text is saved. */
const PAUSE = 1500

export interface Written {
  readonly text: string
  readonly cases: string
}
export type SaveState =
  | { readonly is: 'saved' | 'unsaved' | 'saving' }
  | { readonly is: 'failed'; readonly error: unknown }
  /** somebody saved `newest` meanwhile */
  | { readonly is: 'conflict'; readonly newest: number }

/**
 * Saves a draft by itself, each time as the version after the one that was read. Where somebody saved meanwhile it stops and says so: both texts are
 * kept, and the person decides which is the newest.
 */
export function useSaving(id: string, read: Written & { readonly number: number }, now: Written, may: boolean) {
  const queries = useQueryClient()
  const kept = useRef({ ...read })
  const [state, setState] = useState<SaveState>({ is: 'saved' })
  const [number, setNumber] = useState(read.number)
  const busy = useRef(false)
  const newest = useRef(now)
  newest.current = now

  const save = useCallback(
    async (after: number = kept.current.number): Promise<number | undefined> => {
      if (busy.current) return undefined
      busy.current = true
      const sent = newest.current
      setState({ is: 'saving' })
      try {
        const saved = await ask('PUT /drafts/:id', { params: { id }, body: { ...sent, after } })
        kept.current = { ...sent, number: saved.number }
        setNumber(saved.number)
        const same = sent.text === newest.current.text && sent.cases === newest.current.cases
        setState({ is: same ? 'saved' : 'unsaved' })
        void queries.invalidateQueries({ queryKey: ['drafts', id, 'versions'] })
        return saved.number
      } catch (error) {
        const refused = error instanceof ApiError ? error.problems.find((p) => p.code === 'draft-changed') : undefined
        setState(refused ? { is: 'conflict', newest: Number(refused.expected) } : { is: 'failed', error })
        return undefined
      } finally {
        busy.current = false
      }
    },
    [id, queries],
  )

  const { text, cases } = now
  useEffect(() => {
    if (!may || (text === kept.current.text && cases === kept.current.cases)) return
    setState((s) => (s.is === 'conflict' ? s : { is: 'unsaved' }))
  }, [text, cases, may])
  // biome-ignore lint/correctness/useExhaustiveDependencies: every key begins the pause again
  useEffect(() => {
    if (state.is !== 'unsaved') return
    const wait = setTimeout(() => void save(), PAUSE)
    return () => clearTimeout(wait)
  }, [state, text, cases, save])
  useEffect(() => {
    const open = state.is !== 'saved'
    const stay = (event: BeforeUnloadEvent) => event.preventDefault()
    if (open) addEventListener('beforeunload', stay)
    return () => removeEventListener('beforeunload', stay)
  }, [state])

  /** what is read anew from the server: nothing of it is unsaved */
  const taken = useCallback((written: Written & { readonly number: number }) => {
    kept.current = { ...written }
    setNumber(written.number)
    setState({ is: 'saved' })
  }, [])
  return { state, number, save, taken }
}
