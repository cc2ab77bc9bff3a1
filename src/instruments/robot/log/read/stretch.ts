import type { FileHandle } from 'node:fs/promises'

/** Bytes of a file from an offset. Rejects with a RangeError where the file ends before, or where one piece is asked of more than 512 MiB. */
export async function stretch(file: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  if (!(length >= 0 && length <= 1 << 29)) throw new RangeError(`a record of ${length} bytes`)
  const bytes = new Uint8Array(length)
  const { bytesRead } = await file.read(bytes, 0, length, offset)
  if (bytesRead < length) throw new RangeError(`the file ends before byte ${offset + length}`)
  return bytes
}
