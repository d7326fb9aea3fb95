// Lists the tools and calls some with the TypeScript SDK 2: arguments are the URL, the token, the era and the
// calls as JSON; prints what came back as JSON.
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";

const [url, token, era, calls] = process.argv.slice(2);
const mode = era === "modern" ? { pin: "2026-07-28" } : "legacy";
const client = new Client({ name: "test", version: "1" }, { versionNegotiation: { mode } });
const headers = { authorization: `Bearer ${token}` };
await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
const { tools } = await client.listTools();
const results = [];
for (const call of JSON.parse(calls)) {
  const { content, structuredContent, isError } = await client.callTool(call);
  results.push({ text: content[0].text, structured: structuredContent, error: isError ?? false });
}
const version = client.getNegotiatedProtocolVersion();
console.log(JSON.stringify({ version, tools: tools.map((tool) => tool.name), results }));
await client.close();
