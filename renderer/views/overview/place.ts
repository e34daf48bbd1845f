/** What stands in a link for the settings of the case. */
export const SETTINGS = 'settings'
