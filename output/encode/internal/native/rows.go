package native

import (
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// auditTexts are the texts of the audit log in a form of rows.
type auditTexts struct {
	rowForm
	texts   [logs.AuditTables]wire.Fragments
	at      logs.Index
	longest int
}

// auditRows writes the audit log as rows. One value serves one goroutine.
type auditRows struct {
	t     *auditTexts
	stamp wire.Stamp
	mode  schema.NIRMode
}

// AuditCSV prepares the audit log as CSV.
func AuditCSV(cat *event.Catalog) func(schema.NIRMode) schema.AppendEvent {
	return audit(cat, csvForm())
}

// AuditCopy prepares the audit log for PostgreSQL's COPY.
func AuditCopy(cat *event.Catalog) func(schema.NIRMode) schema.AppendEvent {
	return audit(cat, copyForm())
}

// AuditPacked prepares the audit log for writers of columns.
func AuditPacked(cat *event.Catalog) func(schema.NIRMode) schema.AppendEvent {
	return audit(cat, packedForm())
}

func audit(cat *event.Catalog, form rowForm) func(mode schema.NIRMode) schema.AppendEvent {
	t := &auditTexts{rowForm: form, at: logs.NewIndex(cat)}
	logs.Prepare(cat, logs.Audit(schema.HMAC), t.cell, t.texts[:])
	t.longest = longest(t.texts[:])
	return func(mode schema.NIRMode) schema.AppendEvent {
		return (&auditRows{t: t, stamp: wire.NewStamp(), mode: mode}).append
	}
}

// subject appends the insured person.
func (x *auditRows) subject(dst []byte, e *event.Event) []byte {
	switch x.mode {
	case schema.HMAC:
		return x.t.id(dst, e.NIRRef)
	case schema.Clear:
		return x.t.number(dst, e.NIR, e.KeyOff)
	}
	return x.t.none(dst)
}

// accessTexts are the texts of the access log in a form of rows.
type accessTexts struct {
	rowForm
	texts   [logs.AccessTables]wire.Fragments
	at      logs.Index
	longest int
}

// accessRows writes the access log as rows. One value serves one goroutine.
type accessRows struct {
	t     *accessTexts
	stamp wire.Stamp
}

// AccessCSV prepares the access log as CSV.
func AccessCSV(cat *event.Catalog) func(*time.Location) schema.AppendAccess {
	return access(cat, csvForm())
}

// AccessCopy prepares the access log for PostgreSQL's COPY.
func AccessCopy(cat *event.Catalog) func(*time.Location) schema.AppendAccess {
	return access(cat, copyForm())
}

// AccessPacked prepares the access log for writers of columns.
func AccessPacked(cat *event.Catalog) func(*time.Location) schema.AppendAccess {
	return access(cat, packedForm())
}

func access(cat *event.Catalog, form rowForm) func(*time.Location) schema.AppendAccess {
	t := &accessTexts{rowForm: form, at: logs.NewIndex(cat)}
	logs.Prepare(cat, logs.Access(), t.cell, t.texts[:])
	t.longest = longest(t.texts[:])
	return func(*time.Location) schema.AppendAccess { // whose times are UTC
		return (&accessRows{t: t, stamp: wire.NewStamp()}).append
	}
}
