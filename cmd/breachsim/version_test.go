package main

import (
	"testing"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/replay/web"
)

func TestRequestsNameTheVersion(t *testing.T) {
	if want := "breachsim/" + term.Version; web.Agent != want {
		t.Errorf("requests of replay come from %q, want %q", web.Agent, want)
	}
}
