package config

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"syscall"

	"github.com/redis/go-redis/v9"

	"echowall/storage"
	"echowall/storage/boltdb"
	"echowall/storage/redisdb"
)

// StoreFlag is where the data is.
type StoreFlag struct {
	Store string `name:"store" env:"ECHOWALL_STORE" default:"bolt:./echowall.db" help:"Where the data is: bolt:FILE, or Redis as redis://HOST:PORT, rediss://, redis+sentinel://, redis+cluster://."`
}

// Open opens the store named.
func (f StoreFlag) Open(ctx context.Context) (storage.Store, error) {
	if f.isRedis() {
		return f.openRedis(ctx)
	}
	path, err := f.Path()
	if err != nil {
		return nil, err
	}
	store, err := boltdb.Open(path, boltdb.Options{})
	switch {
	case errors.Is(err, storage.ErrLocked):
		return nil, &lockedError{path}
	case errors.Is(err, storage.ErrDamaged):
		return nil, Wrong(fmt.Errorf("ECHOWALL_STORE: %s is damaged or is no Echo Wall store; restore a backup, or name "+
			"another file", path))
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EISDIR),
		errors.Is(err, syscall.ENOTDIR),
		errors.Is(err, syscall.EROFS):
		return nil, Wrong(fmt.Errorf("ECHOWALL_STORE: expected a file in a folder that can be written: %w", err))
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

// OpenExisting opens the store named, which must be there already: looking at a store must not make one.
func (f StoreFlag) OpenExisting(ctx context.Context) (storage.Store, error) {
	if f.isRedis() {
		return f.openRedis(ctx)
	}
	path, err := f.Path()
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, Wrong(fmt.Errorf("ECHOWALL_STORE: there is no file %s", path))
	}
	return f.Open(ctx)
}

// isRedis tells whether the data is in Redis.
func (f StoreFlag) isRedis() bool {
	scheme, _, _ := strings.Cut(f.Store, ":")
	return strings.HasPrefix(scheme, "redis")
}

// openRedis opens a store in Redis.
func (f StoreFlag) openRedis(ctx context.Context) (storage.Store, error) {
	redis.SetLogger(quiet{})
	store, err := redisdb.Open(ctx, f.Store)
	if err != nil {
		return nil, fmt.Errorf("ECHOWALL_STORE: %w", err)
	}
	return store, nil
}

// KeepsAll looks whether the store keeps all it is given: a Redis that throws keys away when its memory is full is a
// wrong setting.
func KeepsAll(ctx context.Context, store storage.Store) error {
	r, ok := store.(*redisdb.Store)
	if !ok {
		return nil
	}
	all, err := r.Servers(ctx)
	if err != nil {
		return fmt.Errorf("ECHOWALL_STORE: %w", err)
	}
	for _, s := range all {
		if policy, evicts := s.Evicts(); evicts {
			return Wrong(fmt.Errorf("ECHOWALL_STORE: %s has maxmemory-policy %s, and throws data away when its memory is "+
				"full; set maxmemory-policy noeviction", s.Addr, policy))
		}
	}
	return nil
}

// quiet keeps the Redis client from writing to stderr by itself: what matters comes back as an error.
type quiet struct{}

// Printf writes nothing.
func (quiet) Printf(context.Context, string, ...any) {}

// Path is the file of the store.
func (f StoreFlag) Path() (string, error) {
	path, ok := strings.CutPrefix(f.Store, "bolt:")
	if !ok || path == "" {
		return "", Wrong(fmt.Errorf("ECHOWALL_STORE: %q is not a store; expected bolt:FILE, as bolt:./echowall.db, or an "+
			"address as redis://localhost:6379", WithoutSecret(f.Store)))
	}
	return path, nil
}

// WithoutSecret leaves out the password an address may hold.
func WithoutSecret(address string) string {
	if u, err := url.Parse(address); err == nil {
		return u.Redacted()
	}
	return "the address given"
}

// Socket is where the bot that runs on a bolt file gives backups; false for a store that several processes may open.
func (f StoreFlag) Socket() (string, bool) {
	path, ok := strings.CutPrefix(f.Store, "bolt:")
	return path + ".sock", ok && path != ""
}
