/** Instruments measure, with files and networks, and have no place in a browser; of them a comparison only asks the titles of quantities. */
export const instruments = new Map<string, never>()
