// Package siem writes the logs in the schemas of others: Elastic Common Schema and
// Open Cybersecurity Schema Framework.
//
// It stands upon logs, web and wire. The lists of logs say which column goes where, for
// the pages; the bytes are written here, a line or a few a field (ecs.go, ocsf_parts.go),
// with how it is nested and what an action is called there. A change needs both.
//
// It invents no field inside those schemas: what has no place there goes under
// infopatient (ECS) or unmapped (OCSF).
package siem
