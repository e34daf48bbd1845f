import { fc } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { jsonPlaces, shellOf } from './json-places'

const wanted = (key: string, isInArray: boolean) => key === '' || (key === 'list' && isInArray)
const placesOf = (text: string) => {
  const bytes = Buffer.from(text)
  return jsonPlaces(bytes, wanted).map(({ start, end, why }) => [bytes.toString('utf8', start, end), why])
}

describe('places of objects', () => {
  it('finds those in lists of the name, not members of the name', () => {
    expect(placesOf('{"list":[{"list":{"a":1}},{"b":"]}\\""}],"c":[{"d":1}]}').slice(1)).toEqual([
      ['{"list":{"a":1}}', ''],
      ['{"b":"]}\\""}', ''],
    ])
  })

  it('finds several at the top, and what is none', () => {
    expect(placesOf('\ufeff{"a":1}\nnoise { [\n[{"b":2},{"c":3}]')).toEqual([
      ['{"a":1}', ''],
      ['noise { [', 'not a JSON object'],
      ['{"b":2}', ''],
      ['{"c":3}', ''],
    ])
  })

  it('finds its way behind an object that is not closed, a text that does not end, a brace too many', () => {
    expect(placesOf('{"list":[{"a":1,\n{"b":"x\n},\n{"c":3}},\n{"d":4}]}').slice(1)).toEqual([
      ['{"a":1,\n', 'the object does not end before the next begins'],
      ['{"b":"x\n}', 'a text in the object does not end on its line'],
      ['{"c":3}', ''],
      ['{"d":4}', ''],
    ])
  })

  it('says that a file was cut', () => {
    expect(placesOf('{"list":[{"a":1},{"b":').map(([, why]) => why)).toEqual([
      'the file ends inside the object: it was cut',
      '',
      'the file ends inside the object: it was cut',
    ])
  })

  it('gives the object around without those in it', () => {
    const bytes = Buffer.from('{"x":1,"list":[{"a":1},{"b":[{"list":[{"c":1}]}]}],"y":2}')
    const places = jsonPlaces(bytes, wanted)
    expect(shellOf(bytes, places, 0)).toBe('{"x":1,"list":[null,null],"y":2}')
    expect(shellOf(bytes, places, 2)).toBe('{"b":[{"list":[null]}]}')
  })

  it('agrees with JSON.parse on anything that is JSON', () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue())), fc.integer({ min: 0, max: 2 }), (list, indent) => {
        const bytes = Buffer.from(JSON.stringify({ before: { list: 1 }, list }, null, indent))
        const [top, ...inner] = jsonPlaces(bytes, (key, isInArray) => key === '' || (key === 'list' && isInArray))
        const direct = inner.filter(({ parent }) => parent === 0)
        expect(top!.end).toBe(bytes.length)
        expect(direct.map(({ start, end }) => JSON.parse(bytes.toString('utf8', start, end)) as unknown)).toEqual(
          JSON.parse(JSON.stringify(list)),
        )
      }),
    )
  })

  it('takes any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) =>
        jsonPlaces(bytes, () => true).every(({ start, end }) => end > start),
      ),
    )
    expect(jsonPlaces(Buffer.alloc(1_000_000, '['), () => true)).toEqual([])
    expect(jsonPlaces(Buffer.alloc(1_000_000, '{"a":'), () => true).length).toBe(256)
  })
})
