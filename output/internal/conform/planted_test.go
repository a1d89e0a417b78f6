package conform_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/internal/conform"
	"github.com/breachsim/breachsim/scenarios"
)

// Each thing that a scenario declares, declared otherwise, is found out by the
// finding that is there for it.
func TestOtherDeclarationsAreFoundOut(t *testing.T) {
	small := scenarios.Scale(10_000)
	dir := datasettest.Write(t, "amelipro-2022", generator.Options{Scale: small}, output.Options{Formats: []string{"jsonl"}, Persons: "exposed"})
	for _, x := range []struct {
		finding string
		change  func(s *scenarios.Scenario, k *scenarios.Campaign)
	}{
		{"accounts", func(s *scenarios.Scenario, _ *scenarios.Campaign) { s.Population.Accounts++ }},
		{"share of profile gp", func(s *scenarios.Scenario, _ *scenarios.Campaign) {
			s.Population.ProfileMix = []scenarios.ProfileShare{{Profile: scenarios.GP, Share: 600_000}}
		}},
		{"events outside the scenario's time", func(s *scenarios.Scenario, _ *scenarios.Campaign) { s.Time.End = s.Time.End.AddDate(0, 0, -1) }},
		{"campaign c1: accounts", func(_ *scenarios.Scenario, k *scenarios.Campaign) { k.Access.Accounts = 18 }},
		{"campaign c1: accounts of profile pharmacy", func(_ *scenarios.Scenario, k *scenarios.Campaign) { k.Access.Profiles[0].Count = 14 }},
		{"campaign c1: accounts by credential_replay", func(_ *scenarios.Scenario, k *scenarios.Campaign) { k.Access.Acquire[0].Share = 900_000 }},
		{"campaign c1: persons exposed", func(_ *scenarios.Scenario, k *scenarios.Campaign) { k.Targets.Exposed-- }},
		{"campaign c1: look-ups outside the window", func(_ *scenarios.Scenario, k *scenarios.Campaign) { k.Window.From = k.Window.From.Add(time.Hour) }},
		{"campaign c1: trial look-ups before their lead or after the window", func(_ *scenarios.Scenario, k *scenarios.Campaign) { k.Access.Validate.Lead /= 3 }},
		{"campaign c1: part of the window before the first look-up", func(_ *scenarios.Scenario, k *scenarios.Campaign) { k.Window.From = k.Window.From.AddDate(0, 0, -9) }},
		{"campaign c1: accounts with another number of trial look-ups", func(_ *scenarios.Scenario, k *scenarios.Campaign) { k.Access.Validate.LookUps = 4 }},
		{"campaign c1: hit rate", func(_ *scenarios.Scenario, k *scenarios.Campaign) { k.Targets.HitRate = 830_000 }},
		{"campaign c1: look-ups by which a quarter of the window is off the mean", func(_ *scenarios.Scenario, k *scenarios.Campaign) { k.Window.From = k.Window.From.Add(-12 * time.Hour) }},
		{"campaign c1: addresses", func(_ *scenarios.Scenario, k *scenarios.Campaign) { k.Network.Pool = 20 }},
		{"campaign c1: addresses in other countries", func(_ *scenarios.Scenario, k *scenarios.Campaign) { k.Network.Countries = []string{"FR", "DE"} }},
		{"campaign c1: accounts with an owner at work after the takeover", func(_ *scenarios.Scenario, k *scenarios.Campaign) {
			k.CoUse, k.Access.Validate.LookUps = scenarios.OwnerIdle, 0
		}},
		{"campaigns that nobody declared", func(_ *scenarios.Scenario, k *scenarios.Campaign) { k.ID = "c2" }},
		{"addresses not banned at the time of analyst-1", func(s *scenarios.Scenario, _ *scenarios.Campaign) {
			s.Controls[0].At = s.Controls[0].At.Add(2 * time.Hour)
		}},
		{"analyst-1: bans before its time", func(s *scenarios.Scenario, _ *scenarios.Campaign) {
			s.Controls[0].At = s.Controls[0].At.Add(2 * time.Hour)
		}},
		{"accounts not reset at the time of analyst-1", func(s *scenarios.Scenario, _ *scenarios.Campaign) {
			s.Controls[0].At = s.Controls[0].At.Add(-2 * time.Hour)
		}},
		{"closed: look-ups of the attack answered while the service is closed", func(s *scenarios.Scenario, k *scenarios.Campaign) {
			s.Controls = append(s.Controls, scenarios.Control{ID: "closed", Type: scenarios.Policy, Actions: []scenarios.ControlAction{scenarios.CloseService},
				At: k.Window.From, Duration: scenarios.Micros(12 * time.Hour / time.Microsecond)})
		}},
		{"bans that nobody declared", func(s *scenarios.Scenario, _ *scenarios.Campaign) { s.Controls = nil }},
		{"look-alikes on more accounts than it asks for", func(s *scenarios.Scenario, _ *scenarios.Campaign) {
			// of most kinds a world of two hundred accounts has one; passwords are forgotten on two
			s.Benign.LookAlikes = []scenarios.LookAlike{{Kind: scenarios.ForgottenPasswordBurst, Accounts: 1}}
		}},
		{"look-alikes in the log that the scenario does not list", func(s *scenarios.Scenario, _ *scenarios.Campaign) { s.Benign.LookAlikes = nil }},
	} {
		t.Run(x.finding, func(t *testing.T) {
			t.Parallel()
			_, sc := opened(t, dir)
			x.change(sc, &sc.Campaigns[0])
			if bad := failing(t, dir, sc); !slices.Contains(bad, x.finding) {
				t.Errorf("not found out; what fails: %q", bad)
			}
		})
	}
}

// failing names the findings that are not as declared.
func failing(t *testing.T, dir string, sc *scenarios.Scenario) (bad []string) {
	t.Helper()
	d, _ := opened(t, dir)
	list, err := conform.Check(t.Context(), d, sc)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if !f.OK {
			bad = append(bad, f.Name)
		}
	}
	return bad
}

// Datasets that were altered under an unchanged scenario fail in the one thing
// that was altered, and in the counts of the truth that it no longer bears out.
func TestPlantedFaultsAreFoundOut(t *testing.T) {
	const (
		day       = "logs/audit/2022-03-10.jsonl"
		exposures = "accounts with other exposures than the list of persons"
		lookUps   = "accounts with other look-ups than the log"
		responses = "responses unlike the log"
	)
	for _, x := range []struct {
		what, file string
		alter      func(b []byte) []byte
		findings   []string
	}{
		{"an exposed person is missing", "truth/exposed_persons.jsonl", func(b []byte) []byte { return b[bytes.IndexByte(b, '\n')+1:] }, []string{"campaign c1: persons exposed", exposures}},
		{"an exposed person is there twice", "truth/exposed_persons.jsonl", func(b []byte) []byte { return append(b[:bytes.IndexByte(b, '\n')+1:bytes.IndexByte(b, '\n')+1], b...) },
			[]string{"persons exposed twice", exposures}},
		{"no address is banned", day, without(`"action":"ip_ban"`), []string{"addresses not banned at the time of analyst-1", responses}},
		{"one account is not reset", day, first(`"action":"password_reset_forced"`), []string{"analyst-1: accounts reset at its time", "accounts not reset at the time of analyst-1", responses}},
		{"a list without misses", day, without(`"result":"not_found"`), []string{"campaign c1: hit rate", lookUps}},
		{"another country", day, func(b []byte) []byte {
			return regexp.MustCompile(`"country":"(NL|DE|FR)"`).ReplaceAll(b, []byte(`"country":"US"`))
		}, []string{"campaign c1: addresses in other countries"}},
		{"one account more", "records/accounts.csv", func(b []byte) []byte { return append(b, b[bytes.LastIndexByte(b[:len(b)-1], '\n')+1:]...) }, []string{"accounts"}},
		{"a look-alike that nobody asked for", "truth/events/2022-03-10.jsonl",
			func(b []byte) []byte {
				return bytes.Replace(b, []byte(`"benign_type":null`), []byte(`"benign_type":"pentest"`), 1)
			}, []string{"look-alikes in the log that the scenario does not list"}},
		{"the last hours left out", day, func(b []byte) []byte {
			return regexp.MustCompile(`(?m)^.*"ts":"2022-03-10T1[34]:.*"action":"lookup".*\n`).ReplaceAll(b, nil)
		},
			[]string{"campaign c1: look-ups by which a quarter of the window is off the mean", lookUps}},
	} {
		dir := datasettest.Tiny(t)
		path := filepath.Join(dir, filepath.FromSlash(x.file))
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		altered := x.alter(bytes.Clone(b))
		if bytes.Equal(altered, b) {
			t.Errorf("%s: nothing was altered", x.what)
		}
		if err := os.WriteFile(path, altered, 0o666); err != nil {
			t.Fatal(err)
		}
		_, sc := opened(t, dir)
		if bad := failing(t, dir, sc); !slices.Equal(bad, x.findings) {
			t.Errorf("%s: what fails is %q, want %q", x.what, bad, x.findings)
		}
	}
}

// without drops the lines that hold a text.
func without(text string) func([]byte) []byte {
	return func(b []byte) []byte {
		var out []string
		for l := range strings.Lines(string(b)) {
			if !strings.Contains(l, text) {
				out = append(out, l)
			}
		}
		return []byte(strings.Join(out, ""))
	}
}

// first drops the first line that holds a text.
func first(text string) func([]byte) []byte {
	return func(b []byte) []byte {
		at := bytes.Index(b, []byte(text))
		from := bytes.LastIndexByte(b[:at], '\n') + 1
		to := at + bytes.IndexByte(b[at:], '\n') + 1
		return append(b[:from:from], b[to:]...)
	}
}
