// Runs after bundling: copy-beside.ts OUT FROM TO [FROM TO …] copies each FROM to OUT/TO.
import { cpSync } from 'node:fs'
import { basename, join } from 'node:path'

const [out = '', ...paths] = process.argv.slice(2)
for (let i = 0; i < paths.length; i += 2) {
  const [from = '', to = ''] = paths.slice(i, i + 2)
  cpSync(from, join(out, to), {
    recursive: true,
    // npm's bookkeeping.
    filter: (path) => !['.bin', '.package-lock.json'].includes(basename(path)),
  })
}
