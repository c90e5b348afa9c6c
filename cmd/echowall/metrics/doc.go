// Package metrics counts what the program does and tells it to Prometheus, from outside: nothing that is counted knows
// of it.
//
// No name, no community and no text is in any of its figures. The command run puts its meters on the way to Telegram,
// before the pages and behind the commits.
package metrics
