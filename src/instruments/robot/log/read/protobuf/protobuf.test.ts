import fc from 'fast-check'
import protobuf from 'protobufjs'
import descriptor from 'protobufjs/ext/descriptor/index.js'
import { describe, expect, test } from 'vitest'
import { protobufDecoder } from './decode.ts'

const source = `
  syntax = "proto3";
  package robot.v1;
  enum Mode { UNKNOWN = 0; AUTOMATIC = 1; MANUAL = 2; }
  message Point { double x = 1; double y = 2; optional double z = 3; }
  message All {
    double a = 1; float b = 2; int32 c = 3; int64 d = 4; uint32 e = 5; uint64 f = 6; sint32 g = 7; sint64 h = 8;
    fixed32 i = 9; fixed64 j = 10; sfixed32 k = 11; sfixed64 l = 12; bool m = 13; string n = 14; bytes o = 15;
    Mode mode = 16; Point at = 17; repeated Point path = 18; repeated int32 packed = 19; repeated string words = 20;
    map<string, int32> counts = 21; optional int32 told = 22; repeated Mode modes = 23;
    message Inner { All all = 1; string task_id = 2; }
    Inner inner = 24;
    oneof one { bool yes = 25; string no = 26; }
  }
`
const root = protobuf.parse(source, { keepCase: true }).root
root.resolveAll()
const All = root.lookupType('robot.v1.All')
// the descriptor set as another library writes it
const set = descriptor.FileDescriptorSet.encode(
  (root as unknown as { toDescriptor(edition: string): protobuf.Message }).toDescriptor('proto3'),
).finish()
const decode = protobufDecoder(set, 'robot.v1.All')
const encoded = (value: object) => All.encode(All.fromObject(value)).finish()
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? `${v}` : v)))

describe('Protobuf by the schema that the log carries', () => {
  test('what proto3 leaves out has its default; messages and optional fields are absent', () => {
    expect(plain(decode(new Uint8Array()))).toEqual({
      ...{ a: 0, b: 0, c: 0, d: 0, e: 0, f: 0, g: 0, h: 0, i: 0, j: 0, k: 0, l: 0, m: false, n: '', o: {} },
      ...{ mode: 'UNKNOWN', path: [], packed: [], words: [], counts: {}, modes: [] },
    })
  })

  test('every kind of field', () => {
    const given = {
      ...{
        a: -1.5,
        b: 0.25,
        c: -7,
        d: -9007199254740991,
        e: 4294967295,
        f: '18446744073709551615',
        g: -3,
        h: '-9223372036854775808',
      },
      ...{
        i: 1,
        j: 2,
        k: -1,
        l: -2,
        m: true,
        n: '上海',
        mode: 2,
        at: { x: 1, y: 2 },
        path: [{ x: 1, y: 1, z: 0 }, {}],
      },
      ...{
        packed: [1, -1, 300],
        words: ['', 'b'],
        counts: { a: 1, __proto__x: 2 },
        told: 0,
        modes: [1, 0, 9],
        inner: { task_id: 't', all: {} },
      },
      yes: false,
    }
    const got = decode(encoded(given)) as Record<string, unknown>
    expect(got['f']).toBe(18446744073709551615n)
    expect(got['h']).toBe(-9223372036854775808n)
    expect(plain(got)).toMatchObject({
      ...{
        a: -1.5,
        b: 0.25,
        c: -7,
        d: -9007199254740991,
        e: 4294967295,
        g: -3,
        i: 1,
        j: 2,
        k: -1,
        l: -2,
        m: true,
        n: '上海',
      },
      ...{
        mode: 'MANUAL',
        at: { x: 1, y: 2 },
        path: [
          { x: 1, y: 1, z: 0 },
          { x: 0, y: 0 },
        ],
        packed: [1, -1, 300],
      },
      ...{ words: ['', 'b'], counts: { a: 1, __proto__x: 2 }, told: 0, modes: ['AUTOMATIC', 'UNKNOWN', 9], yes: false },
      inner: { task_id: 't', all: { mode: 'UNKNOWN' } },
    })
    expect(plain(got)).not.toHaveProperty('no')
    expect(got['at'] as object).not.toHaveProperty('z')
  })

  test('any message is read as the library reads it', () => {
    const number = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
    const point = fc.record({ x: fc.double({ noNaN: true }), y: fc.float({ noNaN: true }) }, { requiredKeys: [] })
    const all = fc.record(
      {
        a: fc.double({ noNaN: true }),
        c: number,
        g: number,
        k: number,
        m: fc.boolean(),
        n: fc.string(),
        at: point,
        path: fc.array(point),
        packed: fc.array(number),
        words: fc.array(fc.string()),
        told: number,
        counts: fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), number),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(all, (value) => {
        const bytes = encoded(value)
        const theirs = All.toObject(All.decode(bytes), { enums: String, arrays: true, objects: true }) as object
        expect(plain(decode(bytes))).toMatchObject(plain(theirs) as object)
      }),
    )
  })

  test('fields that the schema does not know are passed over, another wire type too', () => {
    const writer = protobuf.Writer.create()
    writer
      .uint32((99 << 3) | 2)
      .string('new')
      .uint32((3 << 3) | 2)
      .string('no number')
      .uint32((5 << 3) | 0)
      .uint32(6)
    expect(decode(writer.finish())).toMatchObject({ c: 0, e: 6 })
  })

  test('bytes that are cut, nested without end, or no schema: an error, and never more', () => {
    const whole = encoded({ n: 'robot', path: [{ x: 1 }, { x: 2 }], packed: [1, 2, 3], inner: { task_id: 't' } })
    for (let at = 0; at < whole.length; at++)
      for (const bytes of [whole.subarray(0, at), whole.with(at, whole[at]! ^ 0xff)])
        try {
          decode(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
        }
    let deep = new Uint8Array()
    const wrapped = (inner: Uint8Array, id: number) =>
      protobuf.Writer.create()
        .uint32((id << 3) | 2)
        .bytes(inner)
        .finish()
    for (let k = 0; k < 200; k++) deep = new Uint8Array(wrapped(deep, k % 2 === 0 ? 1 : 24))
    expect(() => decode(deep)).toThrow(/nested/)
    expect(() => protobufDecoder(set, 'robot.v1.None')).toThrow(/no message/)
    expect(() => protobufDecoder(new Uint8Array([0x0a, 0xff]), 'x')).toThrow()
  })
})
