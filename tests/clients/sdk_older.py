"""The same as sdk_current.py with the Python SDK 1, which knows the older era alone."""

import asyncio
import json
import sys

from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client


async def main(url: str, token: str, _era: str, calls: str) -> None:
    headers = {"authorization": f"Bearer {token}"}
    async with streamablehttp_client(url, headers=headers) as (read, write, _session_id):
        async with ClientSession(read, write) as session:
            version = (await session.initialize()).protocolVersion
            tools = [tool.name for tool in (await session.list_tools()).tools]
            results = []
            for call in json.loads(calls):
                result = await session.call_tool(call["name"], call["arguments"])
                text, value = result.content[0].text, result.structuredContent
                results.append({"text": text, "structured": value, "error": result.isError})
            print(json.dumps({"version": version, "tools": tools, "results": results}))


asyncio.run(main(*sys.argv[1:]))
