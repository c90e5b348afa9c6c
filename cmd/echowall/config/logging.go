package config

import (
	"fmt"
	"log/slog"
	"os"
)

// LogFlags say what is logged and how.
type LogFlags struct {
	Level  string `name:"log-level" env:"ECHOWALL_LOG_LEVEL" default:"info" help:"debug, info, warn or error."`
	Format string `name:"log-format" env:"ECHOWALL_LOG_FORMAT" default:"text" help:"text or json."`
}

// Logger makes the log that the settings ask for.
func (f LogFlags) Logger() (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(f.Level)); err != nil {
		return nil, Wrong(fmt.Errorf("ECHOWALL_LOG_LEVEL: %q; expected debug, info, warn or error", f.Level))
	}
	options := &slog.HandlerOptions{Level: level}
	switch f.Format {
	case "text":
		return slog.New(slog.NewTextHandler(os.Stderr, options)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(os.Stderr, options)), nil
	}
	return nil, Wrong(fmt.Errorf("ECHOWALL_LOG_FORMAT: %q; expected text or json", f.Format))
}
