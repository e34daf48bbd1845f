/** Error logs of Apache (2.2 and 2.4) and nginx: what was refused, what was not there, what broke, and for whom. A record is a line. */
import { claimByLines } from '../kit/detect'
import { defineFormat, type TaxonomyEntry } from '../kit/format'
import { LEVEL_WORDS } from './fill'
import { isErrorLine } from './line'
import { readErrors } from './read'
import { ERROR_RULES } from './rules'

const SOURCE = 'Apache HTTP Server, ErrorLog and ErrorLogFormat; nginx, error_log'
const provenance = `${SOURCE}; the name is chosen here`
const entry = (name: string, type: TaxonomyEntry['type'], specificity: TaxonomyEntry['specificity'], doc: string) =>
  ['Apache', 'Nginx'].map((server): TaxonomyEntry => ({ name: `${server}-${name}`, type, specificity, doc, provenance }))

const isFault = (level: string) => ['emerg', 'alert', 'crit', 'error'].includes(level)

export default defineFormat({
  id: 'apache-error',
  title: 'Web server error log',
  source: SOURCE,
  recordUnit: 'line',
  classes: ['web'],
  clock: { zone: true, year: false },
  fields: [
    { name: 'time', unit: 'local time', doc: 'When the server wrote the line, by its clock and zone; the file writes no zone.' },
    { name: 'level', unit: 'text', doc: 'How grave the server holds it; attacks are often no more than an error.' },
    { name: 'module', unit: 'text', doc: 'Part of Apache 2.4 that wrote the line.' },
    { name: 'code', unit: 'AHnnnnn', doc: 'Number of the message in Apache 2.4.' },
    { name: 'pid, tid', unit: 'number', doc: 'Process and thread; they join lines of one worker.' },
    { name: 'connection', unit: 'number', doc: 'Connection of nginx; joins lines of one client.' },
    { name: 'client', unit: 'address or name', doc: 'Who connected; a proxy or load balancer hides who is behind it.' },
    { name: 'server', unit: 'text', doc: 'Server block of nginx that was asked.' },
    { name: 'request', unit: 'text', doc: 'First line of the request as the client sent it; anything can stand in it.' },
    { name: 'upstream', unit: 'URL', doc: 'Server behind this one.' },
    { name: 'host', unit: 'text', doc: 'Host header, the client’s words.' },
    { name: 'referer, referrer', unit: 'URL', doc: 'Page the client says it came from.' },
    { name: 'path', unit: 'path', doc: 'File the request led to.' },
    { name: 'system_error', unit: 'text', doc: 'Error of the operating system, by number and words.' },
    { name: 'uri, data, unique_id, file, line', unit: 'text', doc: 'What ModSecurity says of the request and of its rule.' },
    { name: 'time_from', unit: 'text', doc: 'The line writes no time; that of the line before stands for it.' },
  ],
  taxonomy: [
    ...ERROR_RULES.flatMap(({ name, type, doc }) => entry(name, type, 'specific', doc)),
    ...entry('ModSecurity_Blocked', 'intrusion', 'specific', 'A rule of ModSecurity matched and the request was refused.'),
    ...entry('ModSecurity_Warning', 'intrusion', 'specific', 'A rule of ModSecurity matched; the request went on.'),
    ...entry(
      'Line_Without_Time',
      'application',
      'fallback',
      'A line that is no message: what a script or a command in it wrote to its error output.',
    ),
    ...Object.entries(LEVEL_WORDS).flatMap(([level, word]) =>
      entry(word, isFault(level) ? 'error' : 'system', 'generic', 'Any other message, by its level.'),
    ),
  ],
  attrs: { words: ['module', 'code', 'level'], integers: ['pid', 'tid', 'connection'] },
  sniff: (head) => claimByLines(head, (line) => isErrorLine(line.slice(0, 2000)), 'error messages of Apache or nginx', 0.95),
  read: readErrors,
})
