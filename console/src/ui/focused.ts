/** As the `ref` of a field that comes in place of what was pressed: the focus goes there instead of being lost. */
export const focused = (field: HTMLElement | null): void => field?.focus()
