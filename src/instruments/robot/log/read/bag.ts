import { open } from 'node:fs/promises'
import { Bag } from '@foxglove/rosbag'
import { listingOf, type OpenedLog } from './opened.ts'
import { stretch } from './stretch.ts'
import { unpackers } from './unpack.ts'

interface Time {
  readonly sec: number
  readonly nsec: number
}

const seconds = (time: Time | undefined) => (time === undefined ? 0 : time.sec + time.nsec / 1e9)

/** Opens a ROS 1 bag (version 2.0) by its index. Rejects with what its reader says of a file that is none, or has no index. */
export async function openBag(path: string): Promise<OpenedLog> {
  const file = await open(path)
  const { size } = await file.stat()
  const { bz2, lz4 } = await unpackers()
  const bag = new Bag(
    { size: () => size, read: (offset, length) => stretch(file, offset, length) },
    { decompress: { bz2, lz4 }, parse: true },
  )
  try {
    await bag.open()
  } catch (error) {
    await file.close()
    throw error
  }
  return {
    start: seconds(bag.startTime),
    end: seconds(bag.endTime),
    topics: new Set([...bag.connections.values()].map((c) => c.topic)),
    listing: listingOf(
      [...bag.connections].map(([conn, { topic, type = '' }]) => ({
        ...{ topic, type, encoding: 'ros1 (ros1msg)' },
        messages: bag.chunkInfos.reduce(
          (sum, chunk) => sum + (chunk.connections.find((c) => c.conn === conn)?.count ?? 0),
          0,
        ),
      })),
    ),
    foreign: new Map(),
    async *messages(topics) {
      for await (const { topic, timestamp, message } of bag.messageIterator({ topics: [...topics] }))
        yield { topic, at: seconds(timestamp), content: () => message }
    },
    close: () => file.close(),
  }
}
