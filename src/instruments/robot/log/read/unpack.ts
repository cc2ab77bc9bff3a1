import Bzip2 from '@foxglove/wasm-bz2'
import lz4 from '@foxglove/wasm-lz4'
import { decompressZstd } from 'hyparquet-compressors'

/** Largest chunk once unpacked; robots write chunks of about one MiB. */
const MOST = 1 << 28

type Unpack = (packed: Uint8Array, size: number) => Uint8Array

/** How chunks of bags and MCAP files are unpacked; the size is what the file says, and is not believed beyond 256 MiB. */
export async function unpackers(): Promise<Readonly<Record<'bz2' | 'lz4' | 'zstd', Unpack>>> {
  await lz4.isLoaded
  const bz2 = await Bzip2.init()
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
