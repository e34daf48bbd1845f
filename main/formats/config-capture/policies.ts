/** Settings of programs that decide who may log in, and what the system is: login.defs, sshd_config, os-release. */
import { mostly, type ConfigKind, type Facts } from './setting'

/** Source: login.defs(5). */
const LOGIN_KEYS = new Set(
  (
    'PASS_MAX_DAYS PASS_MIN_DAYS PASS_WARN_AGE PASS_MIN_LEN UID_MIN UID_MAX GID_MIN GID_MAX ENCRYPT_METHOD LOGIN_RETRIES LOGIN_TIMEOUT UMASK MAIL_DIR ' +
    'FAILLOG_ENAB LOG_OK_LOGINS ENV_PATH ENV_SUPATH USERGROUPS_ENAB CREATE_HOME SYS_UID_MIN SUB_UID_MIN HUSHLOGIN_FILE SU_NAME'
  ).split(' '),
)
const LOGIN_LINE = /^([A-Z][A-Z0-9_]{1,40})(?:\s+(.*))?$/

export const loginDefs: ConfigKind = {
  id: 'login.defs',
  what: 'settings of login.defs',
  isOurs: (lines) =>
    mostly(lines, (line) => LOGIN_LINE.test(line)) &&
    lines.filter((line) => LOGIN_KEYS.has(LOGIN_LINE.exec(line)?.[1] ?? '')).length >= 3,
  reader: (_lines, facts) => (line) => {
    const [, key, value = ''] = LOGIN_LINE.exec(line) ?? []
    if (key === undefined) return facts.reject('not a setting: a name in capitals and its value expected')
    facts.state({ name: 'Login_Policy', key: `login.defs/${key}`, value: value.trim() })
  },
}

/** Keywords of the server alone, then those that the client knows too. Source: sshd_config(5). */
const SERVER_WORDS =
  'permitrootlogin usepam allowusers denyusers allowgroups denygroups authorizedkeysfile authorizedkeyscommand listenaddress hostkey maxauthtries maxsessions ' +
  'maxstartups logingracetime permitemptypasswords permituserenvironment x11forwarding x11displayoffset printmotd printlastlog strictmodes subsystem acceptenv ' +
  'allowtcpforwarding allowagentforwarding clientaliveinterval clientalivecountmax usedns pidfile versionaddendum forcecommand chrootdirectory banner ' +
  'authenticationmethods trustedusercakeys permittty permittunnel permitopen gatewayports useprivilegeseparation'
const SHARED_WORDS =
  'port addressfamily protocol passwordauthentication pubkeyauthentication kbdinteractiveauthentication challengeresponseauthentication gssapiauthentication ' +
  'gssapicleanupcredentials hostbasedauthentication ciphers macs kexalgorithms hostkeyalgorithms pubkeyacceptedkeytypes pubkeyacceptedalgorithms compression ' +
  'tcpkeepalive syslogfacility loglevel match include rekeylimit kerberosauthentication ignorerhosts'
const SERVER_ONLY = new Set(SERVER_WORDS.split(' '))
const KEYWORDS = new Set([...SERVER_ONLY, ...SHARED_WORDS.split(' ')])
/** Every line of these counts; of others the first does. */
const REPEATED = new Set(
  'port listenaddress hostkey acceptenv subsystem allowusers denyusers allowgroups denygroups permitopen include setenv'.split(
    ' ',
  ),
)
const SSHD_LINE = /^\s*([A-Za-z][A-Za-z0-9]{2,40})(?:\s+|\s*=\s*)(\S.*)$/

const keywordOf = (line: string): string => SSHD_LINE.exec(line)?.[1]?.toLowerCase() ?? ''

class SshdReader {
  private match = ''
  private readonly first = new Map<string, string>()

  constructor(private readonly facts: Facts) {}

  read(line: string): void {
    const [, keyword, written = ''] = SSHD_LINE.exec(line) ?? []
    if (keyword === undefined) return this.facts.reject('not a setting of sshd: a keyword and its arguments expected')
    const comment = written.search(/\s#/)
    const value = (comment < 0 ? written : written.slice(0, comment)).trim()
    const plain = keyword.toLowerCase()
    if (plain === 'match') this.match = /^all$/i.test(value) ? '' : value
    const key = `sshd/${this.match === '' || plain === 'match' ? '' : `Match ${this.match}/`}${keyword}`
    const before = this.first.get(key.toLowerCase())
    const isOverruled = before !== undefined && !REPEATED.has(plain) && plain !== 'match'
    if (before === undefined) this.first.set(key.toLowerCase(), value)
    this.facts.state({
      name: 'SSHD_Setting',
      key,
      value,
      attrs: { match: plain === 'match' ? '' : this.match },
      ...(isOverruled && before !== value
        ? { doubt: `it does not count: the first line of the keyword says ${before.slice(0, 100)}` }
        : {}),
    })
  }
}

export const sshdConfig: ConfigKind = {
  id: 'sshd_config',
  what: 'settings of sshd',
  isOurs: (lines) =>
    mostly(lines, (line) => KEYWORDS.has(keywordOf(line)), 0.7) &&
    lines.some((line) => SERVER_ONLY.has(keywordOf(line))) &&
    new Set(lines.map(keywordOf)).size >= 2,
  reader: (_lines, facts) => {
    const reader = new SshdReader(facts)
    return (line) => reader.read(line)
  },
}

const RELEASE_LINE = /^([A-Z][A-Z0-9_]{1,60})=(?:"((?:[^"\\]|\\.){0,1000})"|'([^']{0,1000})'|([^\s"']{0,1000}))\s*$/

export const osRelease: ConfigKind = {
  id: 'os-release',
  what: 'what the system is, of os-release',
  isOurs: (lines) =>
    mostly(lines, (line) => RELEASE_LINE.test(line)) &&
    lines.some((line) => /^ID=/.test(line)) &&
    lines.some((line) => /^(?:NAME|PRETTY_NAME|VERSION_ID)=/.test(line)),
  reader: (_lines, facts) => (line) => {
    const [, key, double, single, bare = ''] = RELEASE_LINE.exec(line) ?? []
    if (key === undefined) return facts.reject('not a line of os-release: NAME=value expected')
    facts.state({ name: 'OS_Release', key: `os/${key}`, value: double?.replace(/\\(.)/g, '$1') ?? single ?? bare })
  },
}
