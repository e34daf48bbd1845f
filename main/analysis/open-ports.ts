/** Evidence that says which ports of a host were found open. */
import type { FormatId } from '#contract/formats'

const FORMATS: readonly FormatId[] = ['nessus', 'nessus-csv', 'nnm-syslog', 'nmap-xml', 'openvas-xml', 'masscan-json']

/** Formats whose records report open ports, as a list of SQL texts. */
export const OPEN_PORT_FORMATS = FORMATS.map((format) => `'${format}'`).join(', ')
