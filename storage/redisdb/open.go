package redisdb

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"echowall/storage"
	"echowall/storage/redisdb/address"
	"echowall/storage/redisdb/cache"
	"echowall/storage/redisdb/layout"
	"echowall/storage/redisdb/script"
)

// openPatience is how long Open tries: long enough for a failover to end, short enough for somebody who waits for a
// word.
const openPatience = 5 * time.Second

// Open opens the store that a URL names, as the package's doc describes it, and makes it when there is none. Its errors
// do not hold the password. The error wraps storage.ErrDamaged when what is there is not a store.
func Open(ctx context.Context, url string) (*Store, error) {
	c, err := address.Parse(url)
	if err != nil {
		return nil, fmt.Errorf("open the store: the URL of Redis: %w", err)
	}
	return open(ctx, c)
}

func open(ctx context.Context, c address.Config) (*Store, error) {
	s := &Store{
		client: redis.NewUniversalClient(&c.Redis), cluster: c.Redis.IsClusterMode, keys: layout.New(c.Bot),
		scripts: script.Load(),
		wait:    c.Wait, patience: min(c.Patience, openPatience), cache: cache.New(c.Cache),
		door: storage.NewDoor(), writer: strings.ToLower(rand.Text()[:13]), ttl: c.Lease,
		address: strings.Join(c.Redis.Addrs, ", "),
	}
	if err := s.checkFormat(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open the store at %s: %w", s.address, explain(err)), s.client.Close())
	}
	s.patience = c.Patience
	return s, nil
}

// checkFormat looks whether what is there is a store of a format that this program reads; where nothing is, it begins
// one.
func (s *Store) checkFormat(ctx context.Context) error {
	kept, err := s.claim(ctx, s.keys.Format(), strconv.Itoa(layout.Format))
	if err != nil {
		return err
	}
	version, err := strconv.Atoi(kept)
	if err != nil || version < 1 {
		return layout.Damaged("format %q", kept)
	}
	if version > layout.Format {
		return fmt.Errorf("the store has format %d, and this program reads up to %d: run a newer one", version, layout.Format)
	}
	return nil
}

// explain adds what to do to what Redis says.
func explain(err error) error {
	if means := advice(err); means != "" {
		return fmt.Errorf("%s: %w", means, err)
	}
	return err
}

// advice is what to do about what Redis says; "" when nothing is known to help.
func advice(err error) string {
	for _, known := range []struct{ says, means string }{
		{"WRONGPASS", "user or password is wrong"},
		{"NOAUTH", "Redis asks for a user or a password"},
		{"NOPERM", "the user may not do what is needed; the package's doc of redisdb lists it"},
		{"MOVED ", "this is a Cluster: write redis+cluster:// instead"},
		{"cluster support disabled", "this is not a Cluster: write redis:// instead"},
		{"WRONGTYPE", "what is there is not an Echo Wall store"},
	} {
		if strings.Contains(err.Error(), known.says) {
			return known.means
		}
	}
	return ""
}
