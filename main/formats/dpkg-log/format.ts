/** Log of dpkg, the package manager of Debian and its kin: every step of every package. A record is a line. */
import { claimByLines } from '../kit/detect'
import { defineFormat, type TaxonomyEntry } from '../kit/format'
import { PACKAGE_FIELDS, packageTaxonomy } from '../kit/package-change'
import { readDpkgLine } from './line'
import { readDpkg } from './read'

const SOURCE = 'dpkg(1), option --log'
const entry = (name: string, type: TaxonomyEntry['type'], doc: string): TaxonomyEntry => ({
  name,
  type,
  specificity: 'specific',
  doc,
  provenance: `${SOURCE}; the name is chosen here`,
})

export default defineFormat({
  id: 'dpkg-log',
  title: 'dpkg log',
  source: SOURCE,
  recordUnit: 'line',
  classes: ['audit', 'config'],
  clock: { zone: true, year: false },
  fields: [
    {
      name: 'time',
      unit: 'local time',
      doc: 'When dpkg came to this step, by the clock and zone of the host; the file writes no zone.',
    },
    ...PACKAGE_FIELDS,
    { name: 'state', unit: 'text', doc: 'State the package is in from here on; most states last for moments only.' },
    { name: 'file', unit: 'path', doc: 'Configuration file on which dpkg decided.' },
    { name: 'command', unit: 'text', doc: 'What dpkg was started to do; who started it is not written.' },
  ],
  taxonomy: [
    ...packageTaxonomy('Dpkg', ['Installed', 'Upgraded', 'Removed', 'Purged', 'Replaced'], SOURCE),
    entry('Dpkg-Started', 'system', 'dpkg was started.'),
    entry(
      'Dpkg-Configuration_File_Replaced',
      'detected-change',
      'The configuration file of the new version took the place of the one that was there.',
    ),
    entry('Dpkg-Configuration_File_Kept', 'system', 'The configuration file stayed as it was.'),
    entry(
      'Dpkg-*_Begun',
      'system',
      'An action on a package was begun; whether it came to its end its status says. Downgrades are called upgrade.',
    ),
    entry('Dpkg-Status_*', 'system', 'A package came into a state on its way.'),
  ],
  attrs: { words: ['package', 'state', 'architecture'] },
  sniff: (head) => claimByLines(head, (line) => readDpkgLine(line.slice(0, 2000)) !== null, 'steps of dpkg', 0.95),
  read: readDpkg,
})
