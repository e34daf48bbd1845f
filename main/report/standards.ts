/** One file that keeps two standards: the typesetter checks and declares either alone; a reader is told of both. */
import { pdfObjects, pdfParts, withObjects } from './pdf-objects'

/** What PDF/A asks of a file that uses the words of PDF/UA in its metadata: that they are explained there. */
const UA_SCHEMA = `<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of the standard that the document keeps</pdfaProperty:description><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>`
const UA_PART = '<pdfuaid:part>1</pdfuaid:part>'
const UA_NAMESPACE = 'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" '
const A_NAMESPACE = 'xmlns:pdfaid='
const SCHEMAS = '<pdfaExtension:schemas><rdf:Bag>'
const END = '</rdf:Description></rdf:RDF>'

/**
 * Declare PDF/UA-1 in a PDF/A file whose document was found to keep it.
 *
 * Shape:  bytes as the typesetter wrote them → the same pages, with PDF/UA-1 in the metadata and the title in the window's bar.
 * Errors: Error where the file is not laid out as the typesetter lays it.
 * Source: ISO 14289-1, 5 (identification) and 7.1 (DisplayDocTitle); ISO 19005-3, 6.6.2.3 (extension schemas).
 */
export function declareUa(bytes: Buffer): Buffer {
  const objects = pdfObjects(bytes)
  const catalog = objects?.at(objects.trailer.root) ?? null
  const dictionary = catalog === null ? '' : pdfParts(catalog).dictionary
  const number = Number(/\/Metadata\s+(\d+)\s+0\s+R/.exec(dictionary)?.[1])
  const metadata = objects?.at(number) ?? null
  const text = metadata === null ? '' : (pdfParts(metadata).stream?.toString('utf8') ?? '')
  if (objects === null || !text.includes(SCHEMAS) || !text.includes(END))
    throw new Error('its metadata is not where it was expected')
  const both = Buffer.from(
    text
      .replace(A_NAMESPACE, UA_NAMESPACE + A_NAMESPACE)
      .replace(SCHEMAS, SCHEMAS + UA_SCHEMA)
      .replace(END, UA_PART + END),
  )
  const stream = Buffer.concat([
    Buffer.from(`<<\n  /Length ${both.length}\n  /Type /Metadata\n  /Subtype /XML\n>>\nstream\n`),
    both,
    Buffer.from('\nendstream'),
  ])
  const titled = dictionary.trim().replace('/ViewerPreferences <<', '/ViewerPreferences <<\n    /DisplayDocTitle true')
  return withObjects(bytes, objects, new Map([[number, stream], [objects.trailer.root, Buffer.from(titled, 'latin1')]])) // prettier-ignore
}
