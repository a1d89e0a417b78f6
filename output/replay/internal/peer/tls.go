package peer

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"os"

	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/replay/sink"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// TLS prepares encrypted connections: whose certificates are trusted, and the
// client's own.
func TLS(o sink.Options) (*tls.Config, error) {
	c := &tls.Config{MinVersion: tls.VersionTLS12, InsecureSkipVerify: o.Insecure}
	if o.CAFile != "" {
		text, err := os.ReadFile(o.CAFile)
		if err != nil {
			return nil, fault.Usage("certificate authorities %q: %w", o.CAFile, cause.Of(err))
		}
		c.RootCAs = x509.NewCertPool()
		if !c.RootCAs.AppendCertsFromPEM(text) {
			return nil, fault.Usage("certificate authorities %q: no certificate in PEM form", o.CAFile)
		}
	}
	if (o.CertFile == "") != (o.KeyFile == "") {
		return nil, fault.Usage("a client certificate needs its key: name both files")
	}
	if o.CertFile != "" {
		own, err := tls.LoadX509KeyPair(o.CertFile, o.KeyFile)
		if err != nil {
			return nil, fault.Usage("client certificate %q with key %q: %w", o.CertFile, o.KeyFile, cause.Of(err))
		}
		c.Certificates = []tls.Certificate{own}
	}
	return c, nil
}

// badCertificate reports whether an error is of a certificate that will not get
// better by waiting.
func badCertificate(err error) bool {
	var verify *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	return errors.As(err, &verify) || errors.As(err, &record) || errors.As(err, &alert)
}
