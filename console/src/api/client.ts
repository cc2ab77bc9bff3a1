import { type Answer, type Arguments, type Client, clientOf, type Name } from '../../../src/server/client.ts'
import { ApiError, waitOf } from './refused.ts'

/** Asks an endpoint, such as `GET /subjects/:id`; the types of what goes and comes are the endpoint's. Throws ApiError. */
export async function ask<N extends Name>(what: N, ...given: Arguments<N>): Promise<Answer<N>> {
  let response: Response | undefined
  const client: Client = clientOf({
    fetch: async (url, init) => {
      response = await fetch(url, init)
      return response
    },
    headers: { 'accept-language': document.documentElement.lang },
  })
  const told = await client(what, ...given)
  if (told.ok) return told.value
  throw new ApiError(response?.status ?? 0, told.problems, waitOf(response))
}

/** Of an endpoint that answers with a file. */
export async function bytesOf(response: Promise<Response>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await response).arrayBuffer())
}
