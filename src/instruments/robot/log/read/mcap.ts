import { type FileHandle, open } from 'node:fs/promises'
import { parse } from '@foxglove/rosmsg'
import { MessageReader as Ros1Reader } from '@foxglove/rosmsg-serialization'
import { MessageReader as Ros2Reader } from '@foxglove/rosmsg2-serialization'
import { McapIndexedReader } from '@mcap/core'
import { listingOf, type OpenedLog } from './opened.ts'
import { protobufDecoder } from './protobuf/decode.ts'
import { stretch } from './stretch.ts'
import { unpackers } from './unpack.ts'

type Decode = (data: Uint8Array) => unknown

/** Opens an MCAP file by its summary. Rejects with what its reader says of a file that is none, or has no summary. */
export async function openMcap(path: string): Promise<OpenedLog> {
  const file = await open(path)
  try {
    const { lz4, zstd } = await unpackers()
    const reader = await McapIndexedReader.Initialize({
      readable: readable(file),
      decompressHandlers: {
        lz4: (packed, size) => lz4(packed, Number(size)),
        zstd: (packed, size) => zstd(packed, Number(size)),
      },
    })
    const decoders = new Map<number, Decode>()
    const foreign = new Map<string, string>()
    for (const channel of reader.channelsById.values()) {
      const schema = reader.schemasById.get(channel.schemaId)
      const decode = decoderOf(channel.messageEncoding, schema)
      if (typeof decode === 'function') decoders.set(channel.id, decode)
      else foreign.set(channel.topic, `${channel.messageEncoding} (${decode ?? schema?.encoding ?? 'no schema'})`)
    }
    const { messageStartTime = 0n, messageEndTime = 0n } = reader.statistics ?? {}
    return {
      start: Number(messageStartTime) / 1e9,
      end: Number(messageEndTime) / 1e9,
      topics: new Set([...reader.channelsById.values()].map((c) => c.topic)),
      listing: listingOf(
        [...reader.channelsById.values()].map(({ id, topic, schemaId, messageEncoding }) => {
          const schema = reader.schemasById.get(schemaId)
          const encoding = schema === undefined ? messageEncoding : `${messageEncoding} (${schema.encoding})`
          const messages = Number(reader.statistics?.channelMessageCounts.get(id) ?? 0)
          return { topic, type: schema?.name ?? '', encoding, messages }
        }),
      ),
      foreign,
      async *messages(topics) {
        for await (const { channelId, logTime, data } of reader.readMessages({ topics })) {
          const { topic } = reader.channelsById.get(channelId)!
          yield { topic, at: Number(logTime) / 1e9, content: () => decoders.get(channelId)!(data) }
        }
      },
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

interface Schema {
  readonly name: string
  readonly encoding: string
  readonly data: Uint8Array
}

/** How the messages of a channel are decoded; undefined where this reader knows no way, a text where its schema is none. */
function decoderOf(encoding: string, schema: Schema | undefined): Decode | string | undefined {
  if (encoding === 'json') return (data) => JSON.parse(new TextDecoder().decode(data)) as unknown
  if (schema === undefined) return undefined
  const text = () => new TextDecoder().decode(schema.data)
  try {
    switch (`${encoding} ${schema.encoding}`) {
      case 'protobuf protobuf':
        return protobufDecoder(schema.data, schema.name)
      case 'ros1 ros1msg': {
        const reader = new Ros1Reader(parse(text()))
        return (data) => reader.readMessage(data)
      }
      case 'cdr ros2msg': {
        const reader = new Ros2Reader(parse(text(), { ros2: true }))
        return (data) => reader.readMessage(data)
      }
      default:
        return undefined
    }
  } catch (error) {
    // a schema that cannot be read is a matter of those who name its topic
    return `${schema.name}: ${String((error as Error).message)}`.slice(0, 200)
  }
}

function readable(file: FileHandle) {
  return {
    size: async () => BigInt((await file.stat()).size),
    read: (offset: bigint, length: bigint) => stretch(file, Number(offset), Number(length)),
  }
}
