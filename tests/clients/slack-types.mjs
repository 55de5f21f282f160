// Reads one payload a line from standard input, as { "kind": "message" | "view", "payload": ... }, and has the compiler
// of TypeScript hold it to the types that Slack publishes. Prints what the compiler says; nothing if it agrees.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const folder = mkdtempSync(join(dirname(fileURLToPath(import.meta.url)), 'node_modules', '.slack-'));
try {
  const lines = ["import type { KnownBlock, View } from '@slack/types';"];
  for await (const line of createInterface({ input: process.stdin })) {
    const { kind, payload } = JSON.parse(line);
    const type = kind === 'view' ? 'View' : '{ text: string; blocks: KnownBlock[] }';
    lines.push(`export const p${lines.length}: ${type} = ${JSON.stringify(payload)};`);
  }
  const file = join(folder, 'payloads.ts');
  writeFileSync(file, lines.join('\n'));
  const program = ts.createProgram([file], {
    noEmit: true, strict: true, skipLibCheck: true, types: [], moduleResolution: ts.ModuleResolutionKind.Node10,
    module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022,
  });
  for (const found of ts.getPreEmitDiagnostics(program)) {
    console.log(ts.flattenDiagnosticMessageText(found.messageText, ' '));
  }
} finally {
  rmSync(folder, { recursive: true });
}
