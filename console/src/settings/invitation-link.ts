/** Behind the #, so that it is in no log. */
export const invitationLink = (token: string): string => `${location.origin}/invitation#${token}`
