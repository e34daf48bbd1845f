/** Packages: what `rpm -qa` prints, a line each. Those of dpkg are stanzas (`dpkg.ts`). */
import { mostly, type ConfigKind } from './setting'

const ARCHITECTURES = 'x86_64|noarch|i[3-6]86|aarch64|ppc64(?:le)?|s390x?|armv[5-8]\\w{0,4}|src|riscv64|\\(none\\)'
const RPM = new RegExp(
  `^([A-Za-z0-9][\\w.+-]{0,120})-(?:(\\d{1,6}):)?([\\w.+~^]{1,80})-([\\w.+~^]{1,80}?)(?:\\.(${ARCHITECTURES}))?$`,
)
const KEYS = /^gpg-pubkey-[0-9a-f]{8,40}-[0-9a-f]{8}(?:\.\(none\))?$/
const hasArchitecture = new RegExp(`\\.(?:${ARCHITECTURES})$`)

export const rpmList: ConfigKind = {
  id: 'rpm-qa',
  what: 'packages as rpm -qa lists them',
  isOurs: (lines) =>
    lines.length >= 2 &&
    mostly(lines, (line) => (hasArchitecture.test(line) && RPM.test(line)) || KEYS.test(line)) &&
    lines.some((line) => !KEYS.test(line)),
  reader: (_lines, facts) => (line) => {
    const [, name, epoch = '', version = '', release = '', architecture = ''] = RPM.exec(line.trim()) ?? []
    if (name === undefined) return facts.reject('not a package: name-version-release.architecture expected')
    const full = `${epoch === '' ? '' : `${epoch}:`}${version}-${release}`
    facts.state({
      name: 'Package',
      key: `package/${name}${architecture === '' ? '' : `.${architecture}`}`,
      value: full,
      attrs: { package: name, version: full, architecture },
    })
  },
}

/** `rpm -qa --last`: the package, then when it was installed, in the zone and the words of the host. */
const LAST = /^(\S{3,250})\s{2,}(\S.{10,60})$/
const ENGLISH =
  /^(?:\w{3} )?(\d{1,2} \w{3} \d{4}|\w{3} +\d{1,2} \d{2}:\d{2}:\d{2} \d{4}|\d{1,2} \w{3} \d{4} \d{1,2}:\d{2}:\d{2} [AP]M \w{2,5})/

export const rpmLast: ConfigKind = {
  id: 'rpm-qa-last',
  what: 'packages as rpm -qa --last lists them, with when each was installed',
  isOurs: (lines) =>
    lines.length >= 2 &&
    mostly(lines, (line) => {
      const [, full = '', when = ''] = LAST.exec(line) ?? []
      return ENGLISH.test(when) && (RPM.test(full) || KEYS.test(full))
    }),
  reader: (_lines, facts) => (line) => {
    const [, full = '', when = ''] = LAST.exec(line.trimEnd()) ?? []
    const [, name, epoch = '', version = '', release = '', architecture = ''] = RPM.exec(full) ?? []
    if (name === undefined) return facts.reject('not a package with the time of its installation')
    const whole = `${epoch === '' ? '' : `${epoch}:`}${version}-${release}`
    facts.state({
      name: 'Package',
      key: `package/${name}${architecture === '' ? '' : `.${architecture}`}`,
      value: whole,
      attrs: { package: name, version: whole, architecture, installed: when },
    })
  },
}
