{{/* The paths of the application and whose they are; the longest prefix wins. */}}
{{- define "todo-chatbot.paths" -}}
- {path: /api/auth, component: auth}
- {path: /api/auth/chat, component: chat} {{- /* a user may be called auth */}}
- {path: /api, component: chat}
- {path: /mcp, component: mcp}
- {path: /.well-known/oauth-protected-resource, component: mcp}
- {path: /, component: web}
{{- end -}}

{{/* The hosts that are served: that of the public URL, and those of ChatKit's allow-list. */}}
{{- define "todo-chatbot.hosts" -}}
{{- prepend .Values.chatkit.domains (urlParse .Values.publicUrl).hostname | uniq | toJson -}}
{{- end -}}
