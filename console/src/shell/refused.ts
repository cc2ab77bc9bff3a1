/** The person is signed in, and the role does not include it. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed'
}

/** The person is signed in and belongs to no organization. */
export class NotSignedUp extends Error {
  override readonly name = 'NotSignedUp'
}
