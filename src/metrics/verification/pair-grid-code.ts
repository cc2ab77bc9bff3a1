import { type Code, moduleOf, unsigned, valueType } from '../wasm-module.ts'

/*
 * total(row, end, stride, weights): rows of `stride` bytes (a whole number of 32) from `row` to `end`, and 16-bit weights, one a column and
 * a row. Stores at 0 two partial sums, of 64 bits, of weight of the row times byte times weight of the column; columns before the row's own are
 * passed over, 32 at a time. Bytes are unsigned. Written as opcodes and not as a blob, so that what runs can be read here.
 */

const simd = (opcode: number): Code => [0xfd, ...unsigned(opcode)]
const load = (offset: number): Code => [...simd(0), 4, ...unsigned(offset)]
const store: Code = [...simd(11), 4, 0]
const zero: Code = [...simd(12), ...new Array<number>(16).fill(0)]
const i16x8 = { lowOfBytes: simd(137), highOfBytes: simd(138) } as const
const i32x4 = { splat: simd(17), add: simd(174), multiply: simd(181), dot: simd(186) } as const
const i64x2 = { low: simd(199), high: simd(200), add: simd(206) } as const
const local = (index: number): Code => [0x20, index]
const set = (index: number): Code => [0x21, index]
const tee = (index: number): Code => [0x22, index]
const i32 = {
  add: [0x6a] as Code,
  subtract: [0x6b] as Code,
  lessUnsigned: [0x49] as Code,
  load16: [0x2f, 1, 0] as Code,
  const0: [0x41, 0] as Code,
  plus: (x: 2 | 32): Code => [0x41, x, 0x6a],
  half: [0x41, 1, 0x76] as Code,
  twice: [0x41, 1, 0x74] as Code,
  /** down to a multiple of 32 */
  floor32: [0x41, 0x60, 0x71] as Code,
} as const
const loop = (body: Code): Code => [0x03, 0x40, ...body, 0x0b]
const when = (body: Code): Code => [0x04, 0x40, ...body, 0x0b]
const branchIf = (depth: number): Code => [0x0d, depth]

const [ROW, END, STRIDE, WEIGHTS] = [0, 1, 2, 3] as const
const [OWN, WEIGHT, AT, TO, BESIDE] = [4, 5, 6, 7, 8] as const
const [CELLS, LOW, HIGH, SUM] = [9, 10, 11, 12] as const

/** Eight cells times eight weights, added in pairs to four sums. */
const times = (half: Code, offset: number, sum: number): Code => [
  ...[...local(sum), ...local(CELLS), ...half, ...local(BESIDE), ...load(offset), ...i32x4.dot, ...i32x4.add],
  ...set(sum),
]

const take = (cell: 0 | 16): Code => [
  ...[...local(AT), ...load(cell), ...set(CELLS)],
  ...times(i16x8.lowOfBytes, 2 * cell, LOW),
  ...times(i16x8.highOfBytes, 2 * cell + 16, HIGH),
]

const row: Code = [
  ...[...local(OWN), ...local(WEIGHTS), ...i32.subtract, ...i32.half, ...i32.floor32, ...tee(AT)],
  ...[...i32.twice, ...local(WEIGHTS), ...i32.add, ...set(BESIDE)],
  ...[...local(AT), ...local(ROW), ...i32.add, ...set(AT)],
  ...[...local(ROW), ...local(STRIDE), ...i32.add, ...set(TO)],
  ...[...zero, ...set(LOW), ...zero, ...set(HIGH)],
  ...loop([
    ...take(0),
    ...take(16),
    ...[...local(BESIDE), ...i32.plus(32), ...i32.plus(32), ...set(BESIDE)],
    ...[...local(AT), ...i32.plus(32), ...tee(AT), ...local(TO), ...i32.lessUnsigned, ...branchIf(0)],
  ]),
  ...[...local(LOW), ...local(HIGH), ...i32x4.add, ...local(WEIGHT), ...i32x4.splat, ...i32x4.multiply, ...set(LOW)],
  ...[
    ...local(SUM),
    ...local(LOW),
    ...i64x2.low,
    ...i64x2.add,
    ...local(LOW),
    ...i64x2.high,
    ...i64x2.add,
    ...set(SUM),
  ],
]

/** The module, with a memory of at least `bytes`. */
export function pairGridModule(bytes: number): Uint8Array<ArrayBuffer> {
  return moduleOf({
    name: 'total',
    parameters: new Array<number>(4).fill(valueType.i32),
    locals: [...new Array<number>(5).fill(valueType.i32), ...new Array<number>(4).fill(valueType.v128)],
    pages: Math.ceil(bytes / 65_536),
    code: [
      ...[...local(WEIGHTS), ...set(OWN)],
      ...loop([
        ...[...local(OWN), ...i32.load16, ...tee(WEIGHT), ...when(row)],
        ...[...local(OWN), ...i32.plus(2), ...set(OWN)],
        ...[
          ...local(ROW),
          ...local(STRIDE),
          ...i32.add,
          ...tee(ROW),
          ...local(END),
          ...i32.lessUnsigned,
          ...branchIf(0),
        ],
      ]),
      ...[...i32.const0, ...local(SUM), ...store],
    ],
  })
}
