/** Takes back what people do to indicators so that nobody clicks on them. */

const MARKS: readonly (readonly [pattern: RegExp, is: string])[] = [
  [/\\\./g, '.'],
  [/ ?[[({](?:\.|dot|punto)[\])}] ?/gi, '.'],
  [/ ?[[({](?:@|at)[\])}] ?/gi, '@'],
  [/[[({]:\/\/[\])}]/g, '://'],
  [/[[({]:[\])}]/g, ':'],
  [/[[({]\/[\])}]/g, '/'],
]

const SCHEMES: readonly (readonly [pattern: RegExp, is: string])[] = [
  [/^h(?:xx|tt|XX|\*\*|__)p(s?)(?=:|__)/i, 'http$1'],
  [/^(?:fxp|f\*p)(s?)(?=:)/i, 'ftp$1'],
  [/^([a-z]{3,6}):\/{3,5}(?=[a-z0-9])/i, '$1://'],
  [/^([a-z]{3,6}):\\{2}/i, '$1://'],
]

/** Longest text that marks are looked for in. Chosen: the longest address browsers take. */
const LONGEST = 8_192

/**
 * Shape:  text → the same with `hxxp`, `[.]`, `(.)`, `{.}`, `[dot]`, `\.`, `[@]`, `[at]`, `[:]`, `[://]` put back, without blanks around.
 *         Brackets around a whole IPv6 address stay.
 */
export function refang(text: string): string {
  let plain = text.trim()
  if (plain.length > LONGEST) return plain
  for (const [pattern, is] of MARKS) plain = plain.replace(pattern, is)
  for (const [pattern, is] of SCHEMES) plain = plain.replace(pattern, is)
  return plain
}
