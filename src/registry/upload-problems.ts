import { type Problem, problem } from '../language/problem.ts'

export const LARGEST_UPLOAD = 5 * 2 ** 30

export const unknownUpload = (got: string): Problem =>
  problem(
    'upload-unknown',
    { zh: '没有这次上传，或它已经完成', en: 'There is no such upload, or it is finished' },
    { got },
  )

export const gap = (received: number, offset: number): Problem =>
  problem(
    'upload-offset',
    { zh: '上传的位置之前还有缺口', en: 'Bytes before this place have not arrived' },
    {
      expected: `<= ${received}`,
      got: String(offset),
      next: { zh: '从已收到的字节之后接着传', en: 'go on behind the bytes that have arrived' },
    },
  )

export const busy = (got: string): Problem =>
  problem(
    'upload-busy',
    { zh: '另一个请求正在写入这次上传', en: 'Another request is writing to this upload' },
    { got, next: { zh: '稍后查看已收到多少，再接着传', en: 'look a little later how much has arrived, and go on' } },
  )

export const cut = (received: number): Problem =>
  problem(
    'upload-cut',
    { zh: '上传中断', en: 'The upload was cut off' },
    { got: String(received), next: { zh: '从已收到的字节之后接着传', en: 'go on behind the bytes that have arrived' } },
  )

export const tooLong = (size: number): Problem =>
  problem(
    'upload-too-long',
    { zh: '收到的字节多于声明的大小', en: 'More bytes arrived than were announced' },
    { expected: String(size) },
  )

export const tooLarge = (size: number): Problem =>
  problem(
    'upload-too-large',
    { zh: '文件过大', en: 'The file is too large' },
    { expected: `<= ${LARGEST_UPLOAD}`, got: String(size) },
  )

export const mismatch = (expected: string, got: string): Problem =>
  problem(
    'upload-mismatch',
    { zh: '收到的字节与声明的散列值不符，未保留', en: 'The bytes are not those that were announced, and are not kept' },
    { expected, got, next: { zh: '重新上传', en: 'upload it again' } },
  )
