package read

import (
	"context"
	"os"
	"testing"
	"time"
)

func TestScratch(t *testing.T) {
	d, err := OpenDataset("/tmp/ds-detect")
	if err != nil {
		t.Fatal(err)
	}
	l, err := d.AuditLog()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	t0 := time.Now()
	for _, err := range l.All(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	t.Log(n, time.Since(t0), float64(n)/time.Since(t0).Seconds())
	al, _ := d.AccessLog()
	n = 0
	t0 = time.Now()
	for _, err := range al.All(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	t.Log(n, time.Since(t0), float64(n)/time.Since(t0).Seconds())
	n = 0
	t0 = time.Now()
	for _, err := range d.Persons(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	t.Log(n, time.Since(t0), float64(n)/time.Since(t0).Seconds())
	as, err := d.Accounts(context.Background())
	t.Log(len(as), err, as[0])
	f, _ := os.ReadFile("/tmp/ds-detect/logs/audit/2022-03-02.jsonl")
	_ = f
}
