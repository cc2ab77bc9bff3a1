/** Instructions of WebAssembly as bytes. Source: WebAssembly Core Specification 2.0, 5 (binary format). */
export type Code = readonly number[]

/** One exported function with a memory of its own, exported as `memory`. */
export interface WasmFunction {
  readonly name: string
  /** value types of the parameters */
  readonly parameters: readonly number[]
  /** value types of the other locals, numbered after the parameters */
  readonly locals: readonly number[]
  readonly code: Code
  /** memory in pages of 64 KiB */
  readonly pages: number
}

export const valueType = { i32: 0x7f, f32: 0x7d, v128: 0x7b } as const

/** An unsigned number in LEB128. */
export function unsigned(x: number): Code {
  return x < 0x80 ? [x] : [(x & 0x7f) | 0x80, ...unsigned(x >>> 7)]
}

/** The bytes of a module with one function and one memory. */
export function moduleOf(f: WasmFunction): Uint8Array<ArrayBuffer> {
  const name = (text: string): Code => [...unsigned(text.length), ...Array.from(text, (c) => c.charCodeAt(0))]
  const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()]
  const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content]
  const body = [...vector(f.locals.map((type) => [1, type])), ...f.code, 0x0b]
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, vector([[0x60, ...vector(f.parameters.map((type) => [type])), 0]])),
    ...section(3, vector([[0]])),
    ...section(5, vector([[0x00, ...unsigned(f.pages)]])),
    ...section(
      7,
      vector([
        [...name('memory'), 0x02, 0],
        [...name(f.name), 0x00, 0],
      ]),
    ),
    ...section(10, vector([[...unsigned(body.length), ...body]])),
  ])
}
