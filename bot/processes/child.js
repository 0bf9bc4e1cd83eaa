// Runs in a child process: loads the TypeScript module named by its argument, which serves calls (see serve.ts).
import { register } from 'tsx/esm/api'

register()
await import(process.argv[2])
