import { type Code, moduleOf, unsigned, valueType } from '../wasm-module.ts'

/*
 * row(from, to, weights): over the bytes of [from, to), a whole number of sixteens, and as many 16-bit weights, stores at 0 four partial sums
 * of byte times weight. Bytes are unsigned, weights signed. Written as opcodes and not as a blob, so that what runs can be read here.
 */

const simd = (opcode: number): Code => [0xfd, ...unsigned(opcode)]
const load = (offset: number): Code => [...simd(0), 4, ...unsigned(offset)]
const store: Code = [...simd(11), 4, 0]
const i16x8 = { lowOfBytes: simd(137), highOfBytes: simd(138) } as const
const i32x4 = { add: simd(174), dot: simd(186) } as const
const local = (index: number): Code => [0x20, index]
const set = (index: number): Code => [0x21, index]
const tee = (index: number): Code => [0x22, index]
const added = (x: number): Code => [0x41, x, 0x6a]
const [FROM, TO, WEIGHTS, CELLS, LOW, HIGH] = [0, 1, 2, 3, 4, 5] as const

/** Eight cells times eight weights, added in pairs to four sums. */
const take = (half: Code, offset: number, sum: number): Code => [
  ...[...local(sum), ...local(CELLS), ...half, ...local(WEIGHTS), ...load(offset), ...i32x4.dot, ...i32x4.add],
  ...set(sum),
]

/** The module, with a memory of at least `bytes`. */
export function pairGridModule(bytes: number): Uint8Array<ArrayBuffer> {
  return moduleOf({
    name: 'row',
    parameters: [valueType.i32, valueType.i32, valueType.i32],
    locals: [valueType.v128, valueType.v128, valueType.v128],
    pages: Math.ceil(bytes / 65_536),
    code: [
      ...[0x03, 0x40],
      ...[...local(FROM), ...load(0), ...set(CELLS)],
      ...take(i16x8.lowOfBytes, 0, LOW),
      ...take(i16x8.highOfBytes, 16, HIGH),
      ...[...local(WEIGHTS), ...added(32), ...set(WEIGHTS)],
      ...[...local(FROM), ...added(16), ...tee(FROM), ...local(TO), 0x49, 0x0d, 0, 0x0b],
      ...[0x41, 0, ...local(LOW), ...local(HIGH), ...i32x4.add, ...store],
    ],
  })
}
