/** The part of WebAssembly that is used; not every host has it, nor every WebAssembly SIMD. */
interface Engine {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  readonly Instance: new (module: object) => { readonly exports: Readonly<Record<string, unknown>> }
}

declare const WebAssembly: Engine | undefined

/** What a module of `moduleOf` exports; undefined where the engine does not take it, or has no such memory. */
export function instanceOf(
  module: Uint8Array<ArrayBuffer>,
  name: string,
): { readonly memory: ArrayBuffer; readonly run: (...numbers: number[]) => void } | undefined {
  if (typeof WebAssembly === 'undefined') return undefined
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module))
    const { buffer } = exports['memory'] as { readonly buffer: ArrayBuffer }
    return { memory: buffer, run: exports[name] as (...numbers: number[]) => void }
  } catch {
    return undefined
  }
}
