// Command otlp runs the OTLP receiver of the OpenTelemetry collector on a port of this
// machine, and appends the bodies of the records to a file: otlp PORT FILE.
package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/receiver/otlpreceiver"
	"go.opentelemetry.io/collector/receiver/receivertest"
)

func main() {
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "otlp:", err)
		os.Exit(1)
	}
}

func run(port, name string) error {
	out, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	factory := otlpreceiver.NewFactory()
	config := factory.CreateDefaultConfig().(*otlpreceiver.Config)
	config.Protocols.HTTP.GetOrInsertDefault().ServerConfig.NetAddr.Endpoint = "127.0.0.1:" + port
	logs, err := consumer.NewLogs(func(_ context.Context, all plog.Logs) error {
		_, err := out.WriteString(bodies(all)) // one write: whole or not at all
		return err
	})
	if err != nil {
		return err
	}
	r, err := factory.CreateLogs(context.Background(), receivertest.NewNopSettings(factory.Type()), config, logs)
	if err != nil {
		return err
	}
	if err := r.Start(context.Background(), componenttest.NewNopHost()); err != nil {
		return err
	}
	select {}
}

// bodies are those of all records, a line each.
func bodies(all plog.Logs) string {
	var b strings.Builder
	for _, resource := range all.ResourceLogs().All() {
		for _, scope := range resource.ScopeLogs().All() {
			for _, record := range scope.LogRecords().All() {
				b.WriteString(record.Body().Str())
				b.WriteByte('\n')
			}
		}
	}
	return b.String()
}
