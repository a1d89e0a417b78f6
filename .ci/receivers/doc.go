// Package receivers holds the queues of replay against brokers that others
// wrote, in this process: franz-go's kfake and nats-server. It is a module of its own, so
// that they do not weigh on breachsim's.
package receivers
