/** Every sentence of the page, by area. Words of evidence never come from here. */
import { fields } from './en/fields'
import { frame } from './en/frame'
import { investigate } from './en/investigate'

export const text = { fields, frame, investigate }
