import { type Problem, problem } from '../language/problem.ts'

const ask = {
  zh: '向出具报告的机构索取公钥，核对其指纹后用 --key 传入',
  en: 'ask the body that issued the report for its public key, compare the fingerprint, and pass it with --key',
}

const refusals = {
  'dsse-payload-base64': {
    text: { zh: '信封的正文不是有效的 base64', en: 'the payload of the envelope is not valid base64' },
  },
  'dsse-signature-base64': { text: { zh: '签名不是有效的 base64', en: 'the signature is not valid base64' } },
  'dsse-signature-length': { text: { zh: 'Ed25519 签名应为 64 字节', en: 'an Ed25519 signature has 64 bytes' } },
  'dsse-carried-key': {
    text: { zh: '签名随附的公钥无法读取', en: 'the public key that comes with the signature cannot be read' },
  },
  'dsse-tampered': {
    text: {
      zh: '签名与内容不符：声明或签名在签署之后被改动过',
      en: 'the signature does not fit the content: the statement or the signature was changed after signing',
    },
    next: { zh: '向出具机构重新索取原件', en: 'ask the issuing body for the original again' },
  },
  'dsse-wrong-key': {
    text: {
      zh: '签名所称的密钥不是签署所用的密钥',
      en: 'the signature names another key than the one it was made with',
    },
    next: ask,
  },
  'dsse-unknown-key': {
    text: {
      zh: '手头没有签名所称的密钥，无法核验签名',
      en: 'the key that the signature names is not at hand, so the signature cannot be checked',
    },
    next: ask,
  },
  'dsse-unknown-signer': {
    text: {
      zh: '签名有效，但签署者不在可信公钥之列：内容自签署后未变，签署者是谁尚待确认',
      en: 'the signature is valid, but its signer is not among the trusted keys: the content is as it was signed, who signed it is open',
    },
    next: ask,
  },
}

export type DsseCode = keyof typeof refusals

/** `path` is the place in the envelope. */
export function refusal(code: DsseCode, at: { path: string; got?: string | undefined }): Problem {
  const { text, ...rest } = refusals[code]
  return problem(code, text, { place: { file: 'attestation.dsse.json', path: at.path }, got: at.got, ...rest })
}
