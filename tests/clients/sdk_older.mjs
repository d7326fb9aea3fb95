// The same as sdk_current.mjs with the TypeScript SDK 1, which knows the older era alone.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const [url, token, , calls] = process.argv.slice(2);
const client = new Client({ name: "test", version: "1" });
const headers = { authorization: `Bearer ${token}` };
const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } });
await client.connect(transport);
const { tools } = await client.listTools();
const results = [];
for (const call of JSON.parse(calls)) {
  const { content, structuredContent, isError } = await client.callTool(call);
  results.push({ text: content[0].text, structured: structuredContent, error: isError ?? false });
}
const version = transport.protocolVersion;
console.log(JSON.stringify({ version, tools: tools.map((tool) => tool.name), results }));
await client.close();
