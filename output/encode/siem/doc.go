// Package siem writes the logs in the schemas of others: Elastic Common Schema and
// Open Cybersecurity Schema Framework.
//
// It stands upon logs, web and wire. Which column goes where is said by the lists
// of logs; how it is nested, and what an action is called there, is said here, one
// line a field.
//
// It invents no field inside those schemas: what has no place there goes under
// infopatient (ECS) or unmapped (OCSF).
package siem
