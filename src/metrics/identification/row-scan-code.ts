import { type Code, moduleOf, unsigned, valueType } from '../wasm-module.ts'

/*
 * scan(from, to, mate): over the float32 scores of [from, to), a whole number of 128 bytes, stores at 0 four partial maxima and at 16 four
 * partial counts of those at or above `mate`. Distances are turned round by their sign bit. pmax(a, b) is `a < b ? b : a` and comparisons
 * with NaN are false, so NaN is never the maximum and never counted.
 * Written as opcodes and not as a blob, so that what runs can be read here.
 */

const simd = (opcode: number): Code => [0xfd, ...unsigned(opcode)]
const f32x4 = { splat: simd(19), ge: simd(70), pmax: simd(235) } as const
const i32x4 = { splat: simd(17), add: simd(174), sub: simd(177) } as const
const v128 = { xor: simd(81) } as const
const load = (offset: number): Code => [...simd(0), 4, ...unsigned(offset)]
const store = (offset: number): Code => [...simd(11), 4, ...unsigned(offset)]
const local = (index: number): Code => [0x20, index]
const set = (index: number): Code => [0x21, index]
const tee = (index: number): Code => [0x22, index]
const i32 = {
  const0: [0x41, 0] as Code,
  add: (x: number): Code => [0x41, ...signed(x), 0x6a],
  lessUnsigned: [0x49] as Code,
}
const loop = (body: Code): Code => [0x03, 0x40, ...body, 0x0b]
const branchIf = (depth: number): Code => [0x0d, depth]

const [FROM, TO, MATE, MATES, FLIPS, X] = [0, 1, 2, 3, 4, 5] as const
/** two of each, so that one sum need not wait for the other */
const TOP = [6, 7] as const
const REACHED = [8, 9] as const
const VECTORS = 8
const SIGN_BIT: Code = [0x41, 0x80, 0x80, 0x80, 0x80, 0x78]

/** One vector of four scores into the sums of `lane` 0 or 1. */
function take(offset: number, lane: 0 | 1, distances: boolean): Code {
  const score = [...local(FROM), ...load(offset), ...(distances ? [...local(FLIPS), ...v128.xor] : [])]
  return [
    ...[...local(TOP[lane]), ...score, ...tee(X), ...f32x4.pmax, ...set(TOP[lane])],
    ...[...local(REACHED[lane]), ...local(X), ...local(MATES), ...f32x4.ge, ...i32x4.sub, ...set(REACHED[lane])],
  ]
}

/** Lanes together: `join` of both, stored at an address. */
function put(address: number, pair: readonly [number, number], join: Code): Code {
  return [...i32.const0, ...local(pair[0]), ...local(pair[1]), ...join, ...store(address)]
}

/** -Infinity */
const lowest: Code = [0x43, 0x00, 0x00, 0x80, 0xff]

/** The module, with a memory of at least `bytes`. */
export function rowScanModule(bytes: number, distances: boolean): Uint8Array<ArrayBuffer> {
  const turn = Array.from({ length: VECTORS }, (_, v) => take(16 * v, (v % 2) as 0 | 1, distances)).flat()
  return moduleOf({
    name: 'scan',
    parameters: [valueType.i32, valueType.i32, valueType.f32],
    locals: Array.from({ length: 7 }, () => valueType.v128),
    pages: Math.ceil(bytes / 65_536),
    code: [
      ...[...local(MATE), ...f32x4.splat, ...set(MATES), ...SIGN_BIT, ...i32x4.splat, ...set(FLIPS)],
      ...TOP.flatMap((i) => [...lowest, ...f32x4.splat, ...set(i)]),
      ...loop([
        ...turn,
        ...[...local(FROM), ...i32.add(16 * VECTORS), ...tee(FROM), ...local(TO), ...i32.lessUnsigned, ...branchIf(0)],
      ]),
      ...put(0, TOP, f32x4.pmax),
      ...put(16, REACHED, i32x4.add),
    ],
  })
}

/** A small number from 0 in signed LEB128. */
function signed(x: number): Code {
  return x < 0x40 ? [x] : [(x & 0x7f) | 0x80, ...signed(x >>> 7)]
}
