/** The typefaces of a report: Inter for text, JetBrains Mono for evidence; shipped, so that every machine sets the same pages. */
import { WOFF as bold } from './fonts/inter-bold'
import { WOFF as italic } from './fonts/inter-italic'
import { WOFF as medium } from './fonts/inter-medium'
import { WOFF as regular } from './fonts/inter-regular'
import { WOFF as semibold } from './fonts/inter-semibold'
import { WOFF as monoBold } from './fonts/mono-bold'
import { WOFF as mono } from './fonts/mono-regular'
import { unpackWoff } from './woff'

let unpacked: Buffer[] | undefined

/** Shape: → every face as an OpenType file; unpacked once. */
export function reportFonts(): Buffer[] {
  unpacked ??= [regular, italic, medium, semibold, bold, mono, monoBold].map((font) => unpackWoff(Buffer.from(font, 'base64')))
  return unpacked
}
