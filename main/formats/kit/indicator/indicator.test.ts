import { describe, expect, it } from 'vitest'
import { guessValue, isTelling } from './guess'
import { refang } from './refang'
import { readValue } from './value'

const said = (text: string) => {
  const value = guessValue(text)
  return value === null ? null : `${value.type} ${value.value}`
}

describe('values of indicators', () => {
  it.each([
    ['hxxp://a[.]example[.]com/x', 'http://a.example.com/x'],
    ['hXXps[:]//a(.)example{.}com', 'https://a.example.com'],
    ['hxxps[://]a[dot]example[dot]com', 'https://a.example.com'],
    ['198[.]51[.]100[.]7', '198.51.100.7'],
    ['a\\.example\\.com', 'a.example.com'],
    ['user[at]example(dot)com', 'user@example.com'],
    ['fxp://example.com', 'ftp://example.com'],
    ['[2001:db8::1]', '[2001:db8::1]'],
    ['plain.example.com', 'plain.example.com'],
  ])('puts %s back', (written, plain) => expect(refang(written)).toBe(plain))

  it.each([
    ['198.51.100.7', 'ipv4 198.51.100.7'],
    ['::ffff:198.51.100.7', 'ipv4 198.51.100.7'],
    ['198.51.100.7/32', 'ipv4 198.51.100.7'],
    ['198.51.100.200/25', 'ipv4-net 198.51.100.128/25'],
    ['0.0.0.0/0', 'ipv4-net 0.0.0.0/0'],
    ['2001:DB8:ffff:ffff::/33', 'ipv6-net 2001:db8:8000::/33'],
    ['EXAMPLE.com.', 'domain example.com'],
    ['bücher.example', 'domain xn--bcher-kva.example'],
    ['HTTP://EXAMPLE.com:80/A', 'url http://example.com/A'],
    ['example.com/a', 'url http://example.com/a'],
    ['Name@Example.COM', 'email name@example.com'],
    ['D41D8CD98F00B204E9800998ECF8427E', 'md5 d41d8cd98f00b204e9800998ecf8427e'],
    ['evil.exe', 'file-name evil.exe'],
    ['/tmp/.x/evil', 'file-path /tmp/.x/evil'],
    ['%TEMP%\\a.dll', 'file-path %TEMP%\\a.dll'],
    ['198.51.100.07', null],
    ['198.51.100.7/33', null],
    ['1.2.3', null],
    ['word', null],
    ['two words.com', null],
    ['-a.example.com', null],
    ['', null],
  ])('says that %s is %s', (text, expected) => expect(said(text)).toBe(expected))

  it('says where a name may be another thing, and what tells nothing', () => {
    expect(guessValue('run.sh')?.doubt).toMatch(/file/)
    expect(guessValue('run[.]sh')?.doubt).toBeUndefined()
    const tells = (text: string) => isTelling(guessValue(text)!, text)
    expect(
      ['198.51.100.1', '10.0.0.1', '192.168.1.0/24', 'fe80::1', 'evil.exe', 'a.example.com', 'some.module', 'some[.]module'].map(
        tells,
      ),
    ).toEqual([...[true, false, false, false, false, true, false, true]])
  })

  it('takes a stated type at its word, where the value is of it', () => {
    expect(readValue('ipv4', '2001:db8::1')?.type).toBe('ipv6')
    expect(readValue('ipv4', '198.51.100.0/24')?.type).toBe('ipv4-net')
    expect(readValue('file-name', 'run.sh')?.type).toBe('file-name')
    expect(readValue('sha1', 'd41d8cd98f00b204e9800998ecf8427e')).toBeNull()
    expect(readValue('domain', 'run.sh')?.value).toBe('run.sh')
  })
})
