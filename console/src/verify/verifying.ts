import { useEffect, useState } from 'react'
import type { Verdict } from '../../../src/attestation/verify.ts'
import type { Given } from './verify-worker.ts'

export interface Verifying {
  readonly verdict?: Verdict
  readonly error?: string
}

/** Verifies in a worker: everything is computed again, which takes seconds. */
export function useVerifying(bytes: Uint8Array | undefined, keys: string): Verifying {
  const [state, setState] = useState<Verifying>({})
  useEffect(() => {
    setState({})
    if (!bytes) return
    const worker = new Worker(new URL('./verify-worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = ({ data }: MessageEvent<Verdict>) => setState({ verdict: data })
    worker.onerror = (event) => setState({ error: event.message || 'worker' })
    worker.postMessage({ bytes, keys } satisfies Given)
    return () => worker.terminate()
  }, [bytes, keys])
  return state
}
