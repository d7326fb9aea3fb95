"""What looks after a release: kagent's agent, the account of kubectl-ai, alerts, telemetry."""

import re

from chart import ALL_APIS, ROOT, WORKLOADS, Case, at, files, merge, one, only, render

KAGENT = at("kagent", {"enabled": True, "existingSecret": "kagent-todo"})
CUSTOM = ["RemoteMCPServer", "ModelConfig", "Agent"]
ALERTS = at("monitoring.prometheusRule.enabled", True)
NOTES = "todo-chatbot/templates/NOTES.txt"


class Operations(Case):
    def test_the_agent_has_approval_for_what_destroys(self):
        objects = render(KAGENT, apis=ALL_APIS)
        server, agent = one(objects, "RemoteMCPServer"), one(objects, "Agent")["spec"]
        self.assertEqual(server["spec"]["url"], "http://demo-mcp.todo.svc.cluster.local/mcp")
        self.assertEqual(server["spec"]["headersFrom"][0]["valueFrom"]["name"], "kagent-todo")
        tools = {t["mcpServer"]["name"]: t["mcpServer"] for t in agent["declarative"]["tools"]}
        ours = tools[server["metadata"]["name"]]
        self.assertEqual(ours["requireApproval"], ["delete_task"])
        self.assertLessEqual(set(ours["requireApproval"]), set(ours["toolNames"]))
        self.assertEqual(ours["allowedHeaders"], ["Authorization"])
        # What it may do to the cluster begins with reading and ends there.
        for name in tools["kagent/kagent-tool-server"]["toolNames"]:
            self.assertRegex(name, "^k8s_(get|describe)_")
        self.assertEqual(agent["declarative"]["modelConfig"], one(objects, "ModelConfig")["metadata"]["name"])
        self.assertIn("the Helm release demo in the namespace todo", agent["declarative"]["systemMessage"])

    def test_without_kagent_nothing_is_made_and_the_notes_say_so(self):
        for values, apis in [(KAGENT, []), ({}, ALL_APIS)]:
            objects = render(values, apis=apis)
            self.assertFalse([o for o in objects if o["kind"] in CUSTOM])
        self.assertIn("nothing was made for it", files(KAGENT)[NOTES])
        self.assertNotIn("kagent", files(KAGENT, apis=ALL_APIS)[NOTES])

    def test_kagent_may_call_the_mcp_server_alone(self):
        for component in WORKLOADS:
            policy = str(one(render(KAGENT, apis=ALL_APIS), "NetworkPolicy", component)["spec"]["ingress"])
            self.assertEqual("'kagent'" in policy, component == "mcp", component)
            self.assertNotIn("kagent", str(one(render(apis=ALL_APIS), "NetworkPolicy", component)))

    def test_the_account_for_kubectl_ai_reads_and_scales_by_name(self):
        values = merge(at("aiOperator.enabled", True), at("workloads.chat.scaling.mode", "manual"))
        objects = render(values)
        rules = one(objects, "Role")["rules"]
        writes = [r for r in rules if set(r["verbs"]) - {"get", "list", "watch"}]
        self.assertEqual(len(writes), 1)
        self.assertEqual(writes[0]["resources"], ["deployments/scale"])
        self.assertEqual(writes[0]["resourceNames"], ["demo-chat"])
        self.assertEqual(writes[0]["verbs"], ["get", "update", "patch"])
        named = {resource for rule in rules for resource in rule["resources"]}
        self.assertFalse(named & {"secrets", "*", "pods/exec", "configmaps"})
        self.assertFalse([r for r in rules if "*" in r["verbs"] + r["apiGroups"]])
        account = one(objects, "RoleBinding")["subjects"][0]
        self.assertIn(account["name"], {o["metadata"]["name"] for o in only(objects, "ServiceAccount")})
        # In every other mode nothing may be written at all.
        fixed = one(render(at("aiOperator.enabled", True)), "Role")["rules"]
        self.assertFalse([r for r in fixed if set(r["verbs"]) - {"get", "list", "watch"}])
        self.assertEqual(only(render(), "Role") + only(render(), "RoleBinding"), [])

    def test_every_alert_has_a_runbook(self):
        rules = one(render(ALERTS, apis=ALL_APIS), "PrometheusRule")["spec"]["groups"][0]["rules"]
        runbooks = {path.stem for path in (ROOT / "docs/runbooks").glob("*.md")}
        self.assertEqual({rule["alert"] for rule in rules}, runbooks)
        for rule in rules:
            self.assertTrue(rule["annotations"]["runbook_url"].endswith(f"/{rule['alert']}.md"))
            self.assertIn('namespace="todo"', rule["expr"])
            self.assertEqual(rule["expr"].count("("), rule["expr"].count(")"))
            self.assertNotRegex(rule["expr"], r"%!|<no value>")
        self.assertEqual(only(render(ALERTS), "PrometheusRule"), [])
        self.assertIn("there are no\nalerts", files(ALERTS)[NOTES])

    def test_telemetry_opens_the_way_to_the_collector(self):
        values = merge(at("telemetry.endpoint", "http://collector.monitoring:4318"), at("workload.kind", "Deployment"))
        objects = render(values)
        for component in WORKLOADS:
            env = one(objects, "Deployment", component)["spec"]["template"]["spec"]["containers"][0]["env"]
            found = {v["name"]: v.get("value") for v in env}
            self.assertEqual(found["OTEL_EXPORTER_OTLP_ENDPOINT"], "http://collector.monitoring:4318")
            egress = one(objects, "NetworkPolicy", component)["spec"]["egress"]
            self.assertTrue(any(rule["ports"] == [{"protocol": "TCP", "port": 4318}] for rule in egress))
        self.assertFalse(re.search("OTEL", str(render(at("workload.kind", "Deployment")))))
