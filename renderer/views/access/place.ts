/** Subject of the link under which the form for a new access stands open. */
export const NEW_ACCESS = 'new'
