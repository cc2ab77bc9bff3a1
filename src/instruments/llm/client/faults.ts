import type { Text } from '../../../language/text.ts'
import { SetupError } from '../../contract.ts'

/** Everything that can go wrong between us and the endpoint. None of it says anything about the subject's answers. */
const faultTexts = {
  'rate-limited': { zh: '接口限流，重试后仍未放行。', en: 'The endpoint kept limiting the rate after all retries.' },
  'server-error': { zh: '接口返回服务器错误。', en: 'The endpoint answered with a server error.' },
  'timed-out': { zh: '在规定时间内没有得到完整回答。', en: 'No complete answer came in the time allowed.' },
  'endpoint-unreachable': { zh: '连接不上接口。', en: 'The endpoint cannot be reached.' },
  'certificate-refused': {
    zh: '接口的 TLS 证书已过期、不属于这个主机名，或不由可信机构签发；请更换证书，自己的签发机构用 NODE_EXTRA_CA_CERTS 指明。',
    en: 'The TLS certificate of the endpoint has expired, is of another host, or comes from nobody who is trusted: have it renewed, or name your own authority in NODE_EXTRA_CA_CERTS.',
  },
  'endpoint-not-allowed': {
    zh: '本服务没有获准调用这个地址。',
    en: 'This server has not been allowed to call this address.',
  },
  'key-not-for-host': {
    zh: '没有可发送到这个地址的密钥。',
    en: 'There is no key that may be sent to this address.',
  },
  'connection-lost': { zh: '回答传输途中连接断开。', en: 'The connection was lost before the answer was complete.' },
  'stream-broken': { zh: '流式回答没有结束就中断了。', en: 'The streamed answer stopped before its end.' },
  'answer-too-large': { zh: '回答超过大小上限。', en: 'The answer is larger than the limit.' },
  'not-json': { zh: '回答不是 JSON。', en: 'The answer is not JSON.' },
  'unexpected-answer': {
    zh: '回答不是聊天补全的格式。',
    en: 'The answer does not have the form of a chat completion.',
  },
  'redirect-refused': {
    zh: '接口要求跳转到别的地址，已拒绝。',
    en: 'The endpoint asked to go to another address; this is refused.',
  },
  'not-authorised': { zh: '接口拒绝了身份或密钥。', en: 'The endpoint refused the key or the caller.' },
  'not-found': { zh: '接口没有这个路径或模型。', en: 'The endpoint does not know this path or model.' },
  'request-refused': {
    zh: '接口不接受这个请求的格式或参数。',
    en: 'The endpoint does not accept the request as it is.',
  },
  cancelled: { zh: '运行被取消。', en: 'The run was cancelled.' },
} as const satisfies Record<string, Text>

export type FaultCode = keyof typeof faultTexts

/** A set-up error with the sentence of its code; `detail` must already be free of secrets. */
export function setupError(code: FaultCode, detail?: string): SetupError {
  return new SetupError({ code, text: faultTexts[code], ...(detail ? { detail } : {}) })
}
