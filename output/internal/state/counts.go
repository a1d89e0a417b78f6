package state

import "github.com/breachsim/breachsim/generator/event"

// Counts are the totals of a dataset or of a part of it.
type Counts struct {
	AuditEvents    int64            `json:"audit_events"`
	AccessLines    int64            `json:"access_lines"`
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
}

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
}

// Audit is how many audit events were counted.
func (t *Tallied) Audit() (n int64) {
	for _, of := range t.labels {
		n += of
	}
	return n
}

// Access is how many access lines were counted.
func (t *Tallied) Access() int64 { return t.access }
