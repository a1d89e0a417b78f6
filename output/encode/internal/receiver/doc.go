// Package receiver writes the audit log as the programs take it that people send logs
// to: OTLP for collectors, CEF and LEEF for ArcSight and QRadar, GELF for Graylog, the
// bulk form of Elasticsearch and OpenSearch, events of Splunk's HTTP collector, and
// AuditEvents of FHIR for the audit repositories of hospitals.
//
// It stands upon native and siem, whose lines two of the forms wrap, and upon logs. CEF,
// LEEF, GELF and OTLP are lists of members: a form says what a member of a column looks
// like ([form]), and go generate ./output/encode/internal/native unrolls the list into lines_gen.go.
// A column that a form has no key for gets its own name there, so that none is lost.
//
// It sends nothing: package replay and the packs of output/readers do.
package receiver
