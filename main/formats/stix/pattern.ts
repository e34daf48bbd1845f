/** The values that a pattern of STIX compares for equality. What a pattern means as a whole is for whoever watches traffic with it. */
import { guessValue } from '../kit/indicator/guess'
import { readValue, type IndicatorType, type IndicatorValue } from '../kit/indicator/value'

export interface PatternValue {
  /** `file:hashes.'SHA-256'` as written. */
  path: string
  written: string
  /** Null where it is of a kind that cannot be compared. */
  value: IndicatorValue | null
}

export interface Pattern {
  values: PatternValue[]
  /** Values count only together: the pattern joins comparisons by AND or FOLLOWEDBY. */
  isJoined: boolean
}

const COMPARISON =
  /([A-Za-z0-9-]{1,64}):((?:[\w.*-]|'(?:[^'\\]|\\.){0,250}'|\[[^\]']{0,20}\]){1,500})\s{0,20}(NOT\s{1,20})?(==?|!=|<>|[<>]=?|IN\b|LIKE\b|MATCHES\b|ISSUBSET\b|ISSUPERSET\b)\s{0,20}/y
const TEXT = /'((?:[^'\\]|\\.)*)'/y
const JOIN = /(?:AND|FOLLOWEDBY)\b/y
const BETWEEN = /[\s,]*/y
/** Longest pattern that is read. Chosen: lists of a thousand values fit. */
const LONGEST = 1 << 20

const TYPES: Readonly<Record<string, IndicatorType>> = {
  ...{
    'ipv4-addr:value': 'ipv4',
    'ipv6-addr:value': 'ipv6',
    'domain-name:value': 'domain',
    'url:value': 'url',
    'email-addr:value': 'email',
  },
  ...{ 'email-message:from_ref.value': 'email', 'email-message:sender_ref.value': 'email' },
  ...{ 'file:name': 'file-name', 'directory:path': 'file-path', 'file:parent_directory_ref.path': 'file-path' },
}
const HASH_TYPES: ReadonlySet<string> = new Set<IndicatorType>(['md5', 'sha1', 'sha256', 'sha512'])

/** Shape: name of a hash as STIX and its writers spell it → type, or undefined. */
export function hashType(name: string): IndicatorType | undefined {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '')
  return HASH_TYPES.has(plain) ? (plain as IndicatorType) : undefined
}

/** Shape: (path, text) → the value, or null where the path is of another kind or the text is none. */
export function valueAt(path: string, text: string): IndicatorValue | null {
  const type = Object.hasOwn(TYPES, path) ? TYPES[path] : undefined
  if (type !== undefined) return readValue(type, text)
  const [, hash] = /^(?:file|artifact):hashes\.(.{1,20})$/.exec(path) ?? []
  const hashed = hash === undefined ? undefined : hashType(hash)
  if (hashed !== undefined) return readValue(hashed, text)
  return /^network-traffic:(?:src|dst)_ref\.value$/.test(path) ? guessValue(text) : null
}

const unescaped = (text: string) => text.replace(/\\(.)/gs, '$1')

class PatternReader {
  private at = 0
  readonly values: PatternValue[] = []
  private isJoined = false
  /** Comparisons that say what the other side is, not what kind it is. */
  private telling = 0

  constructor(private readonly pattern: string) {}

  read(): void {
    const { pattern } = this
    while (this.at < pattern.length) {
      const isWordStart = /[A-Za-z0-9-]/.test(pattern[this.at]!) && !/[\w-]/.test(pattern[this.at - 1] ?? ' ')
      if (isWordStart && this.take(JOIN) !== null) this.isJoined = true
      else if (isWordStart && this.comparison()) continue
      else if (this.take(TEXT) === null) this.at++
    }
  }

  get isPartial(): boolean {
    return this.isJoined && this.telling > 1
  }

  private take(what: RegExp): RegExpExecArray | null {
    what.lastIndex = this.at
    const found = what.exec(this.pattern)
    if (found !== null) this.at = what.lastIndex
    return found
  }

  private comparison(): boolean {
    const found = this.take(COMPARISON)
    if (found === null) return false
    const [, object = '', property = '', not, operator = ''] = found
    const texts = this.texts()
    /* What kind the other side is, is no value. */
    if (property.endsWith('_ref.type')) return true
    this.telling++
    const isEqual = not === undefined && /^(?:==?|IN|ISSUBSET)$/.test(operator)
    if (!isEqual) return true
    const path = `${object}:${property.replace(/'/g, '')}`
    for (const written of texts) this.values.push({ path, written, value: valueAt(path, written) })
    return true
  }

  private texts(): string[] {
    const texts: string[] = []
    if (this.pattern[this.at] !== '(') {
      const found = this.take(TEXT)
      return found === null ? [] : [unescaped(found[1]!)]
    }
    this.at++
    for (this.take(BETWEEN); this.pattern[this.at] === "'"; this.take(BETWEEN)) {
      const found = this.take(TEXT)
      if (found === null) break
      texts.push(unescaped(found[1]!))
    }
    return texts
  }
}

/** Shape: text of a pattern → its values; negated comparisons, LIKE and MATCHES give none. */
export function readPattern(pattern: string): Pattern {
  if (pattern.length > LONGEST) return { values: [], isJoined: false }
  const reader = new PatternReader(pattern)
  reader.read()
  return { values: reader.values, isJoined: reader.isPartial }
}
