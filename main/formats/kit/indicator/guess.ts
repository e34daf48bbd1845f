/** What a value is where nobody says it. */
import { addressOf, domainOf, emailOf, fileOf, hashOf, networkOf, urlOf, type IndicatorValue } from './value'
import { refang } from './refang'

/** Endings of files that are top-level domains too. */
const BOTH = new Set('app br cab cc com do gz java md mov pl pm ps py rs sh so st ts zip'.split(' '))
/** Endings of files in which programs and documents travel; none is a top-level domain. Chosen: what lists of indicators name. */
const FILE_ENDINGS = new Set(
  (
    '7z apk asp aspx bat bin cfg chm cmd conf cpl dat db deb dll dmg doc docm docx drv elf eml exe gif hta htm html img ini iso jar jpeg jpg js jse jsp ' +
    'json lnk log msi msp ocx one pdb pdf php pif png ppt pptx ps1 psm1 py3 pyc rar reg rpm rtf scr sct swf sys tar tgz tmp txt url vbe vbs vhd war wsf xls ' +
    'xlsb xlsm xlsx xml xz'
  ).split(' '),
)
/** Top-level domains of three letters and more that are common. Chosen: only such names speak for a list of domains. */
const COMMON = new Set(
  (
    'com net org info biz edu gov mil int arpa name pro mobi asia online site website space store tech top xyz club shop icu live life work world today ' +
    'cloud dev page app link click download press host fun vip win bid loan men stream date review party science trade racing cyou buzz rest bar monster ' +
    'digital email network systems solutions services support news media agency company example test'
  ).split(' '),
)

/** Addresses of networks of one's own. WHY they tell nothing: lists of them are lists of hosts. Source: RFC 1918, 1122, 3927, 4193, 4291. */
const INSIDE = /^(?:10\.|127\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|::1$|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/

const endingOf = (text: string): string => text.slice(text.lastIndexOf('.') + 1).toLowerCase()

/**
 * Say what a value is.
 *
 * Shape: text, defanged or not → its value, or null where it is none. A bare name is a domain, unless its ending is that of a file and no
 *        top-level domain; where it is both, `doubt` says so.
 */
export function guessValue(text: string): IndicatorValue | null {
  const plain = refang(text)
  const sure = hashOf(plain) ?? addressOf(plain) ?? networkOf(plain) ?? urlOf(plain) ?? emailOf(plain)
  if (sure !== null) return sure
  if (/^(?:[a-z]:\\|\\\\|%\w{1,40}%|\/(?=[^/\s]))\S?/i.test(plain)) return fileOf(plain)
  if (/\s/.test(plain)) return null
  /* A name with a path behind it, as lists of pages write it. */
  const slash = plain.indexOf('/')
  if (slash > 0) return domainOf(plain.slice(0, slash)) === null ? null : urlOf(`http://${plain}`)
  if (FILE_ENDINGS.has(endingOf(plain)) && plain.includes('.')) return fileOf(plain)
  const domain = domainOf(plain)
  if (domain !== null && plain === text.trim() && BOTH.has(endingOf(plain)) && endingOf(plain) !== 'com') {
    return { ...domain, doubt: 'it may be the name of a file as well' }
  }
  return domain
}

/** Shape: a value and how it was written → whether it speaks for a list of indicators by itself: nothing else looks like it. */
export function isTelling({ type, value, doubt }: IndicatorValue, written: string): boolean {
  if (doubt !== undefined || type.startsWith('file') || (type.startsWith('ip') && INSIDE.test(value))) return false
  if (type !== 'domain' || refang(written) !== written.trim()) return true
  const top = endingOf(value)
  return COMMON.has(top) || top.startsWith('xn--') || top.length === 2
}
