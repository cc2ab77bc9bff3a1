import protobuf from 'protobufjs/light.js'
import { type Field, GROUP, MESSAGE, type MessageType, type Types, typesOf } from './descriptor.ts'

/** Deepest nesting of messages that is followed. */
const DEEPEST = 100

type Message = Record<string, unknown>

/**
 * Decodes messages of one type by the descriptor set that the log carries. Nothing is generated from its names: a log is somebody else's file.
 * Names are those of the .proto file; enumerations are words where the descriptor knows one; integers of 64 bits are numbers where they fit and
 * bigints where not; what a proto3 message leaves out has its default. Throws where the set is none or does not have the type; the decoder
 * throws where a message is cut or nested too deep.
 */
export function protobufDecoder(set: Uint8Array, name: string): (data: Uint8Array) => unknown {
  const types = typesOf(set)
  const type = types.messages.get(name)
  if (type === undefined) throw new RangeError(`no message ${name}`)
  return (data) => {
    const reader = protobuf.Reader.create(data)
    return messageFrom(reader, reader.len, type, types, 0)
  }
}

function messageFrom(reader: protobuf.Reader, end: number, type: MessageType, types: Types, depth: number): Message {
  if (depth > DEEPEST) throw new RangeError(`messages nested deeper than ${DEEPEST}`)
  const message: Message = Object.create(null) as Message
  for (const field of type.fields.values()) if (field.implied) message[field.name] = implied(field, types)
  while (reader.pos < end) {
    const tag = reader.uint32()
    const wire = tag & 7
    const field = type.fields.get(tag >>> 3)
    if (field === undefined || field.type === GROUP) {
      reader.skipType(wire)
      continue
    }
    const own = WIRE[field.type]
    const packed = wire === 2 && own !== 2 && field.repeated
    if (own === undefined || (wire !== own && !packed)) {
      reader.skipType(wire)
      continue
    }
    if (field.type === MESSAGE) takeMessage(reader, message, field, types, depth)
    else if (packed) {
      const stop = endOf(reader)
      while (reader.pos < stop) (message[field.name] as unknown[]).push(valueFrom(reader, field, types))
    } else if (field.repeated) (message[field.name] as unknown[]).push(valueFrom(reader, field, types))
    else message[field.name] = valueFrom(reader, field, types)
  }
  return message
}

function takeMessage(reader: protobuf.Reader, message: Message, field: Field, types: Types, depth: number): void {
  const type = types.messages.get(field.of)
  if (type === undefined) {
    reader.skipType(2)
    return
  }
  const found = messageFrom(reader, endOf(reader), type, types, depth + 1)
  if (type.entry) (message[field.name] as Message)[String(found['key'])] = found['value']
  else if (field.repeated) (message[field.name] as unknown[]).push(found)
  else message[field.name] = found
}

/** Where a part that says its length ends. RangeError where that lies behind the data. */
function endOf(reader: protobuf.Reader): number {
  const length = reader.uint32()
  if (length > reader.len - reader.pos) throw new RangeError('a message is cut')
  return reader.pos + length
}

/** Wire type by FieldDescriptorProto.Type. Source: protobuf encoding, "Message Structure". */
const WIRE: readonly (number | undefined)[] = [
  ...[undefined, 1, 5, 0, 0, 0, 1, 5, 0, 2, undefined, 2],
  ...[2, 0, 0, 5, 1, 0, 0],
]

function valueFrom(reader: protobuf.Reader, { type, of }: Field, types: Types): unknown {
  switch (type) {
    case 1:
      return reader.double()
    case 2:
      return reader.float()
    case 3:
      return whole(reader.int64())
    case 4:
      return whole(reader.uint64())
    case 5:
      return reader.int32()
    case 6:
      return whole(reader.fixed64())
    case 7:
      return reader.fixed32()
    case 8:
      return reader.bool()
    case 9:
      return reader.string()
    case 12:
      return reader.bytes()
    case 13:
      return reader.uint32()
    case 14:
      return wordOf(reader.int32(), of, types)
    case 15:
      return reader.sfixed32()
    case 16:
      return whole(reader.sfixed64())
    case 17:
      return reader.sint32()
    default:
      return whole(reader.sint64())
  }
}

function implied({ type, repeated, of }: Field, types: Types): unknown {
  if (repeated) return types.messages.get(of)?.entry === true ? (Object.create(null) as Message) : []
  if (type === 8) return false
  if (type === 9) return ''
  if (type === 12) return new Uint8Array()
  return type === 14 ? wordOf(0, of, types) : 0
}

const wordOf = (number: number, of: string, types: Types) => types.enums.get(of)?.get(number) ?? number

/** A number where it is exact, else a bigint. */
function whole(value: { toString(): string } | number): number | bigint {
  const exact = BigInt(value.toString())
  return exact >= BigInt(Number.MIN_SAFE_INTEGER) && exact <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(exact) : exact
}
