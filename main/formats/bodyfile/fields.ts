/** Fields of body files. */
import type { FieldDoc } from '../kit/format'

export const FIELDS: readonly FieldDoc[] = [
  { name: 'md5', unit: 'hex', doc: 'Hash of the contents where one was computed; 0 where not.' },
  {
    name: 'name',
    unit: 'path',
    doc: 'Path in the image, with what the tool adds behind it: (deleted), ($FILE_NAME), -> and the target of a link. A deleted name may point to what is another file by now.',
  },
  {
    name: 'inode',
    unit: 'number or address',
    doc: 'Entry of the file in its file system; in NTFS with type and id of the attribute.',
  },
  { name: 'mode', unit: 'text', doc: 'Type of the file by name and by entry, and permissions.' },
  { name: 'uid', unit: 'number', doc: 'Owner; in NTFS an entry of its table of owners, not an account.' },
  { name: 'gid', unit: 'number', doc: 'Group.' },
  { name: 'size', unit: 'bytes', doc: 'Size when the image was made, not at the time of the event.' },
  {
    name: 'atime',
    unit: 's since 1970, UTC',
    doc: 'Last read; mounted relatime or noatime it is not kept up, and a virus scanner changes all of them.',
  },
  {
    name: 'mtime',
    unit: 's since 1970, UTC',
    doc: 'Last change of the contents; unpacking and copying bring old ones along, so a file can be modified before it is born.',
  },
  { name: 'ctime', unit: 's since 1970, UTC', doc: 'Last change of the entry: rights, name, links. FAT has none.' },
  {
    name: 'crtime',
    unit: 's since 1970, UTC',
    doc: 'Creation, where the file system keeps it. FAT keeps local time: the tool turned it into UTC by the zone it was told.',
  },
  { name: 'macb', unit: 'letters', doc: 'Which of the times this event is: modified, accessed, changed, born.' },
  {
    name: 'deleted',
    unit: 'truth or word',
    doc: 'The name was deleted; reallocated where its entry belongs to another file by now.',
  },
  {
    name: 'ntfs_attribute',
    unit: 'text',
    doc: 'The times are those of the name, which only the kernel sets, not those programs can set.',
  },
  { name: 'link_target', unit: 'path', doc: 'Where a symbolic link points.' },
]
