package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/url"
	"os"
	"regexp"
	"strings"
	"syscall"

	"github.com/redis/go-redis/v9"

	"echowall/storage"
	"echowall/storage/boltdb"
	"echowall/storage/redisdb"
)

// storeFlag is where the data is.
type storeFlag struct {
	Store string `name:"store" env:"ECHOWALL_STORE" default:"bolt:./echowall.db" help:"Where the data is: bolt:FILE, or Redis as redis://HOST:PORT, rediss://, redis+sentinel://, redis+cluster://."`
}

// open opens the store named.
func (f storeFlag) open(ctx context.Context) (storage.Store, error) {
	if f.isRedis() {
		return f.openRedis(ctx)
	}
	path, err := f.path()
	if err != nil {
		return nil, err
	}
	store, err := boltdb.Open(path, boltdb.Options{})
	switch {
	case errors.Is(err, storage.ErrLocked):
		return nil, &lockedError{path}
	case errors.Is(err, storage.ErrDamaged):
		return nil, &configError{fmt.Errorf("ECHOWALL_STORE: %s is damaged or is no Echo Wall store; restore a backup, or name another file", path)}
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EISDIR), errors.Is(err, syscall.ENOTDIR),
		errors.Is(err, syscall.EROFS):
		return nil, &configError{fmt.Errorf("ECHOWALL_STORE: expected a file in a folder that can be written: %w", err)}
	case err != nil:
		return nil, fmt.Errorf("ECHOWALL_STORE: %w", err)
	}
	return store, nil
}

// lockedError says that another process uses the store.
type lockedError struct{ path string }

// Error names the file, and what to do.
func (e *lockedError) Error() string {
	return fmt.Sprintf("ECHOWALL_STORE: %s is in use by another process; stop that one first", e.path)
}

// Unwrap gives the driver's word for it.
func (e *lockedError) Unwrap() error { return storage.ErrLocked }

// openExisting opens the store named, which must be there already: looking at a store must not make one.
func (f storeFlag) openExisting(ctx context.Context) (storage.Store, error) {
	if f.isRedis() {
		return f.openRedis(ctx)
	}
	path, err := f.path()
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, &configError{fmt.Errorf("ECHOWALL_STORE: there is no file %s", path)}
	}
	return f.open(ctx)
}

// isRedis tells whether the data is in Redis.
func (f storeFlag) isRedis() bool {
	scheme, _, _ := strings.Cut(f.Store, ":")
	return strings.HasPrefix(scheme, "redis")
}

// openRedis opens a store in Redis.
func (f storeFlag) openRedis(ctx context.Context) (storage.Store, error) {
	redis.SetLogger(quiet{})
	store, err := redisdb.Open(ctx, f.Store)
	if err != nil {
		return nil, fmt.Errorf("ECHOWALL_STORE: %w", err)
	}
	return store, nil
}

// quiet keeps the Redis client from writing to stderr by itself: what matters comes back as an error.
type quiet struct{}

// Printf writes nothing.
func (quiet) Printf(context.Context, string, ...any) {}

// path is the file of the store.
func (f storeFlag) path() (string, error) {
	path, ok := strings.CutPrefix(f.Store, "bolt:")
	if !ok || path == "" {
		return "", &configError{fmt.Errorf("ECHOWALL_STORE: %q is not a store; expected bolt:FILE, as bolt:./echowall.db, or an address as redis://localhost:6379", withoutSecret(f.Store))}
	}
	return path, nil
}

// withoutSecret leaves out the password an address may hold.
func withoutSecret(address string) string {
	if u, err := url.Parse(address); err == nil {
		return u.Redacted()
	}
	return "the address given"
}

// telegramFlags say which bot, and where the Bot API is.
type telegramFlags struct {
	Token string `name:"telegram-bot-token" env:"TELEGRAM_BOT_TOKEN" help:"The bot's token, from BotFather." placeholder:"123456:ABC…"`
	URL   string `name:"telegram-api-url" env:"TELEGRAM_API_URL" default:"https://api.telegram.org" help:"Where the Bot API is."`
}

func (f telegramFlags) check() error {
	if f.Token == "" {
		return &configError{errors.New("TELEGRAM_BOT_TOKEN is not set; expected the token that BotFather gave you, as 123456:ABC-def")}
	}
	if !regexp.MustCompile(`^\d{1,20}:[A-Za-z0-9_-]{3,100}$`).MatchString(f.Token) {
		return &configError{errors.New("TELEGRAM_BOT_TOKEN is not a token; expected digits, a colon and letters, as 123456:ABC-def")}
	}
	u, err := url.Parse(f.URL)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return &configError{fmt.Errorf("TELEGRAM_API_URL: expected an address as https://api.telegram.org")}
	}
	return nil
}

// logFlags say what is logged and how.
type logFlags struct {
	Level  string `name:"log-level" env:"ECHOWALL_LOG_LEVEL" default:"info" help:"debug, info, warn or error."`
	Format string `name:"log-format" env:"ECHOWALL_LOG_FORMAT" default:"text" help:"text or json."`
}

func (f logFlags) logger() (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(f.Level)); err != nil {
		return nil, &configError{fmt.Errorf("ECHOWALL_LOG_LEVEL: %q; expected debug, info, warn or error", f.Level)}
	}
	options := &slog.HandlerOptions{Level: level}
	switch f.Format {
	case "text":
		return slog.New(slog.NewTextHandler(os.Stderr, options)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(os.Stderr, options)), nil
	}
	return nil, &configError{fmt.Errorf("ECHOWALL_LOG_FORMAT: %q; expected text or json", f.Format)}
}

// listenFlag is where the program answers over HTTP.
type listenFlag struct {
	Listen string `name:"listen" env:"ECHOWALL_LISTEN" default:"127.0.0.1:8080" help:"Address on which the program answers over HTTP."`
}

func (f listenFlag) check() error {
	if _, port, err := net.SplitHostPort(f.Listen); err != nil || port == "" {
		return &configError{fmt.Errorf("ECHOWALL_LISTEN: %q; expected an address with a port, as 127.0.0.1:8080", f.Listen)}
	}
	return nil
}

// listen begins to listen. An address that somebody else uses now may be free later; any other fault is the operator's to mend.
func (f listenFlag) listen() (net.Listener, error) {
	l, err := net.Listen("tcp", f.Listen)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("ECHOWALL_LISTEN: %s is in use by another process", f.Listen)
	case err != nil:
		return nil, &configError{fmt.Errorf("ECHOWALL_LISTEN: expected an address of this machine with a port, as 127.0.0.1:8080: %w", err)}
	}
	return l, nil
}
