package output

import (
	"github.com/breachsim/breachsim/output/encode/identity"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/pack"
	"github.com/breachsim/breachsim/output/truth"
)

// Bytes of a line, on the high side.
const (
	truthBytes     = 230
	lineTruthBytes = 100
	lineLabelBytes = 130
	exposureBytes  = 420
	identityShare  = 0.6  // lines of the identity provider an audit event
	packedShare    = 0.30 // a compressed log's share of its content
	reasonPart     = 48   // a reason on its way to its table
	lookUpShare    = 0.9  // look-ups that found somebody an audit event
)

// need foretells the bytes that a run will write.
func (p *plan) need(e Estimate, days, allDays int) int64 {
	var logs float64
	for _, f := range p.formats {
		lines, share := e.AuditEvents, 1.0
		if f.Stream == schema.Access {
			lines = e.AccessLines
		}
		if p.Compress != pack.None && !f.Columnar {
			share = packedShare
		}
		logs += share * float64(f.LineBytes) * float64(lines)
	}
	if p.info.Identity {
		logs += identityShare * float64(identity.LineBytes) * float64(e.AuditEvents)
	}
	if p.info.Reasons {
		logs += reasonPart * lookUpShare * float64(e.AuditEvents)
	}
	if p.TruthFull && p.labelled(labelLines) {
		logs += lineLabelBytes * float64(e.AuditEvents+e.AccessLines)
	}
	if p.TruthFull && len(tabular(p)) > 0 {
		logs += float64(len(tabular(p))) * truthBytes * float64(e.AuditEvents+e.AccessLines)
	}
	if p.TruthFull {
		logs += truthBytes * float64(e.AuditEvents)
		if p.has(schema.Access) {
			logs += lineTruthBytes * float64(e.AccessLines)
		}
	}
	if allDays > 0 {
		logs *= float64(days) / float64(allDays)
	}
	total := logs + 2*exposureBytes*float64(e.Exposures) // per day, then put together
	if p.info.Reasons && !p.sharded() {
		total += float64(reasonBytes(p.records)) * lookUpShare * float64(e.AuditEvents)
	}
	if !p.sharded() {
		total += float64(p.personBytes()*p.personsExpected(e) + p.historyBytes()*e.History)
		total += float64(leakedBytes(p.records) * e.LeakedRows)
	}
	return int64(total) + 1<<20
}

// personBytes are the bytes of a person and its contact in all forms asked
// for.
func (p *plan) personBytes() (n int64) {
	for _, f := range p.records {
		switch f.Name {
		case "csv", "sql":
			n += 440
		case "jsonl":
			n += 950
		case "parquet":
			n += 200
		case "fhir":
			n += 1700
		}
	}
	return n
}

// historyBytes are the bytes of a line of the history in all forms asked for.
func (p *plan) historyBytes() (n int64) {
	if p.info.HistoryDays == 0 {
		return 0
	}
	for _, f := range p.records {
		switch f.Name {
		case "csv", "sql":
			n += 85
		case "jsonl":
			n += 150
		case "parquet":
			n += 35
		}
	}
	return n
}

// reasonBytes are the bytes of a reason in all forms asked for.
func reasonBytes(formats []schema.Format) (n int64) {
	for _, f := range formats {
		switch f.Name {
		case "csv", "sql":
			n += 115
		case "jsonl":
			n += 195
		case "parquet":
			n += 60
		}
	}
	return n
}

// leakedBytes are the bytes of a row of a leaked file in all forms asked for.
func leakedBytes(formats []schema.Format) (n int64) {
	for _, f := range formats {
		switch f.Name {
		case "csv", "sql":
			n += 230
		case "jsonl":
			n += 470
		case "parquet":
			n += 110
		}
	}
	return n
}

func (p *plan) personsExpected(e Estimate) int64 {
	all := int64(p.info.Persons)
	switch p.persons.rule {
	case "all":
		return all
	case "exposed":
		return min(all, e.Exposures)
	case "first":
		return min(all, int64(p.persons.first)+e.Exposures)
	}
	return min(all, e.Persons)
}

// bundleBytes foretells the size of the bundle.
func (p *plan) bundleBytes(src Source) int64 {
	if _, ok := src.(Storied); !ok || p.sharded() {
		return 0
	}
	return truth.BundleBytes(src.Journal())
}
