/** Colours of the filter bar: which part of a filter is a field, a value, an operator. Given to the parser by the page only. */
import { styleTags, tags } from '@lezer/highlight'

/** Shape: `parser.configure({ props: [filterHighlight] })`. */
export const filterHighlight = styleTags({
  FieldName: tags.propertyName,
  'Value Present Everything': tags.literal,
  Word: tags.content,
  Phrase: tags.string,
  Pattern: tags.regexp,
  'CompareSign ValueTo RangeOpen RangeClose': tags.compareOperator,
  'WordAnd WordOr ValueWordAnd ValueWordOr DoubleBar DoubleAmpersand': tags.logicOperator,
  'WordNot ValueWordNot Minus Bang Plus': tags.operatorKeyword,
  '( )': tags.paren,
})
