"""Lists the tools and calls some with the Python SDK 2: arguments are the URL, the token, the era and the calls
as JSON; prints what came back as JSON."""

import asyncio
import json
import sys

import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client


async def main(url: str, token: str, era: str, calls: str) -> None:
    mode = "2026-07-28" if era == "modern" else "legacy"
    headers = {"authorization": f"Bearer {token}"}
    async with httpx2.AsyncClient(headers=headers) as http:
        async with Client(streamable_http_client(url, http_client=http), mode=mode) as client:
            tools = [tool.name for tool in (await client.list_tools()).tools]
            results = []
            for call in json.loads(calls):
                result = await client.call_tool(call["name"], call["arguments"])
                text, value = result.content[0].text, result.structured_content
                results.append({"text": text, "structured": value, "error": result.is_error})
            print(json.dumps({"version": client.protocol_version, "tools": tools, "results": results}))


asyncio.run(main(*sys.argv[1:]))
