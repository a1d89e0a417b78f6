package state

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/delivery"
)

// Counts are the totals of a dataset or of a part of it. Events and lines are those that
// happened; what was lost on the way is among them.
type Counts struct {
	AuditEvents    int64            `json:"audit_events"`
	AccessLines    int64            `json:"access_lines"`
	AuditLost      int64            `json:"audit_lost,omitempty"`   // of the events: lines that the log does not have
	AuditTwice     int64            `json:"audit_twice,omitempty"`  // … that it has twice
	AccessLost     int64            `json:"access_lost,omitempty"`  // of the access lines
	AccessTwice    int64            `json:"access_twice,omitempty"` // …
	IdentityEvents int64            `json:"identity_events,omitempty"`
	AttackEvents   int64            `json:"attack_events"`
	EventsByLabel  map[string]int64 `json:"audit_events_by_label"`
	ExposedPersons int64            `json:"exposed_persons"`
	Interference   int64            `json:"interference"`
	Population     int64            `json:"population,omitempty"`
	Persons        int64            `json:"persons_written,omitempty"`
	Practitioners  int64            `json:"practitioners,omitempty"`
	Accounts       int64            `json:"accounts,omitempty"`
	Delegates      int64            `json:"delegates,omitempty"`
	Networks       int64            `json:"networks,omitempty"`
	History        int64            `json:"history,omitempty"`
	Alerts         int64            `json:"alerts,omitempty"`
	Tickets        int64            `json:"tickets,omitempty"`
	Reasons        int64            `json:"reasons,omitempty"`
	LeakedRows     int64            `json:"leaked_rows,omitempty"`
	Days           int64            `json:"days,omitempty"`
}

// Add adds what a slice or a day has.
func (c *Counts) Add(o Counts) {
	c.AuditEvents += o.AuditEvents
	c.AccessLines += o.AccessLines
	c.AuditLost += o.AuditLost
	c.AuditTwice += o.AuditTwice
	c.AccessLost += o.AccessLost
	c.AccessTwice += o.AccessTwice
	c.IdentityEvents += o.IdentityEvents
	c.AttackEvents += o.AttackEvents
	c.ExposedPersons += o.ExposedPersons
	c.Interference += o.Interference
	if c.EventsByLabel == nil {
		c.EventsByLabel = map[string]int64{}
	}
	for l, n := range o.EventsByLabel {
		c.EventsByLabel[l] += n
	}
}

// Tallied are the counts of one slice, without allocation.
type Tallied struct {
	labels                                [16]int64
	access, identity, exposed, interfered int64
	ofAudit, ofAccess                     delivered
}

// delivered counts the lines of a log that are not there once.
type delivered struct{ lost, twice int64 }

func (d *delivered) add(f *delivery.Fate) {
	if f.Lost {
		d.lost++
	}
	if f.Again > 0 {
		d.twice++
	}
}

func (d *delivered) merge(o *delivered) {
	d.lost += o.lost
	d.twice += o.twice
}

// AuditDelivered counts what becomes of a line of the audit log.
func (t *Tallied) AuditDelivered(f *delivery.Fate) { t.ofAudit.add(f) }

// AccessDelivered counts what becomes of a line of the access log.
func (t *Tallied) AccessDelivered(f *delivery.Fate) { t.ofAccess.add(f) }

// Add counts a slice.
func (t *Tallied) Add(b *event.Batch) {
	for _, key := range b.AuditOrder {
		t.labels[b.AuditTruth[uint32(key)].Label]++
	}
	t.access += int64(len(b.AccessOrder))
	t.identity += int64(len(b.IdentityOrder))
	t.exposed += int64(len(b.Exposures))
	t.interfered += int64(len(b.Interference))
}

// Counts gives the counts their names.
func (t *Tallied) Counts() Counts {
	c := Counts{AccessLines: t.access, IdentityEvents: t.identity,
		ExposedPersons: t.exposed, Interference: t.interfered,
		AuditLost: t.ofAudit.lost, AuditTwice: t.ofAudit.twice,
		AccessLost: t.ofAccess.lost, AccessTwice: t.ofAccess.twice,
		AttackEvents: t.labels[event.Attack], EventsByLabel: map[string]int64{}}
	for l, name := range event.Labels() {
		c.AuditEvents += t.labels[l]
		c.EventsByLabel[name] = t.labels[l]
	}
	return c
}

// Merge adds those of another slice.
func (t *Tallied) Merge(o *Tallied) {
	for l, n := range o.labels {
		t.labels[l] += n
	}
	t.access += o.access
	t.identity += o.identity
	t.exposed += o.exposed
	t.interfered += o.interfered
	t.ofAudit.merge(&o.ofAudit)
	t.ofAccess.merge(&o.ofAccess)
}

// AuditLines is how many lines the audit log has.
func (c *Counts) AuditLines() int64 { return c.AuditEvents - c.AuditLost + c.AuditTwice }

// AccessDelivered is how many lines the access log has.
func (c *Counts) AccessDelivered() int64 { return c.AccessLines - c.AccessLost + c.AccessTwice }

// Audit is how many audit events were counted.
func (t *Tallied) Audit() (n int64) {
	for _, of := range t.labels {
		n += of
	}
	return n
}

// Access is how many access lines were counted.
func (t *Tallied) Access() int64 { return t.access }
