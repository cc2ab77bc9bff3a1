import { decompressZstd } from 'hyparquet-compressors'

/** Largest chunk once unpacked; robots write chunks of about one MiB. */
const MOST = 1 << 28

type Unpack = (packed: Uint8Array, size: number) => Uint8Array
type Unpackers = Readonly<Record<'bz2' | 'lz4' | 'zstd', Unpack>>

let loaded: Promise<Unpackers> | undefined

/** How chunks of bags and MCAP files are unpacked; the size is what the file says, and is not believed beyond 256 MiB. */
export function unpackers(): Promise<Unpackers> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<Unpackers> {
  const events = ['uncaughtException', 'unhandledRejection'] as const
  const before = events.map((event) => process.listeners(event as 'uncaughtException'))
  const { default: Bzip2 } = await import('@foxglove/wasm-bz2')
  const { default: lz4 } = await import('@foxglove/wasm-lz4')
  const bz2 = await Bzip2.init()
  await lz4.isLoaded
  // the compiled modules hook themselves into the whole process: what fails elsewhere is not theirs to handle
  for (const [i, event] of events.entries()) {
    for (const listener of process.listeners(event as 'uncaughtException'))
      if (!before[i]!.includes(listener)) process.removeListener(event, listener)
  }
  return {
    bz2: bounded((packed, size) => bz2.decompress(packed, size, { small: false })),
    lz4: bounded((packed, size) => lz4(packed, size)),
    zstd: bounded((packed, size) => decompressZstd(packed, new Uint8Array(size))),
  }
}

function bounded(unpack: Unpack): Unpack {
  return (packed, size) => {
    if (!(size <= MOST)) throw new RangeError(`a chunk of ${size} bytes, expected at most ${MOST}`)
    return unpack(packed, size)
  }
}
