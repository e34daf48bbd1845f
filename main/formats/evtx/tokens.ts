/** The tokens of binary XML. Source: [MS-EVEN6] 2.2.12. */

export const Token = {
  End: 0x00,
  OpenElement: 0x01,
  CloseStart: 0x02,
  CloseEmpty: 0x03,
  EndElement: 0x04,
  Value: 0x05,
  Attribute: 0x06,
  CData: 0x07,
  CharReference: 0x08,
  EntityReference: 0x09,
  InstructionTarget: 0x0a,
  InstructionData: 0x0b,
  Template: 0x0c,
  NormalSubstitution: 0x0d,
  OptionalSubstitution: 0x0e,
  FragmentHeader: 0x0f,
} as const
/** The token says that attributes follow, or that more of the same kind do. */
export const MORE = 0x40

/** Text, references, substitutions: what may stand in an attribute too. */
const PARTS: ReadonlySet<number> = new Set([
  Token.Value,
  Token.CData,
  Token.CharReference,
  Token.EntityReference,
  Token.NormalSubstitution,
  Token.OptionalSubstitution,
])
/** Shape: token → whether it is a part of text. */
export const isPart = (token: number) => PARTS.has(token & ~MORE)
