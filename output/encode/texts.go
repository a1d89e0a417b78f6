package encode

import (
	"bytes"
	"encoding/json"
	"sync"
	"time"

	"breachsim/generator/event"
)

// fragments is a list of prepared texts in one block of memory: four bytes an
// entry beside the text keep the tables of many accounts close together.
type fragments struct {
	text []byte
	ends []uint32 // ends[i] is where entry i begins; one more than entries
	max  int
}

func (f *fragments) add(text []byte) {
	if f.ends == nil {
		f.ends = append(f.ends, 0)
	}
	f.text = append(f.text, text...)
	f.ends = append(f.ends, uint32(len(f.text)))
	f.max = max(f.max, len(text))
}

// at returns entry i.
func (f *fragments) at(i int) []byte { return f.text[f.ends[i]:f.ends[i+1]] }

func (f *fragments) len() int { return max(len(f.ends)-1, 0) }

// Texts holds the prepared texts of a catalogue for all log encoders. It is
// made once, is read-only afterwards, and is shared by all workers.
type Texts struct {
	json     jsonTexts
	combined requestTexts

	// those of the other formats are prepared when first asked for
	auditCSV, auditCopy, auditPacked    func() *auditTexts
	accessCSV, accessCopy, accessPacked func() *accessTexts
	ecs                                 func() *ecsTexts
	ocsf                                func() *ocsfTexts
	ocsfHTTP                            func() *ocsfHTTPTexts
	syslog                              func() *syslogTexts
	nginx                               func() *requestTexts
	w3c                                 func() *requestTexts
}

// NewTexts prepares the texts of a catalogue.
func NewTexts(cat *event.Catalog) *Texts {
	return &Texts{
		json: newJSONTexts(cat), combined: newCombinedTexts(cat),
		auditCSV: once(cat, newAuditCSV), auditCopy: once(cat, newAuditCopy), auditPacked: once(cat, newAuditPacked),
		accessCSV: once(cat, newAccessCSV), accessCopy: once(cat, newAccessCopy), accessPacked: once(cat, newAccessPacked),
		ecs: once(cat, newECSTexts), ocsf: once(cat, newOCSFTexts), ocsfHTTP: once(cat, newOCSFHTTPTexts),
		syslog: once(cat, newSyslogTexts), nginx: once(cat, newNginxTexts), w3c: once(cat, newW3CTexts),
	}
}

// once prepares texts when they are first asked for, by whatever goroutine.
func once[T any](cat *event.Catalog, prepare func(*event.Catalog) T) func() *T {
	return sync.OnceValue(func() *T {
		t := prepare(cat)
		return &t
	})
}

// Audit returns an encoder of the audit log in a format; nil where the format
// is of another stream.
func (t *Texts) Audit(f Format, mode NIRMode) AppendEvent {
	if f.audit == nil {
		return nil
	}
	return f.audit(t, mode)
}

// Access returns an encoder of the access log in a format, in local time where
// the format has that; nil where the format is of another stream.
func (t *Texts) Access(f Format, zone *time.Location) AppendAccess {
	if f.access == nil {
		return nil
	}
	return f.access(t, zone)
}

// Quote returns s as a JSON string, escaping only what JSON demands.
func Quote(s string) []byte { return appendQuote(nil, s) }

func appendQuote(dst []byte, s string) []byte {
	if plain(s) {
		dst = append(dst, '"')
		dst = append(dst, s...)
		return append(dst, '"')
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		panic(err) // a string always encodes
	}
	return append(dst, bytes.TrimSuffix(b.Bytes(), []byte("\n"))...)
}

// plain reports whether s needs no escape: printable ASCII, as ids are.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

// keyed is `,"key":value` with the value quoted, or null where it is empty.
func keyed(dst []byte, key, value string) []byte {
	dst = append(dst, `,"`...)
	dst = append(dst, key...)
	dst = append(dst, `":`...)
	if value == "" {
		return append(dst, "null"...)
	}
	return appendQuote(dst, value)
}

// number is `,"key":value` with the value bare, or null where it is empty.
func number(dst []byte, key, value string) []byte {
	dst = append(dst, `,"`...)
	dst = append(dst, key...)
	dst = append(dst, `":`...)
	if value == "" {
		value = "null"
	}
	return append(dst, value...)
}
