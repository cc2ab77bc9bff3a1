/** What the API itself refuses with, by code; what can be done next stands in `refusals.ts`. */
export const sentences = {
  'request-malformed': { zh: '请求不合格式', en: 'The request has not the right form' },
  'request-too-large': { zh: '请求过大', en: 'The request is too large' },
  'not-signed-in': { zh: '请先登录', en: 'Sign in first' },
  'not-allowed': { zh: '没有权限这样做', en: 'You may not do this' },
  'not-found': { zh: '没有这个内容', en: 'There is nothing here' },
  'evidence-unknown': { zh: '没有这份证据', en: 'There is no such evidence' },
  'range-unsatisfiable': { zh: '文件没有这个范围的字节', en: 'The file has no such range of bytes' },
  'changed-meanwhile': { zh: '内容已被他人改动', en: 'Somebody else has changed it meanwhile' },
  'request-in-progress': {
    zh: '同一请求正在处理，或处理时中断',
    en: 'The same request is being dealt with, or was cut off',
  },
  'key-used-otherwise': { zh: '该幂等键已用于另一请求', en: 'This idempotency key was used for another request' },
  'too-many-requests': { zh: '请求过于频繁', en: 'Too many requests' },
  'not-now': { zh: '现在的状态不允许这样做', en: 'This cannot be done in the present state' },
  unexpected: { zh: '服务器内部出错', en: 'Something went wrong in the server' },
} as const
