// Writes one-megabyte objects forever, each filled with the byte it is named after, so that a test can kill the process
// in the middle of a write: node --import tsx test/helpers/write-objects.ts ROOT
import { filesystemStore } from '../../etl/lake/filesystem.ts'

const store = filesystemStore(process.argv[2] ?? '')
for (let round = 0; ; round += 1) {
  const byte = round % 8
  await Promise.all([
    store.put(`put/${byte}`, Buffer.alloc(1_000_000, byte)),
    store.putIfAbsent(`new/${round}-${byte}`, Buffer.alloc(1_000_000, byte)),
  ])
  process.stdout.write('.')
}
