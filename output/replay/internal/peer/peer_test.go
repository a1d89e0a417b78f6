package peer

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/replay/sink"
)

func TestNamesOfOtherMachinesAreRefused(t *testing.T) {
	dial := Dialer(sink.Options{})
	for _, address := range []string{"192.0.2.1:9", "0.0.0.0:9", "[::ffff:192.0.2.1]:9"} {
		c, err := dial(t.Context(), "tcp", address)
		if err == nil {
			c.Close()
			t.Errorf("%s was dialled", address)
		} else if !strings.Contains(err.Error(), "--allow-remote") || Passing(err) {
			t.Errorf("%s: %v", address, err)
		}
	}
	if _, err := dial(t.Context(), "tcp", "127.0.0.1:1"); err == nil || !Passing(err) {
		t.Errorf("nobody there: %v", err)
	}
}

func TestCredentialsOfAFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "c")
	o := sink.Options{CredentialsFile: name, Getenv: func(n string) string { return map[string]string{"BREACHSIM_USER": "env"}[n] }}
	write := func(text string, mode os.FileMode) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
	}
	write("# ours\ntoken = a=b\n\npassword=w\n", 0o600)
	if c, err := ReadCredentials(o); err != nil || c != (Credentials{"a=b", "env", "w"}) {
		t.Errorf("%+v %v", c, err)
	}
	write("a secret of one line", 0o600)
	if _, err := ReadCredentials(o); err == nil || !strings.Contains(err.Error(), "line 1") || strings.Contains(err.Error(), "secret") {
		t.Errorf("%v", err)
	}
	if os.PathSeparator == '/' {
		write("token=a", 0o644)
		if _, err := ReadCredentials(o); err == nil || !strings.Contains(err.Error(), "chmod 600") {
			t.Errorf("%v", err)
		}
	}
	if got := (Credentials{Token: "abc"}).Hide("x abc y"); got != "x … y" {
		t.Errorf("%s", got)
	}
}
